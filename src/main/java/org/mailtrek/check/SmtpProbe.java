package org.mailtrek.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Hands a mail transfer agent mail as others do, by SMTP on the machine where it runs: up to the recipient, or a whole message where somebody has asked for one. */
public final class SmtpProbe {

  private static final int PORT = 25;

  private final HostView host;
  private final MailDialog dialog;

  /** Makes one for an agent that runs on a machine. */
  public SmtpProbe(HostView host) {
    this.host = host;
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
    return say(listening(), PORT, mailbox, Optional.of(message(mailbox, mark)));
  }

  /**
   * Asks whether mail for a mailbox would be taken; none is sent.
   *
   * @throws TrekException of kind {@code USAGE} when that is no address, {@code REFUSED} when it would not be taken
   */
  public String ask(String mailbox) throws TrekException {
    return say(listening(), PORT, mailbox, Optional.empty());
  }

  /** Speaks with the server at an address; a message is said as one line, since it is answered once. */
  String say(String address, int port, String mailbox, Optional<String> message) throws TrekException {
    if (!mailbox.matches("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")) {
      throw TrekException.at(mailbox).kind(TrekException.Kind.USAGE).found("is no mail address").next("name one of a test mailbox, such as test@example.com");
    }
    List<String> lines = new ArrayList<>(List.of("EHLO mailtrek.invalid", "MAIL FROM:<>", "RCPT TO:<" + mailbox + ">"));
    message.ifPresent(text -> lines.addAll(List.of("DATA", text)));
    lines.addAll(message.isPresent() ? List.of("QUIT") : List.of("RSET", "QUIT"));
    MailDialog.Heard heard = dialog.say(address, port, lines);
    String where = host.name() + ": SMTP at " + address + ":" + port;
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

  /** Returns where the agent is to be spoken with: an address of its own where it does not listen on all. */
  private String listening() throws TrekException {
    MailDialog.Said said = dialog.run(List.of("postconf", "-hx", "inet_interfaces"));
    String first = said.code() == 0 ? said.out().split("[,\\s]+")[0] : "";
    return first.isEmpty() || first.equals("all") || first.equals("localhost") || first.equals("loopback-only") ? "127.0.0.1" : first.replaceAll("[\\[\\]]", "");
  }

  private static TrekException refused(String where, String found, String next) {
    return TrekException.at(where).kind(TrekException.Kind.REFUSED).found(found).next(next);
  }
}
