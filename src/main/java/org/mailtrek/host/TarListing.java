package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code tar --list --verbose --full-time --quoting-style=c} prints with times in UTC: of an archive only its names cross the network. */
final class TarListing {

  /** The words that make it print so; an archive comes on standard input. */
  static final String COMMAND = "TZ=UTC0 tar --list --verbose --full-time --quoting-style=c --file=-";

  private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*)\"";
  private static final Pattern LINE =
      Pattern.compile("(.)([-rwxsStT]{9})[.+]? ([^/]*)/(\\S*) +(\\S+) (\\S+) ([0-9:]+)(?:[.,]\\d+)? " + QUOTED + "(?: (?:->|link to) " + QUOTED + ")?");
  private static final String LETTERS = "rwxrwxrwx";
  private static final String ESCAPES = "a\007b\bf\fn\nr\rt\tv\013";

  private TarListing() {}

  /**
   * Reads a line.
   *
   * @param line its bytes, each as a character
   * @throws IllegalArgumentException when it is none
   */
  static Item item(String line) {
    Matcher found = LINE.matcher(line);
    if (!found.matches()) {
      throw new IllegalArgumentException("no line of a listing: " + line);
    }
    FileState.Kind kind =
        switch (found.group(1)) {
          case "d" -> FileState.Kind.FOLDER;
          case "l" -> FileState.Kind.LINK;
          case "-", "h" -> FileState.Kind.FILE;
          default -> FileState.Kind.OTHER;
        };
    byte[] target = found.group(9) == null ? new byte[0] : bytes(found.group(9));
    long size = found.group(5).contains(",") ? 0 : Long.parseLong(found.group(5));
    return new Item(bytes(found.group(8)), kind, mode(found.group(2)), found.group(3), found.group(4), size, Instant.parse(found.group(6) + "T" + found.group(7) + "Z"), target);
  }

  /** Reads the nine letters of ls(1). */
  private static int mode(String letters) {
    int mode = 0;
    for (int at = 0; at < LETTERS.length(); at++) {
      char letter = letters.charAt(at);
      if (letter == LETTERS.charAt(at) || letter == 's' || letter == 't') {
        mode |= 0400 >> at;
      }
      if ("sStT".indexOf(letter) >= 0) {
        mode |= at == 2 ? 04000 : at == 5 ? 02000 : 01000;
      }
    }
    return mode;
  }

  /** Takes the quoting of C away. */
  private static byte[] bytes(String quoted) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (int at = 0; at < quoted.length(); at++) {
      char next = quoted.charAt(at);
      if (next != '\\') {
        plain.write(next);
        continue;
      }
      at++;
      int named = ESCAPES.indexOf(quoted.charAt(at));
      if (quoted.charAt(at) >= '0' && quoted.charAt(at) <= '7') {
        plain.write(Integer.parseInt(quoted.substring(at, at + 3), 8));
        at += 2;
      } else {
        plain.write(named >= 0 && named % 2 == 0 ? ESCAPES.charAt(named + 1) : quoted.charAt(at));
      }
    }
    return plain.toByteArray();
  }

  /** An object of an archive; the name begins with {@code ./}. */
  record Item(byte[] name, FileState.Kind kind, int mode, String user, String group, long size, Instant modified, byte[] target) {

    /** Returns where it will lie. */
    HostPath path() {
      int end = name.length > 1 && name[name.length - 1] == '/' ? name.length - 1 : name.length;
      byte[] absolute = Arrays.copyOfRange(name, name.length > 0 && name[0] == '.' ? 1 : 0, end);
      return absolute.length == 0 ? HostPath.ROOT : absolute[0] != '/' ? HostPath.ROOT.resolve(absolute) : HostPath.ofBytes(absolute);
    }

    /** Returns the lines of a listing. */
    static java.util.List<Item> all(byte[] listing) {
      return new String(listing, StandardCharsets.ISO_8859_1).lines().map(TarListing::item).toList();
    }
  }
}
