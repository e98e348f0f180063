package org.mailtrek.engine;

import java.util.List;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;

/** The refusals of the engine, worded once. */
final class Refusals {

  private Refusals() {}

  static TrekException unfinished(RunInfo run) {
    String what =
        run.state() == RunInfo.State.UNDOING
            ? "is being taken back"
            : "is unfinished" + run.where();
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

  static TrekException irreversible(List<PlannedStep> steps, String name) {
    List<Change> changes = steps.stream().flatMap(each -> each.irreversible().stream()).toList();
    String which = changes.isEmpty() ? "what step " + steps.get(0).id() + " does can't be taken back" : changes.size() + " changes can't be taken back, the first: " + changes.get(0).describe();
    return confirm(which, name);
  }

  static TrekException confirm(String why, String name) {
    return TrekException.at("confirmation").kind(TrekException.Kind.USAGE).found(why).next("--confirm=" + name);
  }

  static TrekException noRun(String typed) {
    return TrekException.at("run " + typed).kind(TrekException.Kind.USAGE).found("there is no such run").next("run list");
  }
}
