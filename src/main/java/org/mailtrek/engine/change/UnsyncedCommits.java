package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Lets a running slapd commit to one of its databases without waiting for the disk ({@code olcDbNoSync}, slapd-mdb(5)), through its own
 * configuration. Meant to hold only while something else is done. Where the machine loses its power meanwhile the database may be lost; a slapd that
 * is killed loses nothing, since the system has what it wrote.
 *
 * <p>Taken back, one more commit is made, of an entry's own value, for the server waits for the disk again from then on, and that brings everything
 * before to the disk too.
 *
 * @param database the entry of the server's configuration
 * @param before what the setting is; empty where it is not set
 * @param base an entry of that database, which is written as it is
 */
public record UnsyncedCommits(String database, Optional<String> before, String base) implements Change {

  static final String KIND = "unsynced-commits";
  private static final String SETTING = "olcDbNoSync";
  private static final String ON = "TRUE";

  /** Checks that something changes. */
  public UnsyncedCommits {
    if (before.map(ON::equalsIgnoreCase).orElse(false)) {
      throw new IllegalArgumentException(database + " does not sync its commits anyway");
    }
  }

  /**
   * Suspends the syncing of a database.
   *
   * @return the change; empty where the server does not sync anyway
   * @throws TrekException when the entry can't be read
   */
  public static Optional<UnsyncedCommits> of(View view, Entry database) throws TrekException {
    Optional<String> now = Optional.ofNullable(database.getAttributeValue(SETTING));
    return now.map(ON::equalsIgnoreCase).orElse(false) ? Optional.empty() : Optional.of(new UnsyncedCommits(database.getDN(), now, view.directory().base()));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return "directory: don't sync each commit (" + SETTING + " of " + database + ")";
  }

  /** Touches nothing that another run could build upon: it does not outlive its own. */
  @Override
  public Set<String> touches() {
    return Set.of();
  }

  @Override
  public JSONObject toJson() {
    Fields fields = Fields.kind(KIND).put("database", database).put("base", base);
    before.ifPresent(value -> fields.put("before", value));
    return fields.object();
  }

  static UnsyncedCommits read(Fields fields) {
    return new UnsyncedCommits(fields.text("database"), fields.maybe("before", fields::text), fields.text("base"));
  }

  @Override
  public void keep(View view, Side side) {
    // the old setting is in the change itself
  }

  @Override
  public Seen look(View view, Side side) throws TrekException {
    return look(view.directory());
  }

  private Seen look(DirectoryView directory) throws TrekException {
    Optional<Entry> found = directory.entry(database);
    if (found.isEmpty()) {
      return Seen.FOREIGN;
    }
    Optional<String> now = Optional.ofNullable(found.get().getAttributeValue(SETTING));
    return now.map(ON::equalsIgnoreCase).orElse(false) ? Seen.AFTER : now.equals(before) ? Seen.BEFORE : Seen.FOREIGN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    DirectoryServer server = estate.directory();
    return switch (look(server.view())) {
      case FOREIGN -> foreign();
      case BEFORE -> {
        commit(server); // whoever may not do this at the end must not begin
        change(server, exchange());
        yield Left.NOTHING;
      }
      default -> Left.NOTHING;
    };
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    DirectoryServer server = estate.directory();
    Seen seen = look(server.view());
    if (seen == Seen.FOREIGN) {
      return foreign();
    }
    if (seen == Seen.AFTER) {
      change(server, exchange().reversed());
    }
    commit(server);
    return Left.NOTHING;
  }

  private ValueChange exchange() {
    return new ValueChange(SETTING, before.map(value -> List.of(Bytes.of(value))).orElse(List.of()), List.of(Bytes.of(ON)));
  }

  private void change(DirectoryServer server, ValueChange exchange) throws TrekException {
    DirectoryServer.Answer answer = server.modify(database, ValueChange.modifications(List.of(exchange)), false);
    if (!answer.ok()) {
      throw refused(database, answer);
    }
  }

  /** Writes a value of an entry as it is. */
  private void commit(DirectoryServer server) throws TrekException {
    Entry entry = server.view().entry(base).orElseThrow(() -> TrekException.at(base).found("there is no such entry").next("restart slapd, which brings everything to the disk"));
    String value = entry.getObjectClassValues()[0];
    DirectoryServer.Answer answer = server.modify(base,
        List.of(new Modification(ModificationType.DELETE, "objectClass", value), new Modification(ModificationType.ADD, "objectClass", value)), false);
    if (!answer.ok()) {
      throw refused(base, answer);
    }
  }

  private static TrekException refused(String dn, DirectoryServer.Answer answer) {
    return TrekException.at(dn).found("the directory refuses (" + answer.code() + "): " + answer.message()).next("give the sign-in the right to change it, or leave out --fast");
  }

  private Left foreign() {
    return Left.of(database + ": " + SETTING + " left alone, since somebody else has changed it");
  }

  @Override
  public View over(View below) {
    return OverlayView.directory(below, view -> new OverlayDirectoryView(view, List.of(new ModifyEntry(database, List.of(exchange())))));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }
}
