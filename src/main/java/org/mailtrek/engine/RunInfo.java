package org.mailtrek.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * What the journal says of a run.
 *
 * @param number counted in the estate, from 1
 * @param plan id of the plan
 * @param runbook name of the runbook
 * @param afterOpen whether it was the second act of its plan
 * @param begun when it began
 * @param state how it stands
 * @param step the step that was begun last; empty before the first
 * @param ended whether that step has come to its end
 * @param changes changes made and not taken back
 * @param left items left alone
 * @param firstLine sequence number of its first line
 */
public record RunInfo(
    long number,
    String plan,
    String runbook,
    boolean afterOpen,
    Instant begun,
    State state,
    Optional<String> step,
    boolean ended,
    long changes,
    long left,
    long firstLine) {

  /** How a run stands. */
  public enum State {
    /** Begun and not ended: {@code resume} or {@code undo}. */
    UNFINISHED,
    /** Came to its end. */
    DONE,
    /** Ended with nothing changed. */
    NOTHING_CHANGED,
    /** Being taken back; {@code resume} goes on with that. */
    UNDOING,
    /** Taken back. */
    UNDONE
  }

  /** Returns whether what it did still stands, in whole or in part. */
  public boolean stands() {
    return state == State.UNFINISHED || state == State.DONE || state == State.UNDOING;
  }

  /** Returns where it stands, behind a blank: at a step, or after one; empty before the first. */
  public String where() {
    return step.map(each -> (ended ? " after " : " at ") + each).orElse("");
  }

  /** Returns whether it waits for {@code resume} or {@code undo}. */
  public boolean waits() {
    return state == State.UNFINISHED || state == State.UNDOING;
  }
}
