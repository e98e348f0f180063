package org.mailtrek.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Exim, asked by its tests of addresses ({@code -bt}) and its own account of its configuration ({@code -bP}). */
final class Exim implements MailAgent {

  private static final Pattern TRANSPORT = Pattern.compile("\\btransport = (\\S+)");
  private static final Pattern HOST = Pattern.compile("(?m)^\\s+host \\S+\\s+\\[([^\\]]+)\\](?:.*\\bport=([0-9]+))?");

  private final HostView host;
  private final String program;
  private final MailDialog dialog;

  /** Makes one; {@code program} is what it is called: {@code exim4}, or {@code exim}. */
  Exim(HostView host, String program) {
    this.host = host;
    this.program = program;
    this.dialog = new MailDialog(host);
  }

  @Override
  public Route route(List<String> addresses) throws TrekException {
    String last = "";
    for (String each : addresses) {
      MailDialog.Said said = dialog.run(List.of(program, "-bt", each));
      Matcher transport = TRANSPORT.matcher(said.out());
      if (said.code() == 0 && transport.find()) {
        return new Route(each, program + " knows where mail for " + each + " goes", delivery(transport.group(1), said.out()));
      }
      last = said.out().isEmpty() ? said.words() : said.out();
    }
    throw TrekException.at(host.name() + ": " + program).kind(TrekException.Kind.REFUSED).found("finds none of " + String.join(", ", addresses) + ": mail would bounce (" + last + ")")
        .next("mend its routers and lookups, then: exec " + host.name() + " " + program + " -bt " + addresses.get(0));
  }

  private Optional<Listening> delivery(String transport, String route) throws TrekException {
    String settings = dialog.run(List.of(program, "-bP", "transport", transport)).out();
    if (!value(settings, "protocol").equals("lmtp")) {
      return Optional.empty();
    }
    OptionalInt port = MailAgent.port(value(settings, "port"));
    Matcher routed = HOST.matcher(route);
    if (routed.find() && (routed.group(2) != null || port.isPresent())) {
      return Optional.of(new Listening(routed.group(1), routed.group(2) == null ? port.getAsInt() : Integer.parseInt(routed.group(2))));
    }
    String first = first(value(settings, "hosts"));
    return port.isEmpty() || first.isEmpty() ? Optional.empty() : Optional.of(new Listening(first, port.getAsInt()));
  }

  @Override
  public Listening listening() throws TrekException {
    String settings = dialog.run(List.of(program, "-bP", "local_interfaces", "daemon_smtp_ports")).out();
    return Listening.at(first(value(settings, "local_interfaces")), MailAgent.port(first(value(settings, "daemon_smtp_ports"))).orElse(SMTP));
  }

  private static String value(String settings, String name) {
    return settings.lines().filter(each -> each.startsWith(name + " = ")).map(each -> each.substring(name.length() + 3).strip()).findFirst().orElse("");
  }

  /** Returns the first word of a list as Exim's specification has them (chapter 6, lists): separated by a colon, or by what {@code <} names. */
  private static String first(String list) {
    String separator = list.startsWith("<") && list.length() > 1 ? list.substring(1, 2) : ":";
    String words = list.startsWith("<") && list.length() > 1 ? list.substring(2) : list;
    return words.split(Pattern.quote(separator))[0].strip();
  }
}
