package org.mailtrek.runbook.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Terms;
import org.mailtrek.host.TrekException;
import org.mailtrek.runbook.crash.OracleWorld;

/** Plans carried out and taken back, where somebody agrees to everything by the estate's name. */
final class Runs {

  private Runs() {}

  static Outcome apply(OracleWorld world, Plan plan) throws TrekException {
    return world.runner(Progress.NONE).apply(plan, agreed(world));
  }

  static Outcome undo(OracleWorld world) throws TrekException {
    return world.runner(Progress.NONE).undo(OptionalLong.empty(), agreed(world));
  }

  private static Terms agreed(OracleWorld world) {
    return Terms.NONE.confirmed(world.estate().name());
  }

  static void done(Outcome outcome) {
    assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure().map(TrekException::getMessage).orElse("") + outcome.left());
  }
}
