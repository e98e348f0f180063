package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.JournalView;
import org.mailtrek.engine.Line;
import org.mailtrek.engine.Phase;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.host.TrekException;

/** Shows one run with its changes. */
final class RunShow implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTake("RUN", "the run; the last one when left out", EngineOffers.runs())
        .example("run show", "the last run")
        .example("run show 3 | grep server.cfg", "what run 3 did to a file")
        .see("run list", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    JournalView journal = call.session().engine().journal();
    RunInfo run = found(journal, call.word(0));
    Result result =
        Result.done()
            .fact("run", "run", run.number())
            .fact("state", "state", RunList.state(run))
            .fact("runbook", "runbook", run.runbook())
            .fact("plan", "plan", run.plan())
            .fact("begun", "begun", run.begun())
            .changes(run.changes());
    List<Line> lines = new ArrayList<>();
    journal.lines(line -> {
      if (line.run() == run.number() && line.phase() == Phase.INTENT) {
        lines.add(line);
      }
    });
    Rows rows = Rows.of("items").id("Line").text("Step").text("Change");
    for (Line line : lines) {
      rows.row(line.sequence(), line.step(), journal.describe(line));
    }
    result = result.table(rows);
    return run.waits() ? result.next("resume").next("undo") : run.stands() ? result.next("undo " + run.number()) : result;
  }

  private static RunInfo found(JournalView journal, Optional<String> typed) throws TrekException {
    if (typed.isPresent()) {
      return journal.run(Numbers.run(typed.get()));
    }
    List<RunInfo> runs = journal.runs();
    if (runs.isEmpty()) {
      throw TrekException.at("run show").kind(TrekException.Kind.USAGE).found("there is no run yet").next("plan list");
    }
    return runs.get(runs.size() - 1);
  }
}
