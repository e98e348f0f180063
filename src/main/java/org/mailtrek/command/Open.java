package org.mailtrek.command;

import org.mailtrek.engine.Terms;
import org.mailtrek.host.TrekException;

/** Lets mail and clients in again: the second act of a migration. */
final class Open implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .options("--override", "GUARD", "pass over a guard, by name", EngineOffers.guards())
        .option("--because", "TEXT", "why the guard is passed over", Offers.words("'agreed with ...': your reason"))
        .example("open", "asks, then lets mail and clients in")
        .example("open --yes", "without asking, for scripts")
        .see("check", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (call.has("--plan")) {
      return Result.of(Outcome.PLANNED).line("the steps behind 'open' of the plan that was applied last: plan show");
    }
    Terms terms = new Acting(call).agreed(false, "let mail and clients in? Undo is byte-exact until then.", call.session().estate().name());
    return new Acting(call).act(runner -> runner.open(terms), "undo").next("report");
  }
}
