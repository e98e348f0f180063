package org.mailtrek.shell;

import java.util.Locale;
import java.util.OptionalInt;

/** How well a candidate fits what was typed: an exact prefix first, then beginnings of words, then letters in order. */
final class Ranking {

  private Ranking() {}

  /** Returns the rank, 0 the best; empty when it does not fit at all. */
  static OptionalInt of(String typed, String candidate) {
    if (candidate.startsWith(typed)) {
      return OptionalInt.of(0);
    }
    String a = typed.toLowerCase(Locale.ROOT);
    String b = candidate.toLowerCase(Locale.ROOT);
    if (b.startsWith(a)) {
      return OptionalInt.of(1);
    }
    if (wordStarts(a, 0, b, 0)) {
      return OptionalInt.of(2);
    }
    if (b.contains(a)) {
      return OptionalInt.of(3);
    }
    return subsequence(a, b) ? OptionalInt.of(4) : OptionalInt.empty();
  }

  /** Whether the rest of {@code a} is made of beginnings of words of {@code b}, in order. */
  private static boolean wordStarts(String a, int i, String b, int j) {
    if (i == a.length()) {
      return true;
    }
    for (int start = j; start < b.length(); start++) {
      boolean begins = start == 0 || !Character.isLetterOrDigit(b.charAt(start - 1)) && Character.isLetterOrDigit(b.charAt(start));
      if (!begins) {
        continue;
      }
      int length = 0;
      while (i + length < a.length() && start + length < b.length() && a.charAt(i + length) == b.charAt(start + length)) {
        length++;
        if (wordStarts(a, i + length, b, start + length)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean subsequence(String a, String b) {
    int at = 0;
    for (int i = 0; i < a.length(); i++) {
      at = b.indexOf(a.charAt(i), at) + 1;
      if (at == 0) {
        return false;
      }
    }
    return true;
  }
}
