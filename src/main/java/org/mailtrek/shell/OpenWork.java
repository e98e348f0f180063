package org.mailtrek.shell;

import org.mailtrek.engine.RunInfo;

/**
 * What is open on an estate.
 *
 * @param words for the prompt, such as {@code run 7 unfinished!}
 * @param advice what to type, for the greeting; may be empty
 */
record OpenWork(String words, String advice) {

  static final OpenWork UNREADABLE = new OpenWork("journal can't be read!", "type 'journal verify' to see where");

  /** Returns a run that waits for somebody. */
  static OpenWork of(RunInfo run) {
    String at = run.step().map(step -> " at " + step).orElse("");
    return run.state() == RunInfo.State.UNDOING
        ? new OpenWork("run " + run.number() + " half taken back!", "type 'undo' or 'resume' to go on taking it back")
        : new OpenWork("run " + run.number() + " unfinished" + at + "!", "type 'resume' to finish it, or 'undo' to take it back");
  }
}
