package org.mailtrek.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.directory.JournaledMove;
import org.mailtrek.engine.JournalView;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.engine.change.Entries;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.engine.change.LoadedDatabase;
import org.mailtrek.host.TrekException;

/** The runs of an estate that moved its directory and still stand, and what later ones did to the same entries. */
final class DirectoryRuns implements JournaledMove.Journaled {

  private static final Set<String> MOVING = Set.of("transplant-directory", "prune-directory");

  private final JournalView journal;
  private final List<Long> runs;

  private DirectoryRuns(JournalView journal, List<Long> runs) {
    this.journal = journal;
    this.runs = runs;
  }

  /** Returns them; empty when no run of the journal moved anything. */
  static Optional<DirectoryRuns> of(JournalView journal) throws TrekException {
    List<Long> standing = journal.runs().stream().filter(RunInfo::stands).map(RunInfo::number).toList();
    DirectoryRuns all = new DirectoryRuns(journal, standing);
    boolean[] moved = new boolean[1];
    all.read(made -> moved[0] |= made.moves());
    return moved[0] ? Optional.of(all) : Optional.empty();
  }

  /**
   * An exchange of a stopped server's database.
   *
   * @param change what was exchanged
   * @param later the names of entries that runs have changed since
   */
  record Exchange(LoadedDatabase change, Set<String> later) {}

  /** Returns the last exchange that stands; empty when no run of the journal made one. */
  static Optional<Exchange> exchange(JournalView journal) throws TrekException {
    List<Exchange> last = new ArrayList<>();
    for (RunInfo run : journal.runs()) {
      if (run.stands()) {
        journal.made(run.number(), made -> {
          if (made.change() instanceof LoadedDatabase loaded) {
            last.add(new Exchange(loaded, new HashSet<>()));
          } else if (made.change() instanceof Entries entries && !last.isEmpty()) {
            entries.entries().forEach(each -> last.get(last.size() - 1).later().add(each.newDn()));
          }
        });
      }
    }
    return last.isEmpty() ? Optional.empty() : Optional.of(last.get(last.size() - 1));
  }

  @Override
  public void read(JournaledMove.Sink sink) throws TrekException {
    boolean[] begun = new boolean[1];
    for (long run : runs) {
      journal.made(run, made -> {
        boolean moves = MOVING.contains(made.step());
        begun[0] |= moves;
        if (begun[0] && made.change() instanceof Entries entries) {
          give(made, entries, moves, sink);
        }
      });
    }
  }

  private static void give(JournalView.Made made, Entries segment, boolean moves, JournaledMove.Sink sink) throws TrekException {
    Set<String> untouched = new HashSet<>();
    made.left().forEach(each -> untouched.add(EntryChange.name(each)));
    for (EntryChange each : segment.entries()) {
      if (!untouched.contains(each.dn())) {
        sink.accept(new JournaledMove.Made(made.run(), moves, each));
      }
    }
  }
}
