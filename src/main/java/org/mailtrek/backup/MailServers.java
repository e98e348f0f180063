package org.mailtrek.backup;

import java.util.ArrayList;
import java.util.List;
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
