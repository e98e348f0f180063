package org.mailtrek.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The help of one command: examples first, then what it takes, what it does to the world, and its exit codes. */
public final class HelpPage {

  private HelpPage() {}

  private static final String ALIGNED = "  %-26s %s%n";

  /** Returns the page. */
  public static Result of(Catalogue.Entry entry) {
    Shape shape = entry.open().shape();
    return Result.done()
        .raw(text(entry, shape, ALIGNED), text(entry, shape, "  %s: %s%n"))
        .field("name", entry.name())
        .field("summary", entry.summary())
        .field("usage", synopsis(entry.name(), shape))
        .field("effect", shape.effect().words())
        .field("examples", shape.examples().stream().map(each -> Map.of("line", each.line(), "does", each.does())).toList());
  }

  /** Returns the text, each parameter with its description in this form. */
  private static String text(Catalogue.Entry entry, Shape shape, String form) {
    StringBuilder page = new StringBuilder();
    page.append(entry.name()).append(": ").append(entry.summary()).append("\n\nExamples\n");
    for (Shape.Example example : shape.examples()) {
      page.append("  ").append(example.line()).append('\n').append("      ").append(example.does()).append('\n');
    }
    page.append("\nUsage\n  ").append(synopsis(entry.name(), shape)).append('\n');
    if (!shape.positionals().isEmpty() || !shape.options().isEmpty()) {
      page.append('\n');
    }
    shape.positionals().forEach(each -> page.append(String.format(Locale.ROOT, form, each.label() + (each.many() ? "..." : ""), each.description())));
    shape.options().forEach(each -> page.append(String.format(Locale.ROOT, form, heading(each), each.description())));
    page.append("\nEffect\n  ").append(entry.name()).append(' ').append(shape.effect().words()).append(".\n");
    page.append("\nExit codes\n  ").append(exits(shape)).append('\n');
    if (!shape.seeAlso().isEmpty()) {
      page.append("\nSee also\n  ").append(String.join(", ", shape.seeAlso())).append('\n');
    }
    page.append("\nOptions of all commands: -e DIR, --json, --plain, --no-color, --ascii, --no-input, -q, -v, --debug");
    return page.toString();
  }

  private static String heading(Shape.Option option) {
    return String.join(", ", option.names()) + (option.flag() ? "" : " " + option.label());
  }

  /** Returns one line that shows all that a command takes. */
  public static String synopsis(String name, Shape shape) {
    Stream<String> positionals =
        shape.positionals().stream().map(each -> each.required() ? each.label() : "[" + each.label() + (each.many() ? "..." : "") + "]");
    Stream<String> options = shape.options().stream().map(each -> "[" + each.name() + (each.flag() ? "" : " " + each.label()) + "]" + (each.repeatable() ? "..." : ""));
    return String.join(" ", Stream.concat(Stream.of(name), Stream.concat(positionals, options)).toList());
  }

  private static String exits(Shape shape) {
    List<String> codes =
        shape.acts()
            ? List.of("0 done or nothing to do", "1 failed, nothing changed", "2 --plan found changes", "3 partly done: resume or undo", "4 something was left (listed)", "5 refused")
            : List.of("0 done", "1 failed", "2 findings, where it looks for some", "4 a difference");
    return String.join("\n  ", codes) + "\n  10 no such estate, 11 in use, 12 can't be reached, 64 wrong usage, 130 interrupted";
  }
}
