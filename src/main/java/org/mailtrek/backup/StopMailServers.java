package org.mailtrek.backup;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.ServiceState;
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
    for (String server : running) {
      List<String> all = new ArrayList<>(services.wakers(server));
      all.add(server);
      for (String each : all) {
        var stop = ServiceState.of(view, host, each, Run.STOPPED, services.state(each).enabled());
        if (stop.isPresent()) {
          preview.change(stop.get());
        }
      }
      preview.note(server + " stays stopped: 'identity check', then 'services start " + host + " " + server + "'");
    }
  }
}
