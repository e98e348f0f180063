package org.mailtrek.engine;

import java.util.List;
import org.mailtrek.host.TrekException;

/** The refusals of the engine, worded once. */
final class Refusals {

  private Refusals() {}

  static TrekException unfinished(RunInfo run) {
    String what =
        run.state() == RunInfo.State.UNDOING
            ? "is being taken back"
            : "is unfinished" + run.step().map(step -> ", at step " + step).orElse("");
    return TrekException.at("run " + run.number()).kind(TrekException.Kind.REFUSED).found(what).next("resume, or undo");
  }

  static TrekException drift(Plan plan, List<String> differences) {
    return TrekException.at("plan " + plan.id())
        .kind(TrekException.Kind.REFUSED)
        .found("the world is not as it was planned on:\n  " + String.join("\n  ", differences))
        .next("look at these, then plan " + plan.runbook() + " again");
  }

  static TrekException used(Plan plan, RunInfo by) {
    return TrekException.at("plan " + plan.id())
        .kind(TrekException.Kind.REFUSED)
        .found("was applied already, by run " + by.number())
        .next("plan " + plan.runbook() + " again");
  }

  static TrekException confirm(String why, String name) {
    return TrekException.at("confirmation").kind(TrekException.Kind.USAGE).found(why).next("--confirm=" + name);
  }

  static TrekException noRun(String typed) {
    return TrekException.at("run " + typed).kind(TrekException.Kind.USAGE).found("there is no such run").next("run list");
  }
}
