package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Limits;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Runner;
import org.mailtrek.engine.Terms;
import org.mailtrek.engine.UndoPreview;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.MacroRun;

/** What changing commands share: preview, ask, act, and say what was done. */
final class Acting {

  /** Something that the runner does. */
  @FunctionalInterface
  interface Act {

    /** Does it. */
    org.mailtrek.engine.Outcome by(Runner runner) throws TrekException;
  }

  private final Call call;
  private List<MacroRun.Stop> stops = List.of();

  Acting(Call call) {
    this.call = call;
  }

  /** Returns this with what ends a run early, looked at before each of its steps. */
  Acting stopping(List<MacroRun.Stop> newStops) {
    this.stops = newStops;
    return this;
  }

  /** Previews a runbook, and applies it when that is agreed to: a single changing command. */
  Result runbook(String name, Map<String, String> options) throws TrekException {
    return runbook(call.session().engine().runbooks().named(name), options);
  }

  /** Previews a runbook that the engine knows by its name, and applies it when that is agreed to. */
  Result runbook(Runbook runbook, Map<String, String> options) throws TrekException {
    RunProgress progress = new RunProgress(call.talk());
    var engine = call.session().engine();
    if (call.has("--plan")) {
      return shown(engine.planner(progress).preview(runbook, options));
    }
    Plan plan = engine.planner(progress).plan(runbook, options);
    return plan.nothingToDo() ? PlanPage.of(plan, false) : apply(plan);
  }

  /** Asks about a plan and applies it. */
  Result apply(Plan plan) throws TrekException {
    if (call.has("--plan")) {
      return shown(plan);
    }
    if (!call.talk().quiet() || !call.has("--yes")) {
      call.talk().show(new Block.Raw(String.join("\n", PlanPage.lines(plan, false))));
    }
    Terms terms = agreed(plan.effect() == Effect.IRREVERSIBLE, "apply this plan?", plan.estate());
    return act(runner -> runner.apply(plan, terms), plan.onlyKeeps() ? "" : "undo").field("plan", plan.id());
  }

  private Result shown(Plan plan) throws TrekException {
    Result shown = PlanPage.of(plan, call.has("--full"));
    if (call.has("--diff") && !plan.nothingToDo()) {
      shown = shown.raw(String.join("\n", PlanDifferences.lines(call, plan)));
    }
    return plan.nothingToDo() ? shown : shown.outcome(Outcome.PLANNED);
  }

  /** Shows what an undo would do, asks, and does it. */
  Result undo(UndoPreview preview, String title, boolean forUndo, UndoAct act) throws TrekException {
    Result shown = undoResult(preview, title);
    if (call.has("--plan") || preview.runs().isEmpty()) {
      return preview.runs().isEmpty() ? shown.outcome(Outcome.NOTHING) : shown.outcome(Outcome.PLANNED);
    }
    if (!call.talk().quiet() || !call.has("--yes")) {
      shown.blocks().forEach(call.talk()::show);
    }
    Terms terms = agreed(preview.opened(), "take this back?", call.session().estate().name());
    return RunResult.takenBack(perform(runner -> act.by(runner, terms)), forUndo ? "status" : "");
  }

  /** Takes something back. */
  @FunctionalInterface
  interface UndoAct {

    /** Does it. */
    org.mailtrek.engine.Outcome by(Runner runner, Terms terms) throws TrekException;
  }

  private static Result undoResult(UndoPreview preview, String title) {
    Result result = Result.done().changes(preview.changes()).field("runs", preview.runs()).field("items", preview.items()).field("left", preview.left());
    result = result.line(title + ": " + Numbers.of(preview.changes(), "change") + " of " + (preview.runs().isEmpty() ? "no run" : "run " + join(preview.runs())) + ", about " + preview.duration().toSeconds() + " s");
    for (String item : preview.items().stream().limit(20).toList()) {
      result = result.line("  - " + item);
    }
    if (preview.items().size() > 20) {
      result = result.line("  ... and " + (preview.changes() - 20) + " more");
    }
    for (String left : Alike.lines(preview.left())) {
      result = result.line("  ! stays as it is: " + left);
    }
    return result;
  }

  private static String join(List<Long> runs) {
    return String.join(", ", runs.stream().map(String::valueOf).toList());
  }

  /** Returns the terms of the options, after asking where nobody has said yes. */
  Terms agreed(boolean named, String question, String estate) throws TrekException {
    Optional<String> confirm = call.option("--confirm");
    if (named && confirm.isEmpty()) {
      if (!call.talk().asks()) {
        throw missing("this can't be taken back", "--confirm=" + estate);
      }
      confirm = call.talk().ask("this can't be taken back: type the estate's name (" + estate + ") to go on:").map(String::strip);
      if (!confirm.orElse("").equals(estate)) {
        throw refused();
      }
    } else if (!named && !call.has("--yes")) {
      if (!call.talk().asks()) {
        throw missing("nobody can be asked: " + question, "add --yes, or --plan to look only");
      }
      if (!call.talk().yes(question)) {
        throw refused();
      }
    }
    return terms(confirm);
  }

  private Terms terms(Optional<String> confirm) throws TrekException {
    Limits limits = new Limits(limit("--max-changes"), limit("--max-deletes"));
    Map<String, String> overrides = overrides();
    long failed = call.number("--max-failed").orElse(0L);
    if (failed > Integer.MAX_VALUE) {
      throw TrekException.at("--max-failed").kind(TrekException.Kind.USAGE).found(failed + " are too many").next("--max-failed 1");
    }
    return new Terms(call.option("--from"), call.option("--only"), overrides, confirm, limits, (int) failed);
  }

  /** Returns the guards that are to be passed over, each with the reason that was given. */
  Map<String, String> overrides() throws TrekException {
    Map<String, String> overrides = new LinkedHashMap<>();
    for (String guard : call.all("--override")) {
      overrides.put(guard, call.option("--because").orElseThrow(() -> missing("--override needs a reason", "--because TEXT")));
    }
    return overrides;
  }

  private OptionalLong limit(String option) throws TrekException {
    return call.number(option).map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  private TrekException missing(String what, String next) {
    return TrekException.at(call.name()).kind(TrekException.Kind.USAGE).found(what).next(next);
  }

  private TrekException refused() {
    return TrekException.at(call.name()).kind(TrekException.Kind.REFUSED).found("not agreed to").next(call.name() + " again, or with --plan to look only");
  }

  /** Lets the runner work, and says what was done. */
  Result act(Act act, String back) throws TrekException {
    return RunResult.of(perform(act), back);
  }

  /** Lets the runner work; an interrupt then finishes the step at hand. */
  org.mailtrek.engine.Outcome perform(Act act) throws TrekException {
    Interruption interruption = new Interruption();
    call.talk().writing(Optional.of(interruption::request));
    try (WatchedStart watched = WatchedStart.of(new RunProgress(call.talk()), call.session())) {
      Progress progress = stops.isEmpty() ? watched : new Stopping(watched, stops, interruption);
      return act.by(call.session().engine().runner(progress, interruption));
    } finally {
      call.talk().writing(Optional.empty());
    }
  }
}
