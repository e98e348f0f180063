package org.mailtrek.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Hands a mail transfer agent mail as others do, by SMTP on the machine where it runs: up to the recipient, or a whole message where somebody has asked for one. */
public final class SmtpProbe {

  private final HostView host;
  private final String agent;
  private final MailDialog dialog;

  /** Makes one for an agent that runs on a machine, by the name of its service. */
  public SmtpProbe(HostView host, String agent) {
    this.host = host;
    this.agent = agent;
    this.dialog = new MailDialog(host);
  }

  /**
   * Sends a message to a mailbox.
   *
   * @param mailbox an address
   * @param mark stands in the subject, to find the message by
   * @return the evidence: the agent's own words
   * @throws TrekException of kind {@code USAGE} when that is no address, {@code REFUSED} when the message is not taken
   */
  public String send(String mailbox, String mark) throws TrekException {
    return say(listening(), mailbox, Optional.of(message(mailbox, mark)));
  }

  /**
   * Asks whether mail for a mailbox would be taken; none is sent.
   *
   * @throws TrekException of kind {@code USAGE} when that is no address, {@code REFUSED} when it would not be taken
   */
  public String ask(String mailbox) throws TrekException {
    return say(listening(), mailbox, Optional.empty());
  }

  /** Speaks with the server at an address; a message is said as one line, since it is answered once. */
  String say(MailAgent.Listening at, String mailbox, Optional<String> message) throws TrekException {
    if (!mailbox.matches("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")) {
      throw TrekException.at(mailbox).kind(TrekException.Kind.USAGE).found("is no mail address").next("name one of a test mailbox, such as test@example.com");
    }
    List<String> lines = new ArrayList<>(List.of("EHLO mailtrek.invalid", "MAIL FROM:<>", "RCPT TO:<" + mailbox + ">"));
    message.ifPresent(text -> lines.addAll(List.of("DATA", text)));
    lines.addAll(message.isPresent() ? List.of("QUIT") : List.of("RSET", "QUIT"));
    MailDialog.Heard heard = dialog.say(at.host(), at.port(), lines);
    String where = host.name() + ": SMTP at " + at.host() + ":" + at.port();
    if (!heard.tried()) {
      return where + " was not tried, since " + host.name() + " has no bash";
    }
    if (!heard.reached()) {
      throw refused(where, "nobody listens there", "services list " + host.name());
    }
    for (int line = 1; line <= lines.size() - 1; line++) {
      String answer = heard.to(line).orElse("no answer");
      String good = lines.get(line - 1).equals("DATA") ? "354" : "250";
      if (!answer.startsWith(good)) {
        throw refused(where, "takes no mail for " + mailbox + ": " + answer, "logs " + host.name());
      }
    }
    return where + (message.isPresent() ? " took a message for " + mailbox + ": " + heard.to(5).orElse("") : " takes mail for " + mailbox);
  }

  private static String message(String mailbox, String mark) {
    return String.join("\r\n", "From: Mailtrek <>", "To: <" + mailbox + ">", "Subject: Mailtrek test " + mark, "Auto-Submitted: auto-generated", "", "Sent to see whether mail arrives. It can be deleted.", ".");
  }

  private MailAgent.Listening listening() throws TrekException {
    Optional<MailAgent> known = MailAgent.of(host, agent);
    return known.isPresent() ? known.get().listening() : MailAgent.Listening.at("", MailAgent.SMTP);
  }

  private static TrekException refused(String where, String found, String next) {
    return TrekException.at(where).kind(TrekException.Kind.REFUSED).found(found).next(next);
  }
}
