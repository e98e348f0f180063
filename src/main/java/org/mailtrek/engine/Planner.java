package org.mailtrek.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Makes plans: previews a runbook's steps, each on the world as the steps before it will leave it. Only reads the estate. */
public final class Planner {

  private final Estate estate;
  private final Plans plans;
  private final Progress progress;
  private final Clock clock;
  private final Fresh fresh;

  Planner(Estate estate, Plans plans, Progress progress, Clock clock, Fresh fresh) {
    this.estate = estate;
    this.plans = plans;
    this.progress = progress;
    this.clock = clock;
    this.fresh = fresh;
  }

  /**
   * Previews a runbook and keeps the plan.
   *
   * @param given the options that were typed
   * @throws TrekException when an option is wrong, or a step can't be done on this estate; then there is no plan
   */
  public Plan plan(Runbook runbook, Map<String, String> given) throws TrekException {
    Plan made = preview(runbook, given);
    plans.keep(made);
    return made;
  }

  /** Previews a runbook without keeping the plan: for {@code --plan}. Contents that it refers to are kept all the same. */
  public Plan preview(Runbook runbook, Map<String, String> given) throws TrekException {
    Map<String, String> options = Runbooks.complete(runbook, given);
    estate.remember();
    try {
      return previewed(runbook, options);
    } finally {
      estate.forget();
    }
  }

  private Plan previewed(Runbook runbook, Map<String, String> options) throws TrekException {
    View view = estate.view();
    List<Step> steps = runbook.steps(view, options);
    checkIds(steps);
    Instant created = clock.instant();
    List<PlannedStep> planned = new ArrayList<>();
    boolean untouched = true;
    for (Step each : steps) {
      progress.phase(planned.size() + 1, steps.size(), each.id(), each.title());
      Finding finding = new Finding(view, plans.contents(), created, progress);
      if (each.knownAfter().isEmpty()) {
        each.preview(view, new Bounded(each, finding));
      }
      planned.add(planned(each, finding));
      if (untouched && each.bulk()) {
        fresh.keep(created, each.id(), finding);
      }
      untouched &= planned.get(planned.size() - 1).nothingToDo();
      view = finding.after();
    }
    return new Plan(plans.nextNumber(), created, estate.name(), runbook.name(), options, planned);
  }

  private static PlannedStep planned(Step step, Finding finding) {
    if (!step.bulk() && !finding.complete()) {
      throw new IllegalStateException("step " + step.id() + " has " + finding.count().changes() + " changes: it must be a bulk step");
    }
    return new PlannedStep(
        step.id(), step.title(), step.afterOpen(), step.bulk(), step.keeps(), step.lane(), step.knownAfter(), step.procedures(), finding.notes(),
        step.bulk() ? List.of() : finding.changes(), finding.count(), effect(step, finding));
  }

  private static Effect effect(Step step, Finding finding) {
    return step.knownAfter().isPresent() ? step.effect() : finding.effect().worst(step.keeps() ? Effect.KEEPS : Effect.READS);
  }

  private static void checkIds(List<Step> steps) {
    Set<String> ids = new HashSet<>();
    boolean opened = false;
    for (Step each : steps) {
      if (!ids.add(each.id())) {
        throw new IllegalArgumentException("two steps with the id " + each.id());
      }
      if (opened && !each.afterOpen()) {
        throw new IllegalArgumentException("step " + each.id() + " of the first act stands behind one of the second");
      }
      opened = each.afterOpen();
    }
  }
}
