package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

final class ConfigStepsTest {

  private static final String NEW_SERVER = "/etc/kopano/server.cfg";

  private final Catalogue catalogue = Catalogue.open();
  private final ConfigSteps steps = new ConfigSteps(catalogue);
  private final TakeoverOptions options = TakeoverOptions.of(Release.of("zcp-7.2.6"), Release.of("kc-8.7.25"));

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nkopano:x:990:990::/:/bin/false\n");
    world.file("/etc/group", "root:x:0:\nkopano:x:990:\n");
    world.file("/etc/zarafa/server.cfg", "# ours\nmysql_password = sesame\nserver_tcp_port = 1236\nenable_hosted_zarafa = yes\n");
    world.file("/etc/zarafa/ssl.pem", "certificate\n");
    world.file(NEW_SERVER, "# theirs\n#mysql_password =\nserver_listen = *:236\n");
    return world;
  }

  /** The classes of the steps, so that the test which looks for unproven steps finds them here. */
  private Step takeOver() {
    return new TakeOverConfiguration(catalogue, "mail1", options, Optional.empty());
  }

  private Step safeMode() {
    return new SetSafeMode("mail1", HostPath.of(NEW_SERVER), true, Optional.empty());
  }

  @TestFactory
  Stream<DynamicTest> takingOverPasses() {
    return StepHarness.of(takeOver(), ConfigStepsTest::world, world -> world.edit(NEW_SERVER, "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> safeModePasses() {
    return StepHarness.of(safeMode(), ConfigStepsTest::world, world -> world.edit(NEW_SERVER, "mine\n")).laws();
  }

  @Test
  void saysWhereTheOldConfigurationIsMissing() throws TrekException {
    StepWorld world = StepWorld.empty();
    TrekException refused = assertThrows(TrekException.class, () -> steps.takeOver("mail1", options, Optional.empty()).verify(world.view()));
    assertTrue(refused.getMessage().contains("/etc/zarafa"), refused.getMessage());
  }

  @Test
  void theSafeModeStepNeedsTheFile() throws TrekException {
    StepWorld world = StepWorld.empty();
    Step step = steps.safeMode("mail1", HostPath.of(NEW_SERVER), false, Optional.of("packages"));
    assertEquals("safe-mode-off", step.id());
    assertEquals(Optional.of("packages"), step.knownAfter());
    assertThrows(TrekException.class, () -> step.verify(world.view()));
  }
}
