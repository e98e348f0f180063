package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.SystemSteps;

final class KnownAfterTest {

  private static final Step STOP = SystemSteps.set("mail1", "postfix", Run.STOPPED, "Stop mail");

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.machine().services().set("postfix", Run.RUNNING, true);
    return world;
  }

  @TestFactory
  Stream<DynamicTest> keepsTheLawsOfEveryStep() {
    return StepHarness.of(new KnownAfter(STOP, "fetch-packages", () -> false), KnownAfterTest::world, world -> world.machine().services().set("postfix", Run.ABSENT, false)).laws();
  }

  @Test
  void waitsOnlyWhereThereIsSomethingToWaitFor() {
    boolean[] waits = new boolean[1];
    Step step = new KnownAfter(STOP, "fetch-packages", () -> waits[0]);
    assertEquals(Optional.empty(), step.knownAfter());
    waits[0] = true;
    assertEquals(Optional.of("fetch-packages"), step.knownAfter());
    Step safeMode = new ConfigSteps(Catalogue.open()).safeMode("mail1", HostPath.of("/etc/kopano/server.cfg"), false);
    assertEquals(Optional.of("packages"), new KnownAfter(safeMode, "packages", () -> true).knownAfter());
    assertEquals(STOP.id() + STOP.title() + STOP.procedures(), step.id() + step.title() + step.procedures());
  }
}
