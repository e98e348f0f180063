package org.mailtrek.command;

import java.util.Locale;

/** How a command ended; each has an exit code, which a result may narrow. */
public enum Outcome {
  /** Done. */
  DONE(0),
  /** There was nothing to do. */
  NOTHING(0),
  /** Previewed, not done. */
  PLANNED(2),
  /** Findings, or a difference. */
  DIFFERENT(2),
  /** Failed or interrupted with part of the work done. */
  PARTLY(3),
  /** Failed; nothing was changed. */
  FAILED(1),
  /** Refused by a guard, by drift, or by the one who was asked. */
  REFUSED(5),
  /** Interrupted with nothing half-done. */
  INTERRUPTED(130);

  private final int exit;

  Outcome(int exit) {
    this.exit = exit;
  }

  /** Returns the exit code of a plain result. */
  public int exit() {
    return exit;
  }

  /** Returns the word that JSON and scripts see. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
