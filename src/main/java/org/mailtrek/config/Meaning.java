package org.mailtrek.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Compares values as programs understand them: sizes with and without suffix, yes and no in their spellings, blanks. */
final class Meaning {

  private static final Pattern SIZE = Pattern.compile("\\d{1,12}[kKmMgG]");

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
    boolean word = !value.equals("1") && !value.equals("0") && plain(value).matches("[01]");
    return !word ? value : form == Directive.Form.NUMBER ? plain(value) : value.toLowerCase(Locale.ROOT);
  }

  private static String plain(String value) {
    String text = value.indexOf(' ') < 0 && value.indexOf('\t') < 0 ? value : value.strip().replaceAll("[ \\t]+", " ");
    if (text.isEmpty()) {
      return text;
    }
    if (SIZE.matcher(text).matches()) {
      return String.valueOf(size(text));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> "1";
      case "no", "false" -> "0";
      default -> text;
    };
  }

  private static long size(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (Character.toLowerCase(text.charAt(text.length() - 1))) {
      case 'k' -> number << 10;
      case 'm' -> number << 20;
      default -> number << 30;
    };
  }
}
