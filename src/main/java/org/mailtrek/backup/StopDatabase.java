package org.mailtrek.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Step;
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
   * @param schema name of the mail server's database; empty where it may be lost
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
  public Set<String> procedures() {
    return Set.of("K6");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostView on = view.host(host);
    MailServers.bring(view, host, stopped(on, DatabaseHome.of(on, schema)), Run.STOPPED, preview);
  }

  /** Returns what runs and has to stop, in that order, each behind what would wake it. */
  static List<String> stopped(HostView on, DatabaseHome home) throws TrekException {
    ServicesView services = on.services();
    List<String> servers = new ArrayList<>(MailServers.running(services));
    servers.add(home.service());
    List<String> all = MailServers.withWakers(services, servers);
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
