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

  static Directive of(String name, Optional<Span> code, Optional<Span> example) {
    Span known = code.isPresent() ? code.get() : example.orElseThrow();
    String said = known.status();
    String flags = known.flags();
    return new Directive(
        name,
        code.isPresent(),
        status(said, flags),
        said.startsWith("=") ? Optional.of(said.substring(1)) : Optional.empty(),
        code.isPresent() ? code.get().value() : "",
        example.map(Span::value),
        example.isPresent() && example.get().has('s'),
        has(flags, 'r'),
        has(flags, 'n'),
        has(flags, 'm'),
        has(flags, 'b'),
        form(flags),
        has(flags, 'x'));
  }

  /** Returns a directive as the rows of one file tell it for a release; empty when the release does not know it. */
  static Optional<Directive> known(String name, List<Span> rows, Release release) {
    Optional<Span> code = Span.pick(rows, Span.Source.CODE, release);
    Optional<Span> known = code.isPresent() ? code : Span.pick(rows, Span.Source.MANUAL, release);
    Optional<Span> example = Span.pick(rows, Span.Source.EXAMPLE, release);
    return known.isPresent() || example.isPresent() ? Optional.of(of(name, known, example)) : Optional.empty();
  }

  private static boolean has(String flags, char flag) {
    return !flags.isEmpty() && flags.indexOf(flag) >= 0;
  }

  private static Form form(String flags) {
    return has(flags, 'z') ? Form.SIZE : has(flags, 't') ? Form.NUMBER : has(flags, 'y') ? Form.SWITCH : Form.TEXT;
  }

  private static Status status(String said, String flags) {
    if (has(flags, 'i')) {
      return Status.UNUSED;
    }
    return switch (said.charAt(0)) {
      case '=' -> Status.ALIAS;
      case 'd' -> Status.DEPRECATED;
      case 'u' -> Status.UNUSED;
      case 'o' -> Status.OBSOLETE;
      default -> Status.ACTIVE;
    };
  }
}
