package org.mailtrek.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** A mail transfer agent, running or not, that says by its own tools where mail would go; none is sent. */
interface MailAgent {

  /** The port of SMTP (RFC 5321). */
  int SMTP = 25;

  /**
   * Where something listens.
   *
   * @param host its name or address
   * @param port its port
   */
  record Listening(String host, int port) {

    /** Returns where others reach it: what listens on all addresses is asked on the loopback. */
    static Listening at(String host, int port) {
      String plain = host.replaceAll("[\\[\\]]", "");
      boolean everywhere = plain.isEmpty() || plain.equals("0.0.0.0") || plain.equals("::0") || plain.equals("::") || plain.equals("localhost");
      return new Listening(everywhere ? "127.0.0.1" : plain, port);
    }
  }

  /**
   * Where mail for somebody goes.
   *
   * @param address for whom
   * @param evidence that the agent knows the address
   * @param delivery who takes it there by LMTP; empty where it is another way, which is not tried
   */
  record Route(String address, String evidence, Optional<Listening> delivery) {}

  /**
   * Finds the first of some addresses that it knows.
   *
   * @throws TrekException of kind {@code REFUSED} when it knows none: mail would bounce
   */
  Route route(List<String> addresses) throws TrekException;

  /** Returns where it takes mail in from others, as it is configured. */
  Listening listening() throws TrekException;

  /** Returns the agent that runs as a service; empty for one that can't be asked. */
  static Optional<MailAgent> of(HostView host, String service) {
    return switch (service) {
      case "postfix" -> Optional.of(new Postfix(host));
      case "exim4", "exim" -> Optional.of(new Exim(host, service));
      case "sendmail" -> Optional.of(new Sendmail(host));
      default -> Optional.empty();
    };
  }

  /** Returns the number of a port that is written by number or by the name that mail uses. */
  static OptionalInt port(String written) {
    return switch (written) {
      case "smtp" -> OptionalInt.of(SMTP);
      case "submission" -> OptionalInt.of(587);
      case "smtps", "submissions" -> OptionalInt.of(465);
      default -> written.matches("[0-9]{1,5}") ? OptionalInt.of(Integer.parseInt(written)) : OptionalInt.empty();
    };
  }
}
