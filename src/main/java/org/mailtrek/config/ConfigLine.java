package org.mailtrek.config;

/**
 * A line of a configuration file.
 *
 * @param raw all of it with its line end, one character a byte
 * @param kind what the program takes it for
 * @param name the directive that it sets, or shows in a comment, or the word after {@code !}; empty for all others
 * @param value the value as the program gets it; empty where there is no name
 */
public record ConfigLine(String raw, Kind kind, String name, String value) {

  /** What a program takes a line for. */
  public enum Kind {
    /** Nothing but blanks. */
    BLANK,
    /** A comment; it has a name where it shows a directive that is commented out. */
    COMMENT,
    /** {@code name = value}. */
    SETTING,
    /** {@code !include} and the like. */
    COMMAND,
    /** Anything else; programs pass over it. */
    OTHER
  }

  boolean sets(String directive) {
    return kind == Kind.SETTING && name.equals(directive);
  }

  boolean shows(String directive) {
    return kind == Kind.COMMENT && name.equals(directive);
  }

  String end() {
    if (raw.endsWith("\r\n")) {
      return "\r\n";
    }
    return raw.endsWith("\n") ? "\n" : "";
  }

  String body() {
    return raw.substring(0, raw.length() - end().length());
  }
}
