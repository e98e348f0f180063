package org.mailtrek.command;

import java.util.Optional;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Terms;
import org.mailtrek.host.TrekException;

/** Lets mail and clients in again: the second act of a migration. */
final class Open implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .options("--override", "GUARD", "pass over a guard, by name", EngineOffers.guards())
        .option("--because", "TEXT", "why the guard is passed over", Offers.words("'agreed with ...': your reason"))
        .option("--max-failed", "N", "on several hosts: how many may fail while the others go on (default: 0)", Offers.numbers(0, 1, 2))
        .flag("--full", "with --plan: list every change")
        .example("open", "asks, then lets mail and clients in")
        .example("open --yes", "without asking, for scripts")
        .see("check", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Engine engine = call.session().engine();
    Optional<Plan> waiting = engine.journal().standing().waiting(engine.plans().list());
    if (call.has("--plan") && waiting.isPresent()) {
      return PlanPage.secondAct(waiting.get(), call.has("--full"));
    }
    if (call.has("--plan")) {
      return Result.nothing("no plan that was applied waits for it");
    }
    if (waiting.isEmpty()) {
      return new Acting(call).act(runner -> runner.open(Terms.NONE), "undo"); // says why not, without a question before
    }
    if (!call.talk().quiet() || !call.has("--yes")) {
      PlanPage.secondAct(waiting.get(), false).blocks().forEach(call.talk()::show);
    }
    Terms terms = new Acting(call).agreed(false, "let mail and clients in? Undo is byte-exact until then.", call.session().estate().name());
    return new Acting(call).act(runner -> runner.open(terms), "undo").next("report");
  }

  /** Returns what the first act of a plan came to, and that the second one is awaited. */
  static Result awaited(Result first) {
    return first.next("check").next("open (lets mail and clients in)");
  }
}
