package org.mailtrek.command;

import java.util.Optional;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.host.TrekException;

/** Goes on with the unfinished run. */
final class Resume implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .example("resume", "finish the run that was interrupted, in the direction it was going")
        .example("resume --yes", "without asking, for scripts")
        .see("undo", "status", "journal accept");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Optional<RunInfo> unfinished = call.session().engine().journal().unfinished();
    if (unfinished.isEmpty()) {
      return Result.nothing("no run is unfinished");
    }
    RunInfo run = unfinished.get();
    String what = "run " + run.number() + " of " + run.runbook() + " is " + RunList.state(run) + ", " + Numbers.of(run.changes(), "change") + " made";
    if (call.has("--plan")) {
      return Result.of(Outcome.PLANNED).line(what).field("run", run.number());
    }
    call.talk().say(what);
    new Acting(call).agreed(false, run.state() == RunInfo.State.UNDOING ? "go on taking it back?" : "go on with it?", call.session().estate().name());
    org.mailtrek.engine.Outcome outcome = new Acting(call).perform(runner -> runner.resume());
    if (run.state() == RunInfo.State.UNDOING) {
      return RunResult.takenBack(outcome, "");
    }
    Result result = RunResult.of(outcome, "undo");
    var engine = call.session().engine();
    boolean awaits = result.outcome() == Outcome.DONE && engine.journal().standing().waiting(engine.plans().list()).filter(plan -> plan.id().equals(run.plan())).isPresent();
    return awaits ? Open.awaited(result) : result;
  }
}
