package org.mailtrek.backup;

import java.util.List;
import java.util.Optional;
import org.mailtrek.backup.DatabaseCopy.Described;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.DatabaseContent;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DatabaseView.StoredVersion;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Exchanges the database's tables for those of a backup. Refuses while a mail server runs: {@link StopMailServers} comes before, so that the tables are
 * compared and dumped when nobody writes into them any more.
 */
public final class RestoreDatabase implements Step {

  private final String host;
  private final Kept kept;
  private final boolean overNewer;
  private final Optional<String> after;
  private final List<HostPath> stores;
  private final DatabaseCopy copy;

  /**
   * Restores the database of one host, whose mail servers are stopped.
   *
   * @param overNewer whether it may lose what arrived since the backup, and bring another schema
   * @param stores the folders of attachments whose files' numbers must not be given out again
   */
  public RestoreDatabase(String host, Kept kept, boolean overNewer, List<HostPath> stores) {
    this(host, kept, overNewer, stores, Optional.empty());
  }

  private RestoreDatabase(String host, Kept kept, boolean overNewer, List<HostPath> stores, Optional<String> after) {
    this.stores = List.copyOf(stores);
    this.host = host;
    this.kept = kept;
    this.overNewer = overNewer;
    this.after = after;
    this.copy = new DatabaseCopy(host);
  }

  /** Returns the restore that is previewed when its mail servers are stopped, where one runs now. */
  public RestoreDatabase after(StopMailServers stop, View view) throws TrekException {
    return MailServers.running(view.host(host).services()).isEmpty() ? this : new RestoreDatabase(host, kept, overNewer, stores, Optional.of(stop.id()));
  }

  @Override
  public String id() {
    return "restore-database-" + host;
  }

  @Override
  public String title() {
    return "Restore the database of " + host + " from " + kept.name();
  }

  @Override
  public Optional<String> knownAfter() {
    return after;
  }

  /** Ours are dumped before they give way. */
  @Override
  public long room(View view) throws TrekException {
    return view.database(host).bytes();
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Optional<Change> load = load(view, preview);
    List<String> running = load.isEmpty() ? List.of() : MailServers.running(view.host(host).services());
    if (!running.isEmpty()) {
      throw TrekException.at(host + ": " + running.get(0)).kind(TrekException.Kind.REFUSED)
          .found("runs: what it writes into the tables while they are exchanged would be lost")
          .next("services stop " + host + " " + running.get(0) + ", then the restore again");
    }
    if (load.isPresent()) {
      preview.change(load.get());
    }
  }

  /** Returns what is to be loaded; empty when the database holds just that. */
  Optional<Change> load(View view, Preview preview) throws TrekException {
    Described described = copy.read(kept);
    if (described.tables().isEmpty()) {
      throw refused("was made while the mail server wrote into the database, so that its content can't be checked", "stop the server, then backup database; or load " + copy.dump() + " by hand");
    }
    Optional<Change> load = DatabaseContent.of(view, host, kept.digest(copy.dump()), described.schema(), described.tables(), contents(view, preview));
    if (load.isPresent()) {
      newer(view.database(host), described, preview);
    }
    return load;
  }

  /** Numbers of files that are there, and that the dump does not know, are not given out again: new contents would take the place of those files. */
  private long contents(View view, Preview preview) throws TrekException {
    long highest = 0;
    for (HostPath each : stores) {
      highest = Math.max(highest, HighestFile.below(view.host(host), each));
    }
    long next = Math.max(highest + 1, view.database(host).nextContent());
    preview.note("new attachments are numbered from " + next + " at least, so that none takes the place of a file that is there");
    return next;
  }

  private void newer(DatabaseView database, Described described, Preview preview) throws TrekException {
    int schema = database.storedVersion().map(StoredVersion::schema).orElse(described.schema());
    int mails = database.highestObject() > described.highest() ? database.messagesAbove(described.highest()).size() : 0;
    if (schema != described.schema()) {
      told("holds a database of schema " + described.schema() + ", and there is one of schema " + schema + " now: a server of another release needs it", preview);
    }
    if (database.highestObject() > described.highest()) {
      told(mails + " mails and other objects arrived after the backup and would be lost from the database", preview);
    }
  }

  private void told(String what, Preview preview) throws TrekException {
    if (!overNewer) {
      throw refused(what, "add --over-newer where that is meant");
    }
    preview.note(what + "; an undo of the restore brings that back");
  }

  private TrekException refused(String what, String next) {
    return TrekException.at("backup " + kept.name()).kind(TrekException.Kind.REFUSED).found(what).next(next);
  }
}
