package org.mailtrek.attachments;

import java.util.List;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

/** Refuses while a mail server runs that could write attachments meanwhile. */
final class ServerStopped implements Guard {

  private static final List<String> SERVERS = List.of("zarafa-server", "kopano-server");

  private final String host;

  ServerStopped(String host) {
    this.host = host;
  }

  @Override
  public String name() {
    return "server-stopped";
  }

  @Override
  public String check(View view) throws TrekException {
    for (String each : SERVERS) {
      Run run = view.host(host).services().state(each).run();
      if (run != Run.STOPPED && run != Run.ABSENT) {
        throw TrekException.at(host + ": " + each)
            .kind(TrekException.Kind.REFUSED)
            .found("runs, and would write attachments meanwhile")
            .next("services stop " + host + " " + each);
      }
    }
    return "no mail server runs on " + host;
  }
}
