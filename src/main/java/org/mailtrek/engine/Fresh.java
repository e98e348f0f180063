package org.mailtrek.engine;

import java.lang.ref.SoftReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the preview of a bulk step found on the world as it is, a moment ago: such a preview may read a whole directory, and a command that plans,
 * looks again and applies would read it three times. It is good for a few seconds, as long as nothing that stands before the step has changed
 * anything, and only for the plan that it was found for. What comes in meanwhile is what comes in while a step works: its changes refuse it, or
 * its verification finds it.
 */
final class Fresh {

  private static final Duration GOOD_FOR = Duration.ofSeconds(10);

  private final Clock clock;
  private Optional<Found> last = Optional.empty();

  /** Keeps what was found, so long as memory is not needed for more. */
  private record Found(Instant plan, String step, Instant ended, SoftReference<Finding> finding) {}

  Fresh(Clock clock) {
    this.clock = clock;
  }

  /** Keeps what a preview found, if all of it is in memory. */
  synchronized void keep(Instant plan, String step, Finding finding) {
    if (finding.complete()) {
      last = Optional.of(new Found(plan, step, clock.instant(), new SoftReference<>(finding)));
    }
  }

  /** Returns what was found; empty when it is not good any more. */
  synchronized Optional<Finding> of(Instant plan, String step) {
    Instant now = clock.instant();
    return last
        .filter(each -> each.plan().equals(plan) && each.step().equals(step))
        .filter(each -> !now.isBefore(each.ended()) && now.isBefore(each.ended().plus(GOOD_FOR)))
        .flatMap(each -> Optional.ofNullable(each.finding().get()));
  }

  /** Forgets it: somebody writes. */
  synchronized void forget() {
    last = Optional.empty();
  }
}
