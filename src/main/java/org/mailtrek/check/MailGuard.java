package org.mailtrek.check;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Keeps a mail transfer agent down while mail would bounce: it must find the estate's people, and who delivers to them must take mail. Mail that waits
 * elsewhere is late; mail that bounces is lost.
 */
public final class MailGuard implements Guard {

  private final String host;
  private final List<String> agents;

  /** Makes a guard for the agents of a host, of which some are to be started. */
  public MailGuard(String host, List<String> agents) {
    this.host = host;
    this.agents = List.copyOf(agents);
  }

  @Override
  public String name() {
    return "mail-flow";
  }

  @Override
  public String check(View view) throws TrekException {
    if (agents.isEmpty()) {
      return "";
    }
    MailFlow flow = MailFlow.of(view, host);
    if (!flow.canAsk()) {
      return "";
    }
    List<String> evidence = new ArrayList<>();
    for (String each : agents) {
      try {
        evidence.add(flow.recipients(each));
      } catch (TrekException e) {
        if (e.kind() != TrekException.Kind.REFUSED) {
          throw e;
        }
        throw TrekException.at(e.where()).kind(e.kind()).found(e.what() + ": " + each + " STAYS DOWN, mail waits with those who send it").because(e).next(e.next() + "; then: resume");
      }
    }
    return String.join("; ", evidence);
  }
}
