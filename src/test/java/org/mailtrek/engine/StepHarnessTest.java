package org.mailtrek.engine;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.host.TrekException;

final class StepHarnessTest {

  private final SmallRunbook whole = SmallRunbook.whole();

  private StepHarness harness(int step, String file) {
    return StepHarness.of(whole.steps().get(step), SmallWorld::fresh, world -> world.edit(file, "mine\n"));
  }

  @TestFactory
  Stream<DynamicTest> aListedStepPasses() throws TrekException {
    return harness(0, "/etc/server.cfg").laws();
  }

  @TestFactory
  Stream<DynamicTest> aBulkStepPasses() throws TrekException {
    return harness(1, "/var/many/1").laws();
  }

  @TestFactory
  Stream<DynamicTest> aLateStepPasses() throws TrekException {
    return harness(2, "/etc/late.cfg").laws();
  }

  @TestFactory
  Stream<DynamicTest> aStepBehindOpenPasses() throws TrekException {
    return harness(4, "/etc/opened").laws();
  }

  @TestFactory
  Stream<DynamicTest> aStepOfFoldersRemovalsAndRenamesPasses() throws TrekException {
    return harness(3, "/etc/kept.cfg").laws();
  }
}
