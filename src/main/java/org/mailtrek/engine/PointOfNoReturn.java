package org.mailtrek.engine;

import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Seen;
import org.mailtrek.engine.change.Side;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Where a run that is walked backwards can't be taken back any further. What can't be taken back is not, once it was done: not even where part of it is no
 * longer seen, such as a server that somebody has stopped since. What was done before it stays as well: it builds on that. One that was cut off in the middle
 * goes back, or on; where nothing takes part of it back, it stays as it is.
 */
final class PointOfNoReturn {

  private final View view;
  private boolean passed;

  PointOfNoReturn(View view) {
    this.view = view;
  }

  /** Returns whether a change stays; to be asked for each change of the run, the last one first, those too that were taken back already. */
  boolean keeps(Change change, Intents.Standing standing, Side side) throws TrekException {
    if (!passed && change.irreversible().isPresent()) {
      Seen seen = change.look(view, side);
      passed = seen == Seen.AFTER || seen == Seen.BETWEEN && (standing != Intents.Standing.OPEN || change.staysHalfDone());
    }
    return passed;
  }

  /** Returns the sentence on a change that stays. */
  static String words(Change change) {
    return change.describe() + ": " + change.irreversible().orElse("stays, since what can't be taken back builds on it");
  }
}
