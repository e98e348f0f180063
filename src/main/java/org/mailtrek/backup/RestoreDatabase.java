package org.mailtrek.backup;

import java.util.Optional;
import org.mailtrek.backup.DatabaseCopy.Described;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.DatabaseContent;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DatabaseView.StoredVersion;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;

/**
 * Exchanges the database's tables for those of a backup. The mail server is stopped for it and stays so: it deletes the mailboxes of those whom the
 * directory does not name, so that directory and database are compared before it is started.
 */
public final class RestoreDatabase implements Step {

  private final String host;
  private final Kept kept;
  private final boolean overNewer;
  private final DatabaseCopy copy;

  /**
   * Restores the database of one host.
   *
   * @param overNewer whether it may lose what arrived since the backup, and bring another schema
   */
  public RestoreDatabase(String host, Kept kept, boolean overNewer) {
    this.host = host;
    this.kept = kept;
    this.overNewer = overNewer;
    this.copy = new DatabaseCopy(host);
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
  public void preview(View view, Preview preview) throws TrekException {
    Described described = copy.read(kept);
    if (described.tables().isEmpty()) {
      throw refused("was made while the mail server wrote into the database, so that its content can't be checked", "stop the server, then backup database; or load " + copy.dump() + " by hand");
    }
    Optional<Change> load = DatabaseContent.of(view, host, kept.digest(copy.dump()), described.schema(), described.tables());
    if (load.isEmpty()) {
      return;
    }
    newer(view.database(host), described, preview);
    for (String server : MailServers.of(view.host(host).services())) {
      State state = view.host(host).services().state(server);
      Optional<Change> stop = state.run() == Run.STOPPED || state.run() == Run.ABSENT ? Optional.empty() : ServiceState.of(view, host, server, Run.STOPPED, state.enabled());
      if (stop.isPresent()) {
        preview.change(stop.get());
        preview.note(server + " stays stopped: 'identity check', then 'services start " + host + " " + server + "'");
      }
    }
    preview.change(load.get());
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
