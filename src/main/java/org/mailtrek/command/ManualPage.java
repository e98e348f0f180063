package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.mailtrek.host.TrekException;

/** The page of {@code man mailtrek}, made of the commands themselves; see man(7). */
public final class ManualPage {

  private static final String HEAD =
      """
      .TH MAILTREK 1
      .SH NAME
      mailtrek \\- move and upgrade mail servers: look, plan, apply, verify, take back
      .SH SYNOPSIS
      .B mailtrek
      .RI [ OPTION ...]
      .RI [ COMMAND " [" ARGUMENT ...]]
      .SH DESCRIPTION
      Moves Zarafa to Kopano, upgrades Kopano, and moves messages between stores. Without a command it starts a shell with completion and history.
      What would change is shown before it is done; what was done can be taken back; a run that was cut off can be resumed.
      .PP
      .B mailtrek help
      .I COMMAND
      shows a command with examples,
      .B mailtrek demo
      does the main job from nothing on a practice estate.
      """;

  private static final String TAIL =
      """
      .SH FILES
      .TP
      .I estate.yaml
      Hosts, directory, databases and products; in the folder of the estate, beside its journal.
      .SH SEE ALSO
      .BR ssh (1),
      .BR ldapmodify (1)
      """;

  private static final Map<Integer, String> EXITS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(0, "done, or there was nothing to do"),
              Map.entry(Exit.of(TrekException.Kind.FAILED), "failed; nothing was changed"),
              Map.entry(Outcome.PLANNED.exit(), "findings: something would change, or is not as it should be"),
              Map.entry(Exit.of(TrekException.Kind.PARTLY), "failed or was interrupted with part of the work done: resume, or undo"),
              Map.entry(Exit.LEFT, "a verification found a difference, or something was left behind"),
              Map.entry(Exit.of(TrekException.Kind.REFUSED), "refused before the first write"),
              Map.entry(Exit.of(TrekException.Kind.ESTATE), "there is no such estate, or its file is wrong"),
              Map.entry(Exit.of(TrekException.Kind.IN_USE), "another Mailtrek works on the estate"),
              Map.entry(Exit.of(TrekException.Kind.UNREACHABLE), "a sign-in was refused, or something can't be reached"),
              Map.entry(Exit.of(TrekException.Kind.USAGE), "wrong usage, or an answer is missing and nobody can be asked"),
              Map.entry(Exit.of(TrekException.Kind.INTERRUPTED), "interrupted; nothing is half done")));

  private final StringBuilder page = new StringBuilder(HEAD);

  private ManualPage() {}

  /** Returns the page. */
  public static String of(Catalogue catalogue) {
    ManualPage page = new ManualPage();
    page.page.append(".SH OPTIONS\n");
    Globals.all().forEach(page::option);
    page.page.append(".SH COMMANDS\n");
    String group = "";
    for (Catalogue.Entry each : catalogue.all()) {
      if (!each.group().equals(group)) {
        group = each.group();
        page.page.append(".SS \"").append(escaped(group)).append("\"\n");
      }
      page.item("\\fB" + escaped(each.name()) + "\\fR", each.summary());
    }
    page.page.append(".SH EXIT STATUS\n");
    EXITS.forEach((code, meaning) -> page.item("\\fB" + code + "\\fR", meaning));
    return page.page.append(TAIL).toString();
  }

  private void option(Shape.Option option) {
    String names = "\\fB" + escaped(String.join(", ", option.names())) + "\\fR";
    item(option.flag() ? names : names + " \\fI" + escaped(option.label()) + "\\fR", option.description());
  }

  private void item(String head, String text) {
    page.append(".TP\n").append(head).append('\n').append(escaped(text)).append('\n');
  }

  /** Keeps hyphens what they are typed as, and a line that begins with a dot or an apostrophe from being a request. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }

  /** Prints the page; for packagers. */
  public static void main(String[] args) throws IOException {
    System.out.write(of(new Catalogue()).getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
