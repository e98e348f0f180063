package org.mailtrek.config;

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

  /**
   * Returns a directive as the rows of one file tell it for a release; empty when the release does not know it.
   *
   * @param rows what the program's code or manual says of it
   * @param examples what the shipped file says of it
   */
  static Optional<Directive> known(String name, Rows rows, Rows examples, Boundaries.Place release) {
    Rows.Said code = rows.said(Rows.Source.CODE, release);
    Rows.Said known = code.something() ? code : rows.said(Rows.Source.MANUAL, release);
    Rows.Said shown = examples.said(Rows.Source.EXAMPLE, release);
    Rows.Said said = known.something() ? known : shown;
    return said.something() ? Optional.of(of(name, known, shown, said)) : Optional.empty();
  }

  private static Directive of(String name, Rows.Said known, Rows.Said shown, Rows.Said said) {
    return new Directive(
        name,
        known.something(),
        status(said),
        said.alias(),
        known.value(),
        shown.something() ? Optional.of(shown.value()) : Optional.empty(),
        shown.has('s'),
        said.has('r'),
        said.has('n'),
        said.has('m'),
        said.has('b'),
        form(said),
        said.has('x'));
  }

  private static Form form(Rows.Said said) {
    return said.has('z') ? Form.SIZE : said.has('t') ? Form.NUMBER : said.has('y') ? Form.SWITCH : Form.TEXT;
  }

  private static Status status(Rows.Said said) {
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
