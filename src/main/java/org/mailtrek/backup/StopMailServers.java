package org.mailtrek.backup;

import java.util.List;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/**
 * Stops the mail servers of a host whose database is to be restored, before anything else is. They stay stopped: a mail server deletes the mailboxes of
 * those whom the directory does not name, so that directory and database are compared before it is started.
 */
public final class StopMailServers implements Step {

  private final String host;
  private final RestoreDatabase restore;

  /** Stops what stands in the way of a restore on a host, where that will change anything. */
  public StopMailServers(String host, RestoreDatabase restore) {
    this.host = host;
    this.restore = restore;
  }

  @Override
  public String id() {
    return "stop-mail-servers-" + host;
  }

  @Override
  public String title() {
    return "Stop the mail servers of " + host;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    ServicesView services = view.host(host).services();
    List<String> running = MailServers.running(services);
    if (running.isEmpty() || restore.load(view, preview).isEmpty()) {
      return;
    }
    MailServers.bring(view, host, MailServers.withWakers(services, running), Run.STOPPED, preview);
    running.forEach(server -> preview.note(MailServers.staysStopped(host, server)));
  }
}
