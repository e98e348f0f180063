package org.mailtrek.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;
import org.mailtrek.command.Block;
import org.mailtrek.command.Moment;

/** The text of table cells, and how wide it is on a screen. */
final class Cells {

  private static final String CONTINUED = "    ";

  private Cells() {}

  /** Returns a cell as people read it; control characters are shown, not sent. */
  static String text(Object cell, Block.Kind kind) {
    if (cell instanceof Number number && kind == Block.Kind.BYTES) {
      return Units.bytes(number.doubleValue());
    }
    if (cell instanceof Number number && kind == Block.Kind.MILLIS) {
      return Units.duration(Duration.ofMillis(number.longValue()));
    }
    if (cell instanceof Boolean yes) {
      return yes ? "yes" : "no";
    }
    return cell instanceof Instant time ? Moment.words(time) : visible(cell.toString());
  }

  /** Returns a text in which nothing can move the cursor or split a line. */
  static String visible(String text) {
    if (plain(text) || text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(c -> {
      if (c == '\n') {
        shown.append("\\n");
      } else if (c == '\t') {
        shown.append("\\t");
      } else if (Character.isISOControl(c)) {
        shown.append(String.format("\\x%02x", c));
      } else {
        shown.appendCodePoint(c);
      }
    });
    return shown.toString();
  }

  /** Returns whether every character is a printable one of ASCII; of most texts nothing else need be asked. */
  private static boolean plain(String text) {
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each < ' ' || each > '~') {
        return false;
      }
    }
    return true;
  }

  /** Returns how many columns a text takes. */
  static int width(String text) {
    return plain(text) ? text.length() : text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  /** Returns a text cut to so many columns, the last of which is {@code …} when something is missing. */
  static String fit(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      int wide = Math.max(0, WCWidth.wcwidth(c));
      if (used + wide > columns - 1) {
        break;
      }
      kept.appendCodePoint(c);
      used += wide;
    }
    return kept.append('…').toString();
  }

  /** Returns a text in lines of at most so many columns, split at blanks where there are any; what goes on is indented. */
  static List<String> wrapped(String text, int columns) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (width(rest) > columns) {
      int end = end(rest, columns);
      lines.add(rest.substring(0, end).stripTrailing());
      String more = rest.substring(end).stripLeading();
      rest = more.isEmpty() ? "" : CONTINUED + more;
    }
    if (!rest.isEmpty() || lines.isEmpty()) {
      lines.add(rest);
    }
    return lines;
  }

  /** Returns where a line of so many columns ends: behind its last blank, else wherever it is full. */
  private static int end(String text, int columns) {
    int at = 0;
    int blank = 0;
    int used = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      used += Math.max(0, WCWidth.wcwidth(point));
      if (used > columns) {
        break;
      }
      at += Character.charCount(point);
      blank = point == ' ' && at > CONTINUED.length() ? at : blank;
    }
    return blank > 0 ? blank : Math.max(at, CONTINUED.length() + 1);
  }
}
