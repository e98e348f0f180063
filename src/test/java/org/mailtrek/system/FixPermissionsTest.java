package org.mailtrek.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Z11. */
class FixPermissionsTest {

  private static final Permissions WANTED = wanted("/var/lib/kopano/attachments");

  private static Permissions wanted(String attachments) {
    try {
      return Permissions.of("mail1", "kopano", new Owner("mail", "mail"), "mail", HostPath.of("/etc/kopano"), List.of(HostPath.of(attachments), HostPath.of("/var/lib/kopano/search")));
    } catch (TrekException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Test
  void neverGivesAwayMoreThanTheMailServers() {
    for (String each : List.of("/", "/var", "/var/lib", "/home")) {
      assertThrows(IllegalArgumentException.class, () -> wanted(each));
    }
  }

  @TestFactory
  Stream<DynamicTest> fixingPasses() {
    return StepHarness.of(new FixPermissions(WANTED), FixPermissionsTest::world, world -> world.machine().disk().chown(HostPath.of("/etc/kopano/server.cfg"), 5, 5)).laws();
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nmail:x:8:8::/:/bin/sh\n");
    world.file("/etc/group", "root:x:0:\nmail:x:8:\n");
    world.file("/etc/kopano/server.cfg", "mysql_password = secret\n");
    world.file("/etc/kopano/userscripts/createuser", "#!/bin/sh\n");
    world.file("/var/lib/kopano/attachments/0/1/10", "ten");
    world.file("/var/log/kopano/server.log", "log");
    world.machine().disk().chmod(HostPath.of("/etc/kopano/server.cfg"), 0666);
    world.machine().disk().chmod(HostPath.of("/etc/kopano/userscripts/createuser"), 0755);
    return world;
  }

  @Test
  void theDaemonsReadTheirConfigurationAndCantWriteIt() throws Exception {
    StepWorld world = world();
    List<Permissions.Found> found = WANTED.check(world.view());
    Permissions.Found config = found.get(0);
    assertEquals("root:mail", config.place().rule().owner().toString());
    assertTrue(config.examples().stream().anyMatch(each -> each.equals("/etc/kopano/server.cfg (file 0:0 666)")), config.examples()::toString);
    assertEquals(4, config.count());
  }

  @Test
  void whatMayBeExecutedStaysSo() throws Exception {
    StepWorld world = world();
    Ownership.Rule rule = WANTED.places().get(0).rule();
    View after = Ownership.tree(world.view(), "mail1", HostPath.of("/etc/kopano"), rule).orElseThrow().over(world.view());
    assertEquals(0750, after.host("mail1").stat(HostPath.of("/etc/kopano/userscripts/createuser")).orElseThrow().mode());
    assertEquals(0640, after.host("mail1").stat(HostPath.of("/etc/kopano/server.cfg")).orElseThrow().mode());
  }
}
