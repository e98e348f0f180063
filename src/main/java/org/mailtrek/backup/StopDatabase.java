package org.mailtrek.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** Stops the mail servers of a host and then its database, so that the database's files stand still; K6. */
public final class StopDatabase implements Step {

  private final String host;
  private final String schema;

  /**
   * Stops those of a host.
   *
   * @param schema name of the mail server's database
   */
  public StopDatabase(String host, String schema) {
    this.host = host;
    this.schema = schema;
  }

  @Override
  public String id() {
    return "stop-database-" + host;
  }

  @Override
  public String title() {
    return "Stop the database of " + host + ", its mail servers first";
  }

  @Override
  public java.util.Set<String> procedures() {
    return java.util.Set.of("K6");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView on = view.host(host);
    for (String each : stopped(on, DatabaseHome.of(on, schema))) {
      Optional<Change> stop = ServiceState.of(view, host, each, Run.STOPPED, on.services().state(each).enabled());
      if (stop.isPresent()) {
        preview.change(stop.get());
      }
    }
  }

  /** Returns what runs and has to stop, in that order, each behind what would wake it. */
  static List<String> stopped(HostView on, DatabaseHome home) throws TrekException {
    ServicesView services = on.services();
    List<String> all = new ArrayList<>();
    List<String> servers = new ArrayList<>(MailServers.running(services));
    servers.add(home.service());
    for (String server : servers) {
      for (String each : services.wakers(server)) {
        all.add(each);
      }
      all.add(server);
    }
    all.removeIf(each -> still(services, each));
    return all;
  }

  private static boolean still(ServicesView services, String service) {
    try {
      Run run = services.state(service).run();
      return run == Run.STOPPED || run == Run.FAILED || run == Run.ABSENT;
    } catch (TrekException e) {
      return false; // then the stop says what is wrong
    }
  }
}
