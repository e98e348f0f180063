package org.mailtrek.command;

import org.mailtrek.engine.Plan;
import org.mailtrek.host.TrekException;

/** Applies a plan. */
final class Apply implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("ID", "the plan", EngineOffers.unusedPlans())
        .option("--from", "STEP", "begin with this step", EngineOffers.steps())
        .option("--only", "STEP", "this step alone", EngineOffers.steps())
        .options("--override", "GUARD", "pass over a guard, by name", EngineOffers.guards())
        .option("--because", "TEXT", "why the guard is passed over; journal and report show it", Offers.words("'agreed with ...': your reason"))
        .option("--max-failed", "N", "on several hosts: how many may fail while the others go on (default: 0)", Offers.numbers(0, 1, 2))
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("apply 3", "shows plan 3, asks, and carries it out")
        .example("apply 3 --yes", "without asking, for scripts")
        .example("apply 3 --only move-attachments", "one step of it")
        .example("apply 3 --max-failed 1", "one host may fail while the others go on")
        .see("plan show", "resume", "undo", "open");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Plan plan = call.session().engine().plans().named(call.words().get(0));
    Result result = new Acting(call).apply(plan);
    return plan.twoActs() && result.outcome() == Outcome.DONE && !call.has("--plan") ? Open.awaited(result) : result;
  }
}
