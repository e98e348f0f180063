package org.mailtrek.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the words that were probably meant. */
public final class Near {

  private Near() {}

  /** Returns at most three of the choices that are close to the word, nearest first. */
  public static List<String> of(String word, Collection<String> choices) {
    String lower = word.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, lower.length() / 3);
    return choices.stream()
        .distinct()
        .filter(choice -> distance(lower, choice) <= limit || lower.length() >= 3 && choice.startsWith(lower))
        .sorted(Comparator.<String>comparingInt(choice -> distance(lower, choice)).thenComparing(Comparator.naturalOrder()))
        .limit(3)
        .toList();
  }

  /** Counts insertions, removals, replacements and swaps of neighbours. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + same, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
