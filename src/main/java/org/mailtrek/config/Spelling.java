package org.mailtrek.config;

import java.util.Arrays;

/** How far two names are apart. */
final class Spelling {

  private Spelling() {}

  /** Returns the count of letters to exchange, add or leave out; {@code limit} or more means further apart than of interest. */
  static int distance(String one, String other, int limit) {
    if (Math.abs(one.length() - other.length()) >= limit) {
      return limit;
    }
    int[] above = new int[other.length() + 1];
    Arrays.setAll(above, column -> column);
    for (int row = 1; row <= one.length(); row++) {
      int[] line = new int[above.length];
      line[0] = row;
      for (int column = 1; column < line.length; column++) {
        int exchange = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
        line[column] = Math.min(exchange, Math.min(above[column], line[column - 1]) + 1);
      }
      above = line;
    }
    return above[other.length()];
  }
}
