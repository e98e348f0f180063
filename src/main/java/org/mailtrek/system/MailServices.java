package org.mailtrek.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.ServicesView;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;

/**
 * The services of a mail machine in the order in which they must be stopped: what brings mail in first, then the clients of the mail server,
 * the server last. They are started in the opposite order.
 *
 * @param agents mail transfer agents
 * @param web web servers, which hold connections of the web client
 * @param clients daemons that are clients of the mail server
 * @param server the mail server itself
 */
public record MailServices(List<Found> agents, List<Found> web, List<Found> clients, Optional<Found> server) {

  private static final Set<String> AGENTS = Set.of("postfix", "exim4", "exim", "sendmail", "qmail");
  private static final Set<String> WEB = Set.of("apache2", "httpd", "nginx", "lighttpd", "php5-fpm", "php7.0-fpm", "php-fpm");

  /** What the clients are for, in the order in which they are stopped (gateways to users first, then delivery, then the rest). */
  private static final List<String> CLIENTS =
      List.of("gateway", "ical", "dagent", "spooler", "monitor", "search", "indexer", "presence", "spamd", "statsd", "ws", "licensed");

  /**
   * A service and what it does.
   *
   * @param name its name
   * @param state whether it runs, and starts at boot
   */
  public record Found(String name, State state) {

    /** Returns whether it runs or starts at boot: it has to be stopped, and started again. */
    public boolean inUse() {
      return state.run() == Run.RUNNING || state.run() == Run.STARTING || state.enabled();
    }

    /** Returns what the daemon is for, such as {@code gateway} for {@code zarafa-gateway}. */
    public String role() {
      return name.substring(name.indexOf('-') + 1);
    }
  }

  /**
   * Finds the services of a machine.
   *
   * @param product {@code zarafa} or {@code kopano}: what the names of the daemons begin with
   * @throws TrekException when the machine can't be asked
   */
  public static MailServices of(ServicesView services, String product) throws TrekException {
    List<Found> agents = new ArrayList<>();
    List<Found> web = new ArrayList<>();
    List<Found> clients = new ArrayList<>();
    Optional<Found> server = Optional.empty();
    for (Map.Entry<String, State> each : services.states().entrySet()) {
      String name = each.getKey();
      Found found = new Found(name, each.getValue());
      if (AGENTS.contains(name)) {
        agents.add(found);
      } else if (WEB.contains(name)) {
        web.add(found);
      } else if (name.equals(product + "-server")) {
        server = Optional.of(found);
      } else if (name.startsWith(product + "-")) {
        clients.add(found);
      }
    }
    clients.sort((a, b) -> Integer.compare(rank(a), rank(b)));
    return new MailServices(agents, web, clients, server);
  }

  private static int rank(Found found) {
    int at = CLIENTS.indexOf(found.role());
    return at < 0 ? CLIENTS.size() : at;
  }
}
