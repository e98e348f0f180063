package org.mailtrek.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of the catalogue on one directive of a file: from which release to which it has one default and status, according to each kind of source.
 * Kept as they lie in the resource: most rows are only asked whether they speak of a release.
 */
final class Rows {

  /** No row. */
  static final Rows NONE = new Rows(new byte[0], new int[1], 0, 0);

  /** Where a row says what, counted from the tab with which it begins. */
  private static final int SOURCE = 1;
  private static final int PRODUCT = 2;
  private static final int FIRST = 3;
  private static final int LAST = 4;
  private static final int STATUS = 5;
  private static final byte STILL = '~';

  private final byte[] text;
  /** Where the lines of the file's section begin, and where its last one ends. */
  private final int[] starts;
  private final int from;
  private final int to;

  private Rows(byte[] text, int[] starts, int from, int to) {
    this.text = text;
    this.starts = starts;
    this.from = from;
    this.to = to;
  }

  /** Where a row was read. */
  enum Source {
    CODE('c'),
    EXAMPLE('e'),
    MANUAL('m');

    private final char letter;

    Source(char letter) {
      this.letter = letter;
    }
  }

  /** Returns the rows of a file by directive, in their order: what lies from one place of the resource to another. */
  static Map<String, Rows> section(byte[] text, int start, int end) {
    int[] starts = lines(text, start, end);
    Map<String, Rows> rows = new LinkedHashMap<>();
    int last = starts.length - 1;
    for (int line = 0; line < last; ) {
      int next = line + 1;
      while (next < last && text[starts[next]] == '\t') {
        next++;
      }
      rows.put(text(text, starts[line], starts[line + 1] - 1), new Rows(text, starts, line + 1, next));
      line = next;
    }
    return rows;
  }

  private static int[] lines(byte[] text, int start, int end) {
    int[] starts = new int[64];
    int count = 1;
    starts[0] = start;
    for (int at = start; at < end; at++) {
      if (text[at] == '\n') {
        starts = count == starts.length ? Arrays.copyOf(starts, 2 * count) : starts;
        starts[count++] = at + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private static String text(byte[] text, int start, int end) {
    return start == end ? "" : new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }

  boolean isEmpty() {
    return from == to;
  }

  /** Returns what the first row of a source says that speaks of a release; nothing is said where there is none. */
  Said said(Source source, Boundaries.Place release) {
    for (int row = from; row < to; row++) {
      int start = starts[row];
      if (text[start + SOURCE] == source.letter && text[start + PRODUCT] == release.product() && release.between(text[start + FIRST], text[start + LAST])) {
        return said(start + STATUS, starts[row + 1] - 1);
      }
    }
    return Said.NOTHING;
  }

  /** Returns the last release of each row of a source on a product that ended. */
  List<Release> ended(Source source, Release.Product product, Boundaries boundaries) {
    List<Release> ended = new ArrayList<>();
    for (int row = from; row < to; row++) {
      int start = starts[row];
      if (text[start + SOURCE] == source.letter && text[start + LAST] != STILL) {
        Release last = boundaries.release(text[start + PRODUCT], text[start + LAST]);
        if (last.product() == product) {
          ended.add(last);
        }
      }
    }
    return ended;
  }

  private Said said(int start, int end) {
    int flags = tab(start) + 1;
    int value = tab(flags) + 1;
    return new Said(text(text, start, flags - 1), text(text, flags, value - 1), unescape(text(text, value, end)));
  }

  private int tab(int from) {
    int at = from;
    while (text[at] != '\t') {
      at++;
    }
    return at;
  }

  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      if (each == '\\') {
        at++;
        each = text.charAt(at) == 'n' ? '\n' : text.charAt(at) == 't' ? '\t' : text.charAt(at);
      }
      plain.append(each);
    }
    return plain.toString();
  }

  /**
   * What a row says of a directive.
   *
   * @param status a letter, or {@code =} and the name that it stands for; empty where nothing is said
   * @param flags the signs that say more, one letter each
   * @param value the default
   */
  record Said(String status, String flags, String value) {

    static final Said NOTHING = new Said("", "", "");

    boolean something() {
      return !status.isEmpty();
    }

    boolean has(char flag) {
      return !flags.isEmpty() && flags.indexOf(flag) >= 0;
    }

    /** Returns the name that it stands for. */
    Optional<String> alias() {
      return status.startsWith("=") ? Optional.of(status.substring(1)) : Optional.empty();
    }
  }
}
