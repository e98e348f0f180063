package org.mailtrek.command;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** What a plan would make different, line by line and value by value; only reads. */
final class PlanDifferences {

  private PlanDifferences() {}

  /**
   * Returns the differences; bulk steps are listed too where that can be had, else it is said that they are not.
   *
   * @throws TrekException when the estate can't be read
   */
  static Differences of(Call call, Plan plan) throws TrekException {
    View view = call.session().estate().view();
    Differences differences = new Differences(Long.MAX_VALUE);
    for (PlannedStep step : listed(call, plan, differences).steps()) {
      if (step.bulk() && !step.nothingToDo() && step.changes().isEmpty()) {
        differences.say(step.id() + ": " + Numbers.of(step.count().items(), "object") + ", agreed on as a whole");
      }
      for (Change each : step.changes()) {
        differences.take(each, file -> there(view, file));
      }
    }
    return differences;
  }

  /** Returns the lines. */
  static List<String> lines(Call call, Plan plan) throws TrekException {
    return UnifiedText.lines(of(call, plan), call.has("--full"));
  }

  private static Plan listed(Call call, Plan plan, Differences differences) throws TrekException {
    boolean bulk = plan.steps().stream().anyMatch(step -> step.bulk() && !step.nothingToDo());
    Engine engine = call.session().engine();
    try {
      return bulk && !engine.journal().standing().used(plan) ? engine.laidOut(plan, new RunProgress(call.talk())) : plan;
    } catch (TrekException e) {
      if (e.kind() != TrekException.Kind.REFUSED) {
        throw e;
      }
      differences.say("what is agreed on as a whole is not listed: " + e.getMessage());
      return plan;
    }
  }

  /** Opens a file that a plan would change, if it still has the length that the plan was made from. */
  private static Optional<InputStream> there(View view, FileContent file) throws TrekException {
    HostView host = view.host(file.host());
    Optional<FileState> state = host.stat(file.path());
    return state.filter(found -> found.kind() == FileState.Kind.FILE && found.size() == file.before().orElseThrow().size()).isPresent() ? Optional.of(host.read(file.path())) : Optional.empty();
  }
}
