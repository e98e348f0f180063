package org.mailtrek.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** The services that write into the database of a mail server. */
final class MailServers {

  private static final List<String> NAMES = List.of("zarafa-server", "kopano-server");

  private MailServers() {}

  /** Returns the names of those that a host has. */
  static List<String> of(ServicesView services) throws TrekException {
    List<String> all = services.names();
    return NAMES.stream().filter(all::contains).toList();
  }

  /** Returns servers in an order in which they can be stopped: each behind what would wake it. */
  static List<String> withWakers(ServicesView services, List<String> servers) throws TrekException {
    List<String> all = new ArrayList<>();
    for (String server : servers) {
      all.addAll(services.wakers(server));
      all.add(server);
    }
    return all;
  }

  /** Brings services of a host to run or to stop, in this order; what starts at boot stays as it is. */
  static void bring(View view, String host, List<String> services, Run run, Step.Preview preview) throws TrekException {
    for (String each : services) {
      Optional<Change> change = ServiceState.of(view, host, each, run, view.host(host).services().state(each).enabled());
      if (change.isPresent()) {
        preview.change(change.get());
      }
    }
  }

  /** Says what people do before they start a server that stays stopped. */
  static String staysStopped(String host, String server) {
    return server + " stays stopped: 'identity check', then 'services start " + host + " " + server + "'";
  }

  /** Returns the names of those that run, or are on their way up or down. */
  static List<String> running(ServicesView services) throws TrekException {
    List<String> running = new ArrayList<>();
    for (String server : of(services)) {
      Run run = services.state(server).run();
      if (run != Run.ABSENT && run != Run.STOPPED && run != Run.FAILED) {
        running.add(server);
      }
    }
    return running;
  }
}
