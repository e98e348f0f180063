package org.mailtrek.mailbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.TrekException;

/** The mail folders of users with their names at both sides of a move, and how far each is. Reading it changes nothing; {@link #mark} notes what is new. */
public final class FolderTable {

  private final Ledger ledger;
  private final List<Row> rows = new ArrayList<>();
  private final List<String> without = new ArrayList<>();

  /**
   * A folder.
   *
   * @param user whose it is
   * @param from its name at the source
   * @param to its name at the target
   * @param stage how far it is; empty when it was not known
   * @param clashes whether another folder of the user gets the same name at the target
   */
  public record Row(String user, FolderName from, FolderName to, Optional<FolderState.Stage> stage, boolean clashes) {}

  private FolderTable(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Reads the folders of users.
   *
   * @param users who should have a mailbox, such as those of the directory
   * @throws TrekException when the stores or the ledger can't be read
   */
  public static FolderTable of(Ledger ledger, MailStore source, MailTarget target, Collection<String> users) throws TrekException {
    FolderTable table = new FolderTable(ledger);
    Set<String> there = new HashSet<>(source.users());
    for (String user : users) {
      if (there.contains(user)) {
        table.read(user, source, target);
      } else {
        table.without.add(user);
      }
    }
    return table;
  }

  private void read(String user, MailStore source, MailTarget target) throws TrekException {
    Map<FolderName, FolderState.Stage> known = known(user);
    Set<FolderName> names = new HashSet<>();
    for (MailFolder each : source.folders(user)) {
      FolderName to = target.name(each.name());
      rows.add(new Row(user, each.name(), to, Optional.ofNullable(known.get(each.name())), !names.add(to)));
    }
  }

  private Map<FolderName, FolderState.Stage> known(String user) throws TrekException {
    Map<FolderName, FolderState.Stage> known = new HashMap<>();
    ledger.states(user).forEach(each -> known.put(each.folder(), each.stage()));
    return known;
  }

  /** Returns the folders, by user. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** Returns the users who have no mailbox at the source. */
  public List<String> without() {
    return List.copyOf(without);
  }

  /** Returns how many folders were not known. */
  public long fresh() {
    return rows.stream().filter(each -> each.stage().isEmpty()).count();
  }

  /**
   * Notes that the folders which were not known are to be moved; what is known of others stays. A folder at which somebody is just now is passed over.
   *
   * @param owner who does it, for people
   * @return how many were noted, durable
   * @throws TrekException when the ledger can't be written
   */
  public long mark(Clock clock, String owner) throws TrekException {
    ledger.begin();
    long marked = 0;
    for (Row each : rows) {
      Optional<FolderLocks.Held> lock = each.stage().isPresent() ? Optional.empty() : ledger.lock(each.user(), each.from());
      if (lock.isPresent()) {
        try {
          if (!known(each.user()).containsKey(each.from())) {
            ledger.note(each.user(), new FolderState(each.from(), FolderState.Stage.TRANSITION, clock.instant().getEpochSecond(), 0, 0, owner, ""));
            marked++;
          }
        } finally {
          lock.get().close();
        }
      }
    }
    ledger.disk().syncAll(ledger.place().parent());
    return marked;
  }
}
