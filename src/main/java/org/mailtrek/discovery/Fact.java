package org.mailtrek.discovery;

/**
 * Something about a machine that no key of {@code estate.yaml} has room for.
 *
 * @param what what it is about, such as {@code mail transfer}
 * @param value what was found, in one line
 * @param origin where: {@code FILE:LINE}, or the program that said so
 * @param weight how much it matters
 */
public record Fact(String what, String value, String origin, Weight weight) {

  /** How much a fact matters. */
  public enum Weight {
    /** Good to know. */
    FOUND,
    /** Has to be looked at before anything is moved. */
    NOTICE,
    /** Could not be found out. */
    UNKNOWN
  }

  static Fact found(String what, String value, String origin) {
    return new Fact(what, value, origin, Weight.FOUND);
  }

  static Fact notice(String what, String value, String origin) {
    return new Fact(what, value, origin, Weight.NOTICE);
  }

  static Fact unknown(String what, String value, String origin) {
    return new Fact(what, value, origin, Weight.UNKNOWN);
  }
}
