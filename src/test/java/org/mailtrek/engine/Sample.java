package org.mailtrek.engine;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Chooses some of many points, others each time; all of them where system property {@code mailtrek.exhaustive} is true, as
 * {@code scripts/crash-matrix} sets it. {@code mailtrek.crash.seed} repeats a choice.
 */
final class Sample {

  private final boolean all = Boolean.getBoolean("mailtrek.exhaustive");
  private final Random random;

  Sample() {
    long seed = Long.getLong("mailtrek.crash.seed", System.nanoTime());
    System.out.println("crash seed " + seed);
    this.random = new Random(seed);
  }

  /** Returns at most so many of the points from 0 to below a count, in order. */
  int[] of(int count, int atMost) {
    if (all || count <= atMost) {
      return IntStream.range(0, count).toArray();
    }
    return random.ints(0, count).distinct().limit(atMost).sorted().toArray();
  }
}
