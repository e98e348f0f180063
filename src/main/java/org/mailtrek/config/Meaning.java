package org.mailtrek.config;

import java.util.Locale;

/** Compares values as programs understand them: sizes with and without suffix, yes and no in their spellings, blanks. */
final class Meaning {

  private static final int LONGEST_SIZE = 13;
  private static final int LONGEST_WORD = "false".length();

  private Meaning() {}

  static boolean same(String one, String other) {
    return one.equals(other) || plain(one).equals(plain(other));
  }

  static boolean yes(String value) {
    return plain(value).equals("1");
  }

  /** Returns a switch as a program wants it that takes numbers only, or words in lower case only. */
  static String spelt(String value, Directive.Form form) {
    if (form == Directive.Form.TEXT || form == Directive.Form.SIZE) {
      return value;
    }
    String plain = plain(value);
    boolean word = !value.equals(plain) && (plain.equals("0") || plain.equals("1"));
    return !word ? value : form == Directive.Form.NUMBER ? plain : value.toLowerCase(Locale.ROOT);
  }

  private static String plain(String value) {
    String text = value.indexOf(' ') < 0 && value.indexOf('\t') < 0 ? value : value.strip().replaceAll("[ \\t]+", " ");
    if (text.isEmpty()) {
      return text;
    }
    if (size(text)) {
      return String.valueOf(bytes(text));
    }
    if (text.length() > LONGEST_WORD) {
      return text;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> "1";
      case "no", "false" -> "0";
      default -> text;
    };
  }

  /** Returns whether it is a number with a unit behind. */
  private static boolean size(String text) {
    int last = text.length() - 1;
    if (last < 1 || last >= LONGEST_SIZE || "kKmMgG".indexOf(text.charAt(last)) < 0) {
      return false;
    }
    for (int at = 0; at < last; at++) {
      if (text.charAt(at) < '0' || text.charAt(at) > '9') {
        return false;
      }
    }
    return true;
  }

  private static long bytes(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (Character.toLowerCase(text.charAt(text.length() - 1))) {
      case 'k' -> number << 10;
      case 'm' -> number << 20;
      default -> number << 30;
    };
  }
}
