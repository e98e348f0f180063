package org.mailtrek.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailtrek.host.TrekException;

/**
 * How a run ended.
 *
 * @param kind in one word
 * @param run number of the run; empty when none was begun
 * @param changes items changed (or taken back)
 * @param left what was left alone or still differs, one sentence each
 * @param failure why it stopped, when it did not come to its end
 */
public record Outcome(Kind kind, OptionalLong run, long changes, List<String> left, Optional<TrekException> failure) {

  /** The words of the JSON field {@code outcome}, in lower case. */
  public enum Kind {
    /** Everything done: exit 0. */
    DONE,
    /** There was nothing to do: exit 0. */
    NOTHING,
    /** Failed or interrupted with part of the work done; {@code resume} or {@code undo}: exit 3. */
    PARTLY,
    /** Failed with nothing changed: exit 1. */
    FAILED,
    /** Interrupted with nothing changed: exit 130. */
    INTERRUPTED,
    /** Verification found a difference, or something was left alone: exit 4. */
    DIFFERENT
  }

  /** Copies the list. */
  public Outcome {
    left = List.copyOf(left);
  }

  static Outcome nothing() {
    return new Outcome(Kind.NOTHING, OptionalLong.empty(), 0, List.of(), Optional.empty());
  }
}
