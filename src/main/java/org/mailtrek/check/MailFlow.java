package org.mailtrek.check;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Asks a machine whether mail would get through, without sending any: the mail transfer agent's lookups of recipients, and the delivery agent (LMTP) up
 * to the recipient.
 */
public final class MailFlow {

  private static final int ADDRESSES = 5;

  private final HostView host;
  private final MailDialog dialog;
  private final List<String> addresses;

  private MailFlow(HostView host, List<String> addresses) {
    this.host = host;
    this.dialog = new MailDialog(host);
    this.addresses = addresses;
  }

  /**
   * Prepares to ask, with addresses that the directory knows.
   *
   * @throws TrekException when machine or directory can't be asked
   */
  public static MailFlow of(View view, String host) throws TrekException {
    List<String> found = new ArrayList<>();
    view.directory().search(view.directory().base(), SearchScope.SUB, Filter.createANDFilter(Filter.createPresenceFilter("mail"), Filter.createPresenceFilter("uid")), entry -> {
      String mail = entry.getAttributeValue("mail");
      if (found.size() < ADDRESSES && mail.matches("[A-Za-z0-9_][A-Za-z0-9._+-]*@[A-Za-z0-9][A-Za-z0-9.-]*")) {
        found.add(mail);
      }
    }, "mail");
    return new MailFlow(view.host(host), List.copyOf(found));
  }

  /** Returns whether programs of this machine can be asked: not those of a practice machine, nor of one that is only foreseen. */
  public boolean canAsk() throws TrekException {
    if (host.foreseen()) {
      return false;
    }
    try {
      return dialog.run(List.of("true")).code() == 0;
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.USAGE) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Looks whether an agent, running or not, finds the estate's people, and whether who delivers to them takes mail.
   *
   * @param agent the service: {@code postfix}, {@code exim4}, {@code sendmail} or another
   * @return the evidence
   * @throws TrekException of kind {@code REFUSED} when mail would bounce or be deferred
   */
  public String recipients(String agent) throws TrekException {
    if (addresses.isEmpty()) {
      return agent + ": the directory names no mail address to ask for";
    }
    Optional<MailAgent> asked = MailAgent.of(host, agent);
    if (asked.isEmpty()) {
      return agent + " can't be asked for recipients: try one before mail is let in";
    }
    MailAgent.Route route = asked.get().route(addresses);
    return route.evidence() + "; " + (route.delivery().isPresent() ? delivery(route.delivery().get(), route.address()) : "it delivers in a way of its own, which was not tried");
  }

  private String delivery(MailAgent.Listening agent, String recipient) throws TrekException {
    String at = agent.host() + ":" + agent.port();
    MailDialog.Heard heard = dialog.say(agent.host(), agent.port(), List.of("LHLO mailtrek", "MAIL FROM:<>", "RCPT TO:<" + recipient + ">", "RSET", "QUIT"));
    String where = "the delivery agent at " + at;
    if (!heard.tried()) {
      return where + " was not tried, since " + host.name() + " has no bash";
    }
    if (!heard.reached()) {
      throw refused("nobody listens at " + at + ", where mail is to be delivered", "services list " + host.name() + ", and logs " + host.name() + " kopano-dagent");
    }
    String answer = heard.to(3).orElse("no answer");
    if (!answer.startsWith("250")) {
      throw refused(where + " takes no mail for " + recipient + ": " + answer, "logs " + host.name() + " kopano-dagent");
    }
    return where + " takes mail for " + recipient;
  }

  private TrekException refused(String found, String next) {
    return TrekException.at(host.name() + ": kopano-dagent").kind(TrekException.Kind.REFUSED).found(found).next(next);
  }
}
