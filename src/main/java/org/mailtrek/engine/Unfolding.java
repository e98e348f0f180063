package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Lists everything that a plan will do, what its bulk steps agree on as a whole included, for those who carry it out by other means. Only reads. Looks
 * again whether the plan still holds, and asks the guards where that is wanted.
 */
final class Unfolding {

  private final Guards asking = new Guards();
  private final Engine engine;
  private final Progress progress;
  private final boolean guarded;

  /**
   * Makes one.
   *
   * @param guarded whether the guards are asked; for somebody who only looks they need not be
   */
  Unfolding(Engine engine, Progress progress, boolean guarded) {
    this.engine = engine;
    this.progress = progress;
    this.guarded = guarded;
  }

  /**
   * Returns the plan with the changes of all its steps.
   *
   * @throws TrekException of kind {@code REFUSED} when it has drifted, a guard refuses, or a step is known only after another was applied
   */
  Plan of(Plan plan) throws TrekException {
    View view = engine.estate().view();
    Runbook runbook = engine.runbooks().named(plan.runbook());
    Map<String, Step> steps = new LinkedHashMap<>();
    runbook.steps(view, plan.options()).forEach(step -> steps.put(step.id(), step));
    guards(runbook.guards(), view);
    List<PlannedStep> full = new ArrayList<>();
    for (PlannedStep each : plan.steps()) {
      Step step = steps.get(each.id());
      if (step == null) {
        throw drifted(plan, "the step " + each.id() + " is none of the runbook's any more");
      }
      if (each.knownAfter().isPresent()) {
        throw TrekException.at("plan " + plan.id() + ": " + each.id()).kind(TrekException.Kind.REFUSED).found("is known only after " + each.knownAfter().get() + " was applied")
            .next("apply " + plan.id() + " --only " + each.knownAfter().get() + ", then plan " + plan.runbook() + " again");
      }
      if (each.keeps() || !each.nothingToDo()) {
        guards(step.guards(), view);
      }
      PlannedStep listed = listed(plan, each, step, view);
      for (Change change : listed.changes()) {
        view = change.over(view);
      }
      full.add(listed);
    }
    return new Plan(plan.number(), plan.created(), plan.estate(), plan.runbook(), plan.options(), full);
  }

  private void guards(List<Guard> guards, View view) throws TrekException {
    for (Guard each : guarded ? guards : List.<Guard>of()) {
      asking.check(each, view, Map.of(), progress);
    }
  }

  private PlannedStep listed(Plan plan, PlannedStep planned, Step step, View view) throws TrekException {
    if (!planned.bulk() && planned.afterOpen()) {
      return planned; // previewed on the world behind the first act, which the overlays show as far as anybody can know
    }
    Finding now = new Finding(view, engine.plans().contents(), plan.created(), progress);
    step.preview(view, now);
    boolean same = planned.bulk() ? now.count().equals(planned.count()) : forms(now.changes()).equals(forms(planned.changes()));
    if (!same) {
      throw drifted(plan, planned.id() + " would do something else now");
    }
    if (!now.complete()) {
      throw TrekException.at("plan " + plan.id() + ": " + planned.id()).kind(TrekException.Kind.REFUSED)
          .found("has " + now.count().items() + " objects, more than are listed one by one (" + Finding.LAID_OVER_AT_MOST + ")").next("apply " + plan.id());
    }
    return new PlannedStep(planned.id(), planned.title(), planned.afterOpen(), planned.bulk(), planned.keeps(), planned.lane(), planned.knownAfter(), planned.procedures(), planned.notes(), now.changes(), planned.count(), planned.effect());
  }

  private static Set<String> forms(List<Change> changes) {
    Set<String> forms = new HashSet<>();
    changes.forEach(each -> forms.add(each.toJson().toSingleLineString()));
    return forms;
  }

  private static TrekException drifted(Plan plan, String what) {
    return TrekException.at("plan " + plan.id()).kind(TrekException.Kind.REFUSED).found(what + ": the estate has changed since it was made").next("plan " + plan.runbook());
  }
}
