package org.mailtrek.shell;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import org.jline.utils.WCWidth;

/**
 * Prints text in ASCII, for terminals that show nothing else. What can't be told in it is shown by its base letter, else by a question mark for each
 * column, so that tables stay straight; objects of JSON lose nothing. Bytes pass as they are: they are data.
 */
final class AsciiStream extends PrintStream {

  private final boolean json;

  private AsciiStream(PrintStream to, boolean json) {
    super(to, true, StandardCharsets.US_ASCII);
    this.json = json;
  }

  /** Returns a stream for text. */
  static PrintStream text(PrintStream to) {
    return to instanceof AsciiStream ? to : new AsciiStream(to, false);
  }

  /** Returns the stream for objects of JSON: in one that is for text, what is no ASCII is escaped. */
  static PrintStream json(PrintStream to) {
    return to instanceof AsciiStream ? new AsciiStream(to, true) : to;
  }

  /** Returns whether the locale of an environment (POSIX, 8.2) shows nothing but ASCII for sure: it names no UTF-8. The launcher says so of the one that it replaces. */
  static boolean wanted(Map<String, String> environment) {
    String asked = environment.getOrDefault("MAILTREK_ASCII", "");
    if (!asked.isEmpty()) {
      return asked.equals("on");
    }
    for (String each : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.getOrDefault(each, "");
      if (!locale.isEmpty()) {
        return !locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
      }
    }
    return true;
  }

  @Override
  public void print(String text) {
    super.print(json ? escaped(text) : ascii(text));
  }

  @Override
  public void print(Object object) {
    print(String.valueOf(object));
  }

  private static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars().forEach(c -> shown.append(c < 128 ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04x", c)));
    return shown.toString();
  }

  /** Returns a text in ASCII that takes as many columns. */
  static String ascii(String text) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(c -> shown.append(ascii(c)));
    return shown.toString();
  }

  private static String ascii(int c) {
    if (c < 128) {
      return Character.toString(c);
    }
    int base = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD).codePointAt(0);
    return switch (c) {
      case '\u2026' -> ".";
      case '\u2022' -> "*";
      case '\u2013', '\u2014' -> "-";
      case '\u2018', '\u2019' -> "'";
      case '\u201c', '\u201d' -> "\"";
      default -> base < 128 ? Character.toString(base) : "?".repeat(Math.max(0, WCWidth.wcwidth(c)));
    };
  }
}
