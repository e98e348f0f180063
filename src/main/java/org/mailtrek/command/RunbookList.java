package org.mailtrek.command;

import org.mailtrek.engine.Runbook;
import org.mailtrek.host.TrekException;

/** Lists the runbooks. */
final class RunbookList implements Command {

  @Override
  public Shape shape() {
    return Shape.reads().example("runbook list", "from where to where").example("runbook list --plain", "one a line").see("runbook show", "plan");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Rows rows = Rows.of("runbooks").id("Runbook").text("What it achieves");
    for (Runbook each : call.session().engine().runbooks().all()) {
      if (!each.name().contains(" ")) {
        rows.row(each.name(), each.title());
      }
    }
    return Result.done().table(rows).next("runbook show NAME");
  }
}
