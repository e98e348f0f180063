package org.mailtrek.config;

import java.util.List;
import java.util.Optional;

/**
 * A directive as one release knows it.
 *
 * @param name its name, in the case in which the daemon compares it
 * @param accepted whether the program accepts the name; false for names that only the shipped example of the file shows
 * @param status what the program does with it
 * @param replacement the name that it is an alias of; empty for all but aliases
 * @param builtIn the value in force when no file sets it; empty text when there is none
 * @param example the value in the shipped example file; empty when that file does not show it
 * @param exampleSets whether the example's line is active rather than commented out
 * @param reloadable whether it is read again on SIGHUP
 * @param needsValue whether the program refuses an empty value
 * @param mandatory whether the program has no default and refuses to run without it
 * @param buildDependent whether only some builds of the program know it
 * @param form what a value must look like
 * @param literal whether a value that begins with {@code $} is taken as it is, not from the environment
 */
public record Directive(
    String name,
    boolean accepted,
    Status status,
    Optional<String> replacement,
    String builtIn,
    Optional<String> example,
    boolean exampleSets,
    boolean reloadable,
    boolean needsValue,
    boolean mandatory,
    boolean buildDependent,
    Form form,
    boolean literal) {

  /** What a value must look like; the program does not start with another. */
  public enum Form {
    /** Anything. */
    TEXT,
    /** A number, perhaps with a unit: {@code 16M}. */
    SIZE,
    /** A whole number. */
    NUMBER,
    /** One of {@code yes no true false 1 0}, in lower case. */
    SWITCH
  }

  /** What a program does with a directive that it accepts. */
  public enum Status {
    /** It works. */
    ACTIVE,
    /** It works, with a warning. */
    DEPRECATED,
    /** It is accepted and has no effect. */
    UNUSED,
    /** It is accepted with a warning and has no effect. */
    OBSOLETE,
    /** It is another name of a directive. */
    ALIAS
  }

  /** Returns whether a value for it changes what the program does. */
  public boolean effective() {
    return accepted && status != Status.UNUSED && status != Status.OBSOLETE;
  }

  /** Returns the value in force with the shipped example file in place. */
  public String stock() {
    return exampleSets ? example.orElse(builtIn) : builtIn;
  }

  Directive bare() {
    return new Directive(
        name, accepted, status, replacement, builtIn, example, false, reloadable, needsValue, mandatory, buildDependent, form, literal);
  }

  private static Directive of(String name, Optional<Span> code, Optional<Span> example) {
    Optional<Span.Said> shown = example.map(Span::said);
    Span.Said said = code.isPresent() ? code.get().said() : shown.orElseThrow();
    return new Directive(
        name,
        code.isPresent(),
        status(said),
        said.status().startsWith("=") ? Optional.of(said.status().substring(1)) : Optional.empty(),
        code.isPresent() ? said.value() : "",
        shown.map(Span.Said::value),
        shown.isPresent() && shown.get().has('s'),
        said.has('r'),
        said.has('n'),
        said.has('m'),
        said.has('b'),
        form(said),
        said.has('x'));
  }

  /** Returns a directive as the rows of one file tell it for a release; empty when the release does not know it. */
  static Optional<Directive> known(String name, List<Span> rows, List<Span> examples, Release release) {
    Optional<Span> code = Optional.empty();
    Optional<Span> manual = Optional.empty();
    for (Span row : rows) {
      if (row.source() == Span.Source.CODE && code.isEmpty() && row.covers(release)) {
        code = Optional.of(row);
      } else if (row.source() == Span.Source.MANUAL && manual.isEmpty() && row.covers(release)) {
        manual = Optional.of(row);
      }
    }
    Optional<Span> known = code.isPresent() ? code : manual;
    for (Span row : examples) {
      if (row.source() == Span.Source.EXAMPLE && row.covers(release)) {
        return Optional.of(of(name, known, Optional.of(row)));
      }
    }
    return known.isPresent() ? Optional.of(of(name, known, Optional.empty())) : Optional.empty();
  }

  private static Form form(Span.Said said) {
    return said.has('z') ? Form.SIZE : said.has('t') ? Form.NUMBER : said.has('y') ? Form.SWITCH : Form.TEXT;
  }

  private static Status status(Span.Said said) {
    if (said.has('i')) {
      return Status.UNUSED;
    }
    return switch (said.status().charAt(0)) {
      case '=' -> Status.ALIAS;
      case 'd' -> Status.DEPRECATED;
      case 'u' -> Status.UNUSED;
      case 'o' -> Status.OBSOLETE;
      default -> Status.ACTIVE;
    };
  }
}
