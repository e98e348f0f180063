package org.mailtrek.oracle;

import java.util.Arrays;

/**
 * A version of the server, such as {@code 7.0.5.31.0}; a number that is not written counts as zero.
 *
 * @param text as it was written
 */
public record ServerVersion(String text) implements Comparable<ServerVersion> {

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when it is not numbers with dots between
   */
  public ServerVersion {
    if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,6})*")) {
      throw new IllegalArgumentException("no version such as 7.0.5.31.0: " + text);
    }
  }

  /** Returns whether it is this version or a later one. */
  public boolean atLeast(String other) {
    return compareTo(new ServerVersion(other)) >= 0;
  }

  @Override
  public int compareTo(ServerVersion other) {
    int[] mine = numbers();
    int[] theirs = other.numbers();
    for (int at = 0; at < Math.max(mine.length, theirs.length); at++) {
      int order = Integer.compare(at < mine.length ? mine[at] : 0, at < theirs.length ? theirs[at] : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int[] numbers() {
    return Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }

  @Override
  public String toString() {
    return text;
  }
}
