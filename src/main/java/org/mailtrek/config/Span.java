package org.mailtrek.config;

import java.util.List;
import java.util.Optional;

/**
 * A row of the catalogue: from which release to which a directive has one default and status, according to one kind of source. Most rows are only
 * asked whether they speak of a release, so the rest of a row is read when it is asked for.
 */
final class Span {

  private static final int DIGITS = 10;
  private static final int OPEN = Integer.MAX_VALUE;
  private static final int RELEASES = 4;

  private final String row;
  private final Source source;
  private final Release.Product product;
  private final int since;
  private final int until;
  private final int rest;

  private Span(String row, int[] ends) {
    this.row = row;
    this.source =
        switch (row.charAt(1)) {
          case 'c' -> Source.CODE;
          case 'e' -> Source.EXAMPLE;
          default -> Source.MANUAL;
        };
    this.product = row.charAt(2) == 'z' ? Release.Product.ZCP : Release.Product.KC;
    this.since = number(row, RELEASES, ends[0]);
    this.until = ends[1] == ends[0] + 1 ? OPEN : number(row, ends[0] + 1, ends[1]);
    this.rest = ends[1] + 1;
  }

  /** Where a row was read. */
  enum Source {
    CODE,
    EXAMPLE,
    MANUAL
  }

  /** Reads a row, which begins with a tab. */
  static Span parse(String row) {
    int first = row.indexOf('\t', RELEASES);
    return new Span(row, new int[] {first, row.indexOf('\t', first + 1)});
  }

  /** Returns a release's number as one that can be compared: ten bits for each of its parts. */
  private static int number(String text, int start, int end) {
    int whole = 0;
    int part = 0;
    for (int at = start; at < end; at++) {
      char each = text.charAt(at);
      if (each == '.') {
        whole = whole + part << DIGITS;
        part = 0;
      } else {
        part = part * 10 + each - '0';
      }
    }
    return whole + part;
  }

  private static int number(Release release) {
    return (release.major() << DIGITS | release.minor()) << DIGITS | release.patch();
  }

  private Release release(int number) {
    int mask = (1 << DIGITS) - 1;
    return new Release(product, number >> 2 * DIGITS, number >> DIGITS & mask, number & mask);
  }

  /** Returns the row of one source that speaks of a release. */
  static Optional<Span> pick(List<Span> rows, Source source, Release release) {
    for (Span row : rows) {
      if (row.source == source && row.covers(release)) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  boolean covers(Release release) {
    int number = number(release);
    return product == release.product() && since <= number && number <= until;
  }

  Source source() {
    return source;
  }

  Release since() {
    return release(since);
  }

  /** Returns the last release; empty where it is still so in the newest. */
  Optional<Release> until() {
    return until == OPEN ? Optional.empty() : Optional.of(release(until));
  }

  String status() {
    return row.substring(rest, row.indexOf('\t', rest));
  }

  /** Returns the signs that say more of a directive, one letter each. */
  String flags() {
    int start = row.indexOf('\t', rest) + 1;
    return row.substring(start, row.indexOf('\t', start));
  }

  boolean has(char flag) {
    return flags().indexOf(flag) >= 0;
  }

  String value() {
    return unescape(row.substring(row.indexOf('\t', row.indexOf('\t', rest) + 1) + 1));
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
}
