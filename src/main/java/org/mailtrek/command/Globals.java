package org.mailtrek.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/**
 * The options that every command has, before and after its name.
 *
 * @param estate the estate's folder, where one was named
 * @param json results as JSON
 * @param plain results tab-separated, nothing redrawn
 * @param color whether colour may be used
 * @param input whether questions may be asked
 * @param quiet no talk
 * @param verbose more talk
 * @param debug stack traces as well
 * @param pager whether the shell may show long results a page at a time
 * @param ascii whether text is shown in ASCII only
 */
public record Globals(Optional<Path> estate, boolean json, boolean plain, boolean color, boolean input, boolean quiet, boolean verbose, boolean debug, boolean pager, boolean ascii) {

  /** None given. */
  public static final Globals NONE = new Globals(Optional.empty(), false, false, true, true, false, false, false, true, false);

  /** The names, with their descriptions. */
  static final List<Shape.Option> OPTIONS =
      List.of(
          new Shape.Option(List.of("-e", "--estate"), "DIR", "the estate's folder (default: here or above)", Offers.folders(), false),
          new Shape.Option(List.of("--json"), "", "the result as one JSON object", Offers.nothing(), false),
          new Shape.Option(List.of("--plain"), "", "tab-separated, one fact a line", Offers.nothing(), false),
          new Shape.Option(List.of("--no-color"), "", "no colour", Offers.nothing(), false),
          new Shape.Option(List.of("--ascii"), "", "nothing but ASCII, as where the locale is not UTF-8", Offers.nothing(), false),
          new Shape.Option(List.of("--no-pager"), "", "long results as they come, not a page at a time", Offers.nothing(), false),
          new Shape.Option(List.of("--no-input"), "", "ask nothing", Offers.nothing(), false),
          new Shape.Option(List.of("-q", "--quiet"), "", "no talk", Offers.nothing(), false),
          new Shape.Option(List.of("-v", "--verbose"), "", "more talk", Offers.nothing(), false),
          new Shape.Option(List.of("--debug"), "", "show stack traces", Offers.nothing(), false));

  /**
   * Returns these with one more option.
   *
   * @param name its longest name
   * @param value its value, or empty
   */
  public Globals with(String name, String value) {
    return switch (name) {
      case "--estate" -> new Globals(Optional.of(Path.of(value)), json, plain, color, input, quiet, verbose, debug, pager, ascii);
      case "--json" -> new Globals(estate, true, plain, color, input, quiet, verbose, debug, pager, ascii);
      case "--plain" -> new Globals(estate, json, true, color, input, quiet, verbose, debug, pager, ascii);
      case "--no-color" -> new Globals(estate, json, plain, false, input, quiet, verbose, debug, pager, ascii);
      case "--no-input" -> new Globals(estate, json, plain, color, false, quiet, verbose, debug, pager, ascii);
      case "--quiet" -> new Globals(estate, json, plain, color, input, true, verbose, debug, pager, ascii);
      case "--verbose" -> new Globals(estate, json, plain, color, input, quiet, true, debug, pager, ascii);
      case "--debug" -> new Globals(estate, json, plain, color, input, quiet, verbose, true, pager, ascii);
      case "--no-pager" -> new Globals(estate, json, plain, color, input, quiet, verbose, debug, false, ascii);
      case "--ascii" -> new Globals(estate, json, plain, color, input, quiet, verbose, debug, pager, true);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /**
   * Takes the global options that stand before the command.
   *
   * @throws TrekException of kind {@code USAGE} when {@code -e} has no value
   */
  public Leading leading(List<String> words) throws TrekException {
    Globals all = this;
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      Optional<Shape.Option> option = option(equals < 0 ? word : word.substring(0, equals));
      if (option.isEmpty()) {
        break;
      }
      at++;
      String value = equals < 0 ? "" : word.substring(equals + 1);
      if (!option.get().flag() && equals < 0) {
        if (at == words.size()) {
          throw TrekException.at(word).kind(TrekException.Kind.USAGE).found("needs a folder").next("--estate DIR");
        }
        value = words.get(at++);
      }
      all = all.with(option.get().name(), value);
    }
    return new Leading(all, new ArrayList<>(words.subList(at, words.size())));
  }

  /** Returns the estate's folder where words name one before or behind a command, which need not be known for that: it may be a macro of that estate. */
  public static Optional<Path> estateIn(List<String> words) {
    for (int at = 0; at < words.size() && !words.get(at).equals("--"); at++) {
      String word = words.get(at);
      if (word.startsWith("--estate=")) {
        return Optional.of(Path.of(word.substring("--estate=".length())));
      }
      if ((word.equals("-e") || word.equals("--estate")) && at + 1 < words.size()) {
        return Optional.of(Path.of(words.get(at + 1)));
      }
    }
    return Optional.empty();
  }

  /** Returns all global options. */
  public static List<Shape.Option> all() {
    return OPTIONS;
  }

  /** Returns the global option of a name. */
  public static Optional<Shape.Option> option(String name) {
    return OPTIONS.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  /**
   * Global options, and what follows them.
   *
   * @param globals the options
   * @param rest the words from the command on
   */
  public record Leading(Globals globals, List<String> rest) {}
}
