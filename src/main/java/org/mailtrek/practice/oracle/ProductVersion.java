package org.mailtrek.practice.oracle;

import java.util.Arrays;

/** A version of the server, such as 7.0.5.31.0. */
record ProductVersion(String text) implements Comparable<ProductVersion> {

  static ProductVersion of(String text) {
    return new ProductVersion(text);
  }

  boolean atLeast(String other) {
    return compareTo(of(other)) >= 0;
  }

  /** Returns which format of the store it works with: that of 8.0.1 can't be read by those before. */
  int storeFormat() {
    return atLeast("8.0.1") ? 8 : 7;
  }

  @Override
  public int compareTo(ProductVersion other) {
    int[] mine = numbers(text);
    int[] theirs = numbers(other.text);
    for (int at = 0; at < Math.max(mine.length, theirs.length); at++) {
      int order = Integer.compare(at < mine.length ? mine[at] : 0, at < theirs.length ? theirs[at] : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
