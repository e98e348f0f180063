package org.mailtrek.command;

import java.util.Locale;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.host.TrekException;

/** Lists the runs. */
final class RunList implements Command {

  @Override
  public Shape shape() {
    return Shape.reads().example("run list", "all runs, oldest first").example("run list --json", "for a program").see("run show", "undo", "journal show");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Rows rows = Rows.of("runs").id("Run").text("State").text("Runbook").id("Plan").number("Changes").number("Left").text("Begun");
    for (RunInfo run : call.session().engine().journal().runs()) {
      rows.row(run.number(), state(run), run.runbook(), run.plan(), run.changes(), run.left(), run.begun());
    }
    return Result.done().table(rows);
  }

  /** Returns the state of a run in words. */
  static String state(RunInfo run) {
    return run.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + (run.state() == RunInfo.State.UNFINISHED ? run.where() : "");
  }
}
