package org.mailtrek.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.JournalView;
import org.mailtrek.engine.Line;
import org.mailtrek.engine.Phase;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.MailboxMoves;
import org.mailtrek.host.TrekException;

/** Shows one run with its changes. */
final class RunShow implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTake("RUN", "the run; the last one when left out", EngineOffers.runs())
        .flag("--diff", "what went behind -, what came behind +, by directive and by DN")
        .flag("--stat", "only how much differs, a line for each file")
        .flag("--full", "with --diff also comments that differ")
        .example("run show", "the last run")
        .example("run show --diff", "the lines and values that it has exchanged, as far as they were not taken back")
        .example("run show 3 | grep server.cfg", "what run 3 did to a file")
        .see("run list", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    JournalView journal = call.session().engine().journal();
    RunInfo run = found(journal, call.word(0));
    if (call.has("--diff") || call.has("--stat")) {
      return shown(call, differences(journal, run.number(), Long.MAX_VALUE)).field("run", run.number());
    }
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
    Set<Long> moves = new HashSet<>();
    for (Line line : lines) {
      Change change = journal.change(line);
      rows.row(line.sequence(), line.step(), change.describe());
      if (change instanceof MailboxMoves) {
        moves.add(line.sequence());
      }
    }
    result = result.table(rows);
    result = moves.isEmpty() ? result : mailboxes(call, journal, run.number(), moves, result);
    return run.waits() ? result.next("resume").next("undo") : run.stands() ? result.next("undo " + run.number()) : result;
  }

  /** Adds how far each mailbox is that the run moves, in the groups that were begun; the rest is told also when the directory can't be asked. */
  private static Result mailboxes(Call call, JournalView journal, long run, Set<Long> moves, Result result) throws TrekException {
    Rows rows = Rows.of("mailboxes").text("Mailbox").text("State").text("Where").text("Compared");
    List<String> unknown = new ArrayList<>();
    journal.begun(run, moves, begun -> {
      try {
        ((MailboxMoves) begun.change()).states(call.session().estate().view(), begun.side().noted()).forEach(each -> rows.row(each.uid(), each.state(), each.where(), each.compared()));
      } catch (TrekException e) {
        unknown.add("! how far the mailboxes of " + begun.step() + " are is not known: " + e.where() + " " + e.what());
      }
    });
    return (rows.count() > 0 ? result.table(rows) : result).lines(unknown);
  }

  /** Returns what a run has made different, as far as it was not taken back. */
  static Differences differences(JournalView journal, long run, long most) throws TrekException {
    Differences differences = new Differences(most);
    journal.made(run, made -> differences.take(made.change(), file -> file.was(made.side())));
    return differences;
  }

  /** Returns differences as the options of a call want them. */
  static Result shown(Call call, Differences differences) {
    Result result = Result.done().field("differences", UnifiedText.json(differences)).field("others", differences.others());
    if (call.has("--stat")) {
      return result.table(UnifiedText.stat(differences));
    }
    List<String> lines = UnifiedText.lines(differences, call.has("--full"));
    return lines.isEmpty() ? result.line("no differences") : result.raw(String.join("\n", lines));
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
