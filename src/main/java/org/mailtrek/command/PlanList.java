package org.mailtrek.command;

import org.mailtrek.engine.Plan;
import org.mailtrek.host.TrekException;

/** Lists the plans. */
final class PlanList implements Command {

  @Override
  public Shape shape() {
    return Shape.reads().example("plan list", "all plans, oldest first").example("plan list --json", "for a program").see("plan show", "apply");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Rows rows = Rows.of("plans").id("Plan").text("Runbook").number("Objects").number("Deletes").number("Irreversible").text("Created");
    for (Plan plan : call.session().engine().plans().list()) {
      rows.row(plan.id(), plan.runbook(), plan.count().items(), plan.count().deletes(), plan.irreversible().size(), plan.created());
    }
    return Result.done().table(rows);
  }
}
