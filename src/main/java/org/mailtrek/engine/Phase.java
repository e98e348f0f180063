package org.mailtrek.engine;

import java.util.Locale;
import java.util.Optional;

/** What a line of the journal says. */
public enum Phase {
  /** A run begins; holds the plan. */
  RUN_BEGIN,
  /** A step begins. */
  STEP_BEGIN,
  /** A change is about to be made; durable before it is. */
  INTENT,
  /** The change of an intent was made and is durable. */
  DONE,
  /** The change of an intent failed and left nothing; or a step stopped, with what was left. */
  FAILED,
  /** A step's changes are all made. */
  STEP_DONE,
  /** A step was verified. */
  VERIFIED,
  /** A run came to its end; holds the count of lines. */
  RUN_DONE,
  /** A run is being taken back. */
  UNDO_BEGIN,
  /** The change of an intent was taken back. */
  UNDONE,
  /** A run was taken back. */
  UNDO_DONE,
  /** Something else worth keeping: a guard passed over, a decision, a snapshot. */
  NOTE;

  /** Returns the word in the journal, such as {@code run-begin}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Phase> of(String word) {
    for (Phase each : values()) {
      if (each.word().equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
