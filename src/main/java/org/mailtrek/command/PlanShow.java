package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Plans;
import org.mailtrek.host.TrekException;

/** Shows a plan. */
final class PlanShow implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTake("ID", "the plan; the newest when left out", EngineOffers.plans())
        .flag("--full", "list every change; with --diff also comments that differ")
        .flag("--diff", "what goes behind -, what comes behind +, by directive and by DN")
        .flag("--stat", "only how much differs, a line for each file")
        .example("plan show", "the newest plan")
        .example("plan show 3 --full", "every change of plan 3")
        .example("plan show --diff", "the lines and values that it would exchange")
        .see("plan list", "apply", "plan export");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Plan plan = found(call.session().engine().plans(), call.word(0));
    if (call.has("--diff") || call.has("--stat")) {
      return RunShow.shown(call, PlanDifferences.of(call, plan)).field("plan", plan.id());
    }
    Result shown = PlanPage.of(plan, call.has("--full")).outcome(Outcome.DONE);
    return call.session().engine().journal().standing().used(plan) ? shown : shown.next("apply " + plan.id());
  }

  /** Returns a plan by its id, or the newest. */
  static Plan found(Plans plans, Optional<String> typed) throws TrekException {
    if (typed.isPresent()) {
      return plans.named(typed.get());
    }
    List<Plan> all = plans.list();
    if (all.isEmpty()) {
      throw TrekException.at("plan").kind(TrekException.Kind.USAGE).found("there is no plan yet").next("plan RUNBOOK");
    }
    return all.get(all.size() - 1);
  }
}
