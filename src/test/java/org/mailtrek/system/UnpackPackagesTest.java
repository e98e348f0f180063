package org.mailtrek.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

final class UnpackPackagesTest {

  private static final UnpackPackages STEP = new UnpackPackages("mail1", HostPath.of("/root/core.tar.gz"));

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.machine().packages().download("kopano-server_8.7_all.deb", "kopano-common_8.7_all.deb");
    return world;
  }

  @TestFactory
  Stream<DynamicTest> keepsTheLawsOfEveryStep() {
    return StepHarness.of(STEP, UnpackPackagesTest::world, world -> {}).lawsWithoutForeignEdits();
  }

  @Test
  void refusesWhereThereIsNoFolderForPackages() throws TrekException {
    StepWorld world = StepWorld.empty();
    TrekException refused = assertThrows(TrekException.class, () -> STEP.preview(world.view(), null));
    assertEquals("packages list --available mail1", refused.next());
  }
}
