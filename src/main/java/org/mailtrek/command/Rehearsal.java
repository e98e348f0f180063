package org.mailtrek.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.mailtrek.command.PlanComparison.Difference;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Limits;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.ProgressLike;
import org.mailtrek.engine.Runner;
import org.mailtrek.engine.Terms;
import org.mailtrek.host.TrekException;

/** Runs a plan of one estate on a copy of it, both acts, and gathers what came out otherwise than the plan says. */
final class Rehearsal {

  private static final Map<String, String> REPLACED = Map.of("directory", "online", "packages", "repo");

  private final Plan plan;
  private final Map<String, String> overrides;
  private final Engine copy;
  private final LastStep progress;
  private final Interruption interruption;
  private final List<Difference> differences = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long changes;

  Rehearsal(Plan plan, Map<String, String> overrides, Engine copy, Progress progress, Interruption interruption) {
    this.plan = plan;
    this.overrides = overrides;
    this.copy = copy;
    this.progress = new LastStep(progress);
    this.interruption = interruption;
  }

  /** Returns what came out otherwise: steps that failed, guards that stopped, changes that the plan does not have. */
  List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** Returns what can't be rehearsed, and what is only known now. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Returns how many objects were changed on the copy. */
  long changes() {
    return changes;
  }

  /** Plans and runs it there. */
  void run() {
    try {
      Plan again = copy.planner(progress).plan(copy.runbooks().named(plan.runbook()), options());
      PlanComparison comparison = new PlanComparison(plan, again);
      differences.addAll(comparison.differences());
      notes.addAll(comparison.notes());
      Terms terms = new Terms(Optional.empty(), Optional.empty(), overrides, Optional.of(again.estate()), Limits.NONE, 0);
      Runner runner = copy.runner(progress, interruption);
      if (!again.nothingToDo() && well(runner.apply(again, terms)) && again.twoActs()) {
        well(runner.open(terms));
      }
    } catch (TrekException e) {
      stopped(e);
    }
  }

  private Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>(plan.options());
    REPLACED.forEach((name, value) -> {
      if (options.containsKey(name) && !options.get(name).equals(value)) {
        notes.add("--" + name + " " + options.get(name) + " can't be rehearsed: here it was --" + name + " " + value);
        options.put(name, value);
      }
    });
    return options;
  }

  private boolean well(Outcome outcome) {
    changes += outcome.changes();
    outcome.left().forEach(each -> differences.add(new Difference(progress.step(), "as planned", each)));
    outcome.failure().ifPresent(this::stopped);
    return outcome.kind() == Outcome.Kind.DONE;
  }

  private void stopped(TrekException failure) {
    differences.add(new Difference(progress.step(), "goes on", "stopped: " + failure.where() + ": " + failure.what() + "; next: " + failure.next()));
  }

  /** Knows which step came last, on whichever host. */
  private record LastStep(Progress shown, AtomicReference<String> last) implements ProgressLike {

    LastStep(Progress shown) {
      this(shown, new AtomicReference<>("plan"));
    }

    String step() {
      return last.get();
    }

    @Override
    public void phase(int number, int of, String id, String title) {
      last.set(id);
      shown.phase(number, of, id, title);
    }

    @Override
    public Progress on(String host) {
      return new LastStep(shown.on(host), last);
    }
  }
}
