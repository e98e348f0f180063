package org.mailtrek.check;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Sendmail, asked by its verify mode ({@code -bv}), its test mode ({@code -bt}) and what it says of the options that it reads ({@code -d37.1}). */
final class Sendmail implements MailAgent {

  private static final Pattern ROUTE = Pattern.compile("(?m)^.*\\.\\.\\. deliverable: mailer ([^, ]+)(?:, host ([^, ]+))?");
  private static final Pattern PORT = Pattern.compile("(?i)\\bPort=([A-Za-z0-9]+)");
  private static final Pattern ADDRESS = Pattern.compile("(?i)\\bAddr=([^, ]+)");

  private final HostView host;
  private final MailDialog dialog;

  Sendmail(HostView host) {
    this.host = host;
    this.dialog = new MailDialog(host);
  }

  @Override
  public Route route(List<String> addresses) throws TrekException {
    String last = "";
    for (String each : addresses) {
      MailDialog.Said said = dialog.run(List.of("sendmail", "-bv", each));
      Matcher found = ROUTE.matcher(said.out());
      if (said.code() == 0 && found.find()) {
        return new Route(each, "sendmail knows where mail for " + each + " goes", delivery(found.group(1), found.group(2)));
      }
      last = said.out().isEmpty() ? said.words() : said.out();
    }
    throw TrekException.at(host.name() + ": sendmail").kind(TrekException.Kind.REFUSED).found("finds none of " + String.join(", ", addresses) + ": mail would bounce (" + last + ")")
        .next("mend its maps and rules, then: exec " + host.name() + " sendmail -bv " + addresses.get(0));
  }

  /** Looks the mailer up: one that speaks to a port other than SMTP's is taken for LMTP's, which Sendmail tells by a flag ({@code z}). */
  private Optional<Listening> delivery(String mailer, String to) throws TrekException {
    String mailers = dialog.run(List.of("sh", "-c", "printf '=M\\n/quit\\n' | sendmail -bt")).out();
    Matcher found = Pattern.compile("(?m)mailer [0-9]+ \\(" + Pattern.quote(mailer) + "\\):.* F=(\\S*) .* A=TCP (\\S+) ([0-9]+)$").matcher(mailers);
    if (to == null || !found.find() || !found.group(1).contains("z")) {
      return Optional.empty();
    }
    String where = found.group(2).equals("$h") ? to : found.group(2);
    return Optional.of(Listening.at(where, Integer.parseInt(found.group(3))));
  }

  @Override
  public Listening listening() throws TrekException {
    String options = dialog.run(List.of("sh", "-c", "sendmail -d37.1 -bt </dev/null 2>&1")).out();
    for (String each : options.lines().filter(line -> line.contains("DaemonPortOptions") && !line.matches("(?i).*Family=inet6.*")).toList()) {
      Matcher port = PORT.matcher(each);
      int number = port.find() ? MailAgent.port(port.group(1)).orElse(SMTP) : SMTP;
      if (number != 465 && number != 587) {
        Matcher address = ADDRESS.matcher(each);
        return Listening.at(address.find() ? address.group(1) : "", number);
      }
    }
    return Listening.at("", SMTP);
  }
}
