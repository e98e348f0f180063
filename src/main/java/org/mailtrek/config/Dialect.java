package org.mailtrek.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a program reads its configuration file. */
public enum Dialect {
  /** The C++ daemons: {@code #} only in the first column, {@code !include}, {@code !propmap}, values of at most 1023 bytes. */
  DAEMON {
    @Override
    ConfigLine read(String raw) {
      int nul = raw.indexOf('\0');
      String text = nul < 0 ? raw : raw.substring(0, nul);
      if (text.startsWith("#")) {
        return comment(raw, text.substring(1));
      }
      if (text.startsWith("!")) {
        Matcher command = COMMAND.matcher(text);
        return command.matches() ? new ConfigLine(raw, ConfigLine.Kind.COMMAND, command.group(1), trimmed(command.group(2))) : other(raw);
      }
      ConfigLine line = setting(raw, text);
      return line.value().length() > LONGEST_VALUE
          ? new ConfigLine(raw, line.kind(), line.name(), line.value().substring(0, LONGEST_VALUE))
          : line;
    }

    @Override
    int longestLine() {
      return 4095;
    }
  },

  /** The Python services: blanks around a line don't matter, so an indented {@code #} starts a comment too. */
  SERVICE {
    @Override
    ConfigLine read(String raw) {
      String text = raw.strip();
      return text.startsWith("#") ? comment(raw, text.substring(1)) : setting(raw, text);
    }
  },

  /** Shell variables, as the autoresponder of old has them; quotes belong to the value. */
  SHELL {
    @Override
    ConfigLine read(String raw) {
      String text = trimmed(raw);
      if (text.startsWith("#")) {
        return comment(raw, text.substring(1));
      }
      Matcher variable = VARIABLE.matcher(text);
      return variable.matches() ? new ConfigLine(raw, ConfigLine.Kind.SETTING, variable.group(1), variable.group(2)) : other(raw);
    }

    @Override
    String assignment(String name, String value) {
      return name + "=" + value;
    }
  },

  /** {@code slapd.conf}: a word, blanks and its arguments; a line that begins with a blank goes on with the one above, a comment too. */
  SLAPD {
    @Override
    ConfigLine read(String raw) {
      if (raw.startsWith("#")) {
        return comment(raw, raw.substring(1));
      }
      String text = trimmed(raw);
      int end = 0;
      while (end < text.length() && !blank(text.charAt(end))) {
        end++;
      }
      String value = CONTINUED.matcher(text.substring(end)).replaceAll(" ");
      ConfigLine.Kind kind = text.startsWith("include") && end == "include".length() ? ConfigLine.Kind.COMMAND : ConfigLine.Kind.SETTING;
      return text.isEmpty() ? other(raw) : new ConfigLine(raw, kind, text.substring(0, end).toLowerCase(Locale.ROOT), trimmed(value));
    }

    @Override
    boolean goesOn(char first) {
      return first == ' ' || first == '\t';
    }

    @Override
    int valueStart(String body) {
      int at = 0;
      while (at < body.length() && !blank(body.charAt(at))) {
        at++;
      }
      return at;
    }

    @Override
    String assignment(String name, String value) {
      return name + " " + value;
    }
  };

  private static final int LONGEST_VALUE = 1023;
  private static final Pattern COMMAND = Pattern.compile("!([^ \\t\\r\\n]+)[ \\t]+(.*)", Pattern.DOTALL);
  private static final Pattern CONTINUED = Pattern.compile("\\r?\\n[ \\t]+");
  private static final Pattern VARIABLE = Pattern.compile("(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);

  /** Returns the dialect of the program that reads this file in a release. */
  public static Dialect of(String file, Release release) {
    return switch (file) {
      case "autorespond" -> SHELL;
      case "slapd.conf" -> SLAPD;
      case "presence.cfg", "spamd.cfg", "backup.cfg", "backup-plus.cfg", "autorespond.cfg", "migration-pst.cfg", "grapi.cfg" -> SERVICE;
      case "search.cfg" -> release.atLeast("zcp-7.2.0") ? SERVICE : DAEMON;
      default -> DAEMON;
    };
  }

  abstract ConfigLine read(String raw);

  int longestLine() {
    return Integer.MAX_VALUE;
  }

  /** Returns whether a line that begins so belongs to the one above. */
  boolean goesOn(char first) {
    return false;
  }

  /** Returns where the value begins in an assignment, blanks before it included. */
  int valueStart(String body) {
    return body.indexOf('=') + 1;
  }

  /** Returns the text of a new assignment, without a line end. */
  String assignment(String name, String value) {
    return value.isEmpty() ? name + " =" : name + " = " + value;
  }

  List<ConfigLine> lines(String text) {
    List<ConfigLine> lines = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = lineEnd(text, at);
      while (end < text.length() && goesOn(text.charAt(end))) {
        end = lineEnd(text, end);
      }
      end = end - at > longestLine() ? at + longestLine() : end;
      lines.add(read(text.substring(at, end)));
      at = end;
    }
    return lines;
  }

  private static int lineEnd(String text, int start) {
    int newline = text.indexOf('\n', start);
    return newline < 0 ? text.length() : newline + 1;
  }

  private static ConfigLine setting(String raw, String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? "" : trimmed(text, 0, equals);
    return name.isEmpty() ? other(raw) : new ConfigLine(raw, ConfigLine.Kind.SETTING, name, trimmed(text, equals + 1, text.length()));
  }

  private static ConfigLine comment(String raw, String text) {
    if (text.indexOf('=') < 0) {
      return new ConfigLine(raw, ConfigLine.Kind.COMMENT, "", "");
    }
    int start = 0;
    while (start < text.length() && (text.charAt(start) == '#' || gap(text.charAt(start)))) {
      start++;
    }
    int end = start;
    while (end < text.length() && word(text.charAt(end))) {
      end++;
    }
    int equals = end;
    while (equals < text.length() && gap(text.charAt(equals))) {
      equals++;
    }
    boolean shows = end > start && equals < text.length() && text.charAt(equals) == '=';
    return shows
        ? new ConfigLine(raw, ConfigLine.Kind.COMMENT, text.substring(start, end), trimmed(text, equals + 1, text.length()))
        : new ConfigLine(raw, ConfigLine.Kind.COMMENT, "", "");
  }

  private static boolean gap(char each) {
    return each == ' ' || each == '\t';
  }

  private static boolean word(char each) {
    return each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z' || each >= '0' && each <= '9' || each == '_' || each == '!';
  }

  private static ConfigLine other(String raw) {
    return new ConfigLine(raw, trimmed(raw).isEmpty() ? ConfigLine.Kind.BLANK : ConfigLine.Kind.OTHER, "", "");
  }

  private static String trimmed(String text) {
    return trimmed(text, 0, text.length());
  }

  private static String trimmed(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && blank(text.charAt(start))) {
      start++;
    }
    while (end > start && blank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean blank(char each) {
    return each == ' ' || each == '\t' || each == '\r' || each == '\n';
  }
}
