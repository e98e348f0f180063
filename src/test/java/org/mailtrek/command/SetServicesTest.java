package org.mailtrek.command;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

class SetServicesTest {

  @TestFactory
  Stream<DynamicTest> stoppingPasses() {
    return harness(Run.STOPPED, Run.RUNNING);
  }

  @TestFactory
  Stream<DynamicTest> startingPasses() {
    return harness(Run.RUNNING, Run.STOPPED);
  }

  private static Stream<DynamicTest> harness(Run wanted, Run found) {
    SingleStep.SetServices step = new SingleStep.SetServices("mail1", "postfix,dovecot", wanted, java.util.List.of());
    return StepHarness.of(step, () -> world(found), world -> world.machine().services().set("postfix", Run.ABSENT, false)).laws();
  }

  private static StepWorld world(Run found) throws TrekException {
    StepWorld world = StepWorld.empty();
    world.machine().services().set("postfix", found, true);
    world.machine().services().set("dovecot", found, false);
    return world;
  }
}
