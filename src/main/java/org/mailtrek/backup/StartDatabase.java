package org.mailtrek.backup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** Starts what was stopped for the sake of the database's files, in the other order; K6. */
public final class StartDatabase implements Step {

  private final String host;
  private final List<String> services;

  private StartDatabase(String host, List<String> services) {
    this.host = host;
    this.services = List.copyOf(services);
  }

  /**
   * Starts what runs now and will have been stopped, of a host.
   *
   * @param schema name of the mail server's database; empty where it may be lost
   * @param mail whether mail servers too; where a database was restored, they stay stopped
   */
  public static StartDatabase of(View now, String host, String schema, boolean mail) throws TrekException {
    HostView on = now.host(host);
    DatabaseHome home = DatabaseHome.of(on, schema);
    List<String> ran = new ArrayList<>(StopDatabase.stopped(on, home));
    if (!mail) {
      ran.removeAll(MailServers.withWakers(on.services(), MailServers.of(on.services())));
    }
    Collections.reverse(ran);
    return new StartDatabase(host, ran);
  }

  @Override
  public String id() {
    return "start-database-" + host;
  }

  @Override
  public String title() {
    return "Start the database of " + host + " again, and what stopped with it";
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K6");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    MailServers.bring(view, host, services, Run.RUNNING, preview);
    for (String server : MailServers.of(view.host(host).services())) {
      if (!services.contains(server) && view.host(host).services().state(server).run() == Run.STOPPED && !services.isEmpty()) {
        preview.note(MailServers.staysStopped(host, server));
      }
    }
  }
}
