package org.mailtrek.check;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Asks a machine whether mail would get through, without sending any: the mail transfer agent's lookups of recipients, and the delivery agent (LMTP) up
 * to the recipient.
 */
public final class MailFlow {

  private static final int ADDRESSES = 5;
  private static final Pattern LMTP = Pattern.compile("lmtp:(?:inet:)?\\[?([^\\]:]+)\\]?:([0-9]+)");
  private static final List<String> MAPS = List.of("virtual_mailbox_maps", "relay_recipient_maps", "virtual_alias_maps");

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
      if (found.size() < ADDRESSES && mail.matches("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")) {
        found.add(mail);
      }
    }, "mail");
    return new MailFlow(view.host(host), List.copyOf(found));
  }

  /** Returns whether programs of this machine can be asked: not those of a practice machine, nor of one that is only foreseen. */
  public boolean canAsk() throws TrekException {
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
    return switch (agent) {
      case "postfix" -> postfix();
      case "exim4", "exim" -> routed(agent, List.of(agent, "-bt"));
      case "sendmail" -> routed(agent, List.of("sendmail", "-bv"));
      default -> agent + " can't be asked for recipients: try one before mail is let in";
    };
  }

  private String routed(String agent, List<String> command) throws TrekException {
    String last = "";
    for (String each : addresses) {
      List<String> words = new ArrayList<>(command);
      words.add(each);
      MailDialog.Said said = dialog.run(words);
      if (said.code() == 0) {
        return agent + " knows where mail for " + each + " goes; whether it is taken there was not tried";
      }
      last = said.words();
    }
    throw refused(agent, "finds none of " + String.join(", ", addresses) + ": mail would bounce (" + last + ")", "mend its routers and lookups, then: exec " + host.name() + " " + String.join(" ", command) + " " + addresses.get(0));
  }

  private String postfix() throws TrekException {
    List<String> maps = new ArrayList<>();
    for (String each : MAPS) {
      for (String map : dialog.run(List.of("postconf", "-hx", each)).out().split("[,\\s]+")) {
        if (!map.isEmpty()) {
          maps.add(map.replaceFirst("^proxy:", ""));
        }
      }
    }
    String address = maps.isEmpty() ? addresses.get(0) : known(maps);
    Matcher transport = LMTP.matcher(dialog.run(List.of("postconf", "-hx", "virtual_transport")).out());
    String found = maps.isEmpty() ? "postfix has no map of recipients" : "postfix finds " + address;
    return found + "; " + (transport.matches() ? delivery(transport.group(1), Integer.parseInt(transport.group(2)), address) : "it delivers by a program of its own, which was not tried");
  }

  private String known(List<String> maps) throws TrekException {
    for (String map : maps) {
      for (String address : addresses) {
        MailDialog.Said said = dialog.run(List.of("postmap", "-q", address, map));
        if (said.code() == 0 && !said.out().isEmpty()) {
          return address;
        }
        if (said.words().matches("(?s).*\\b(fatal|error)\\b.*")) {
          throw refused("postfix", "can't look recipients up in " + map + ": " + said.words(), "mend it, then: exec " + host.name() + " postmap -q " + address + " " + map);
        }
      }
    }
    throw refused("postfix", "finds none of " + String.join(", ", addresses) + " in " + String.join(", ", maps) + ": mail would bounce",
        "name the directory's new classes and attributes there, then: exec " + host.name() + " postmap -q " + addresses.get(0) + " " + maps.get(0));
  }

  private String delivery(String address, int port, String recipient) throws TrekException {
    MailDialog.Heard heard = dialog.say(address, port, List.of("LHLO mailtrek", "MAIL FROM:<>", "RCPT TO:<" + recipient + ">", "RSET", "QUIT"));
    String where = "the delivery agent at " + address + ":" + port;
    if (!heard.tried()) {
      return where + " was not tried, since " + host.name() + " has no bash";
    }
    if (!heard.reached()) {
      throw refused("kopano-dagent", "nobody listens at " + address + ":" + port + ", where mail is to be delivered", "services list " + host.name() + ", and logs " + host.name() + " kopano-dagent");
    }
    String answer = heard.to(3).orElse("no answer");
    if (!answer.startsWith("250")) {
      throw refused("kopano-dagent", where + " takes no mail for " + recipient + ": " + answer, "logs " + host.name() + " kopano-dagent");
    }
    return where + " takes mail for " + recipient;
  }

  private TrekException refused(String what, String found, String next) {
    return TrekException.at(host.name() + ": " + what).kind(TrekException.Kind.REFUSED).found(found).next(next);
  }
}
