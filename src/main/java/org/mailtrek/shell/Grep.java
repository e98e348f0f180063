package org.mailtrek.shell;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mailtrek.host.TrekException;

/** Lets those items pass in which a regular expression is found. */
final class Grep implements Filter {

  private final Pattern pattern;
  private final boolean inverted;

  private Grep(Pattern pattern, boolean inverted) {
    this.pattern = pattern;
    this.inverted = inverted;
  }

  /** Reads {@code [-i] [-v] PATTERN}. */
  static Grep of(FilterWords words) throws TrekException {
    boolean anyCase = words.flag("-i");
    boolean inverted = words.flag("-v");
    String expression = words.one("a pattern", "grep failed");
    try {
      return new Grep(Pattern.compile(expression, anyCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0), inverted);
    } catch (PatternSyntaxException e) {
      throw TrekException.at("grep").kind(TrekException.Kind.USAGE).found("'" + expression + "' is no pattern: " + e.getDescription()).because(e).next("a backslash before ( [ { * + ? . \\ takes each as it is");
    }
  }

  @Override
  public void take(Item item, Consumer<Item> on) {
    if (pattern.matcher(item.text()).find() != inverted) {
      on.accept(item);
    }
  }
}
