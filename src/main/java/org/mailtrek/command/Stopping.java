package org.mailtrek.command;

import java.util.List;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.ProgressLike;
import org.mailtrek.macro.MacroRun;

/** Looks before each step whether a run is to end early: the step is not begun then, and the run ends as after Ctrl-C. */
record Stopping(Progress shown, List<MacroRun.Stop> stops, Interruption interruption) implements ProgressLike {

  @Override
  public void phase(int number, int of, String id, String title) {
    for (MacroRun.Stop each : stops) {
      if (!interruption.requested() && holds(each)) {
        interruption.request();
      }
    }
    ProgressLike.super.phase(number, of, id, title);
  }

  private boolean holds(MacroRun.Stop stop) {
    try {
      boolean holds = stop.holds().getAsBoolean();
      if (holds) {
        shown.say("stopping before the next step: " + stop.why());
      }
      return holds;
    } catch (RuntimeException e) {
      // what can't be looked at ends the run too: nobody is there at night to judge it
      shown.say("stopping before the next step: it can't be told whether " + stop.why() + ": " + e.getMessage());
      return true;
    }
  }
}
