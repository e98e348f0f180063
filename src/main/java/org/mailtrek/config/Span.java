package org.mailtrek.config;

import java.util.Optional;

/**
 * A row of the catalogue: from which release to which a directive has one default and status, according to one kind of source. Most rows are only
 * asked whether they speak of a release, so the rest of a row is read when it is asked for.
 */
final class Span {

  private static final int DIGITS = 10;
  private static final int OPEN = Integer.MAX_VALUE;
  private static final int RELEASES = 4;
  private static final long UNREAD = -1;

  private final String text;
  private final int start;
  private final Source source;
  private final Release.Product product;
  /** Both ends, the first in the upper half; one field, as threads may share a catalogue. */
  private volatile long ends = UNREAD;

  /**
   * Keeps where a row begins.
   *
   * @param text what holds the row
   * @param start its first character, a tab
   */
  Span(String text, int start) {
    this.text = text;
    this.start = start;
    char letter = text.charAt(start + 1);
    this.source = letter == 'c' ? Source.CODE : letter == 'e' ? Source.EXAMPLE : Source.MANUAL;
    this.product = text.charAt(start + 2) == 'z' ? Release.Product.ZCP : Release.Product.KC;
  }

  /** Where a row was read. */
  enum Source {
    CODE,
    EXAMPLE,
    MANUAL
  }

  /** Returns the numbers of the first release and, in the lower half, of the last one; reads them when they are asked for first. */
  private long ends() {
    if (ends == UNREAD) {
      int first = text.indexOf('\t', start + RELEASES);
      int second = text.indexOf('\t', first + 1);
      long since = number(text, start + RELEASES, first);
      ends = since << Integer.SIZE | (second == first + 1 ? OPEN : number(text, first + 1, second));
    }
    return ends;
  }

  private int since() {
    return (int) (ends() >>> Integer.SIZE);
  }

  private int until() {
    return (int) ends();
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

  boolean covers(Release release) {
    if (product != release.product()) {
      return false;
    }
    int number = number(release);
    return since() <= number && number <= until();
  }

  Source source() {
    return source;
  }

  Release first() {
    return release(since());
  }

  /** Returns the last release; empty where it is still so in the newest. */
  Optional<Release> last() {
    return until() == OPEN ? Optional.empty() : Optional.of(release(until()));
  }

  /**
   * What a row says of a directive.
   *
   * @param status a letter, or {@code =} and the name that it stands for
   * @param flags the signs that say more, one letter each
   * @param value the default
   */
  record Said(String status, String flags, String value) {

    boolean has(char flag) {
      return !flags.isEmpty() && flags.indexOf(flag) >= 0;
    }
  }

  Said said() {
    int status = text.indexOf('\t', text.indexOf('\t', start + RELEASES) + 1) + 1;
    int flags = text.indexOf('\t', status) + 1;
    int value = text.indexOf('\t', flags) + 1;
    return new Said(text.substring(status, flags - 1), text.substring(flags, value - 1), unescape(text.substring(value, text.indexOf('\n', value))));
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
