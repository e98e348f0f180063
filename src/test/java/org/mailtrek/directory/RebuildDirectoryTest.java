package org.mailtrek.directory;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class RebuildDirectoryTest {

  @TestFactory
  Stream<DynamicTest> rebuildingKeepsTheLaws() {
    RebuildDirectory.Place place = new RebuildDirectory.Place("mail1", HostPath.of("/etc/slapd.d"), "dc=x");
    RebuildDirectory step = new RebuildDirectory(place, new LdifRewrite(SchemaMap.standard(), Policy.DEFAULT));
    return StepHarness.of(step, RebuildDirectoryTest::world, world -> world.machine().disk().chmod(HostPath.of("/var/lib/ldap"), 0711)).laws();
  }

  @TestFactory
  Stream<DynamicTest> purgingKeepsTheLaws() {
    PurgeOldDatabase step = new PurgeOldDatabase(new RebuildDirectory.Place("mail1", HostPath.of("/etc/slapd.d"), "dc=x"));
    return StepHarness.of(step, RebuildDirectoryTest::purgeable, world -> world.folder("/var/lib/ldap.before-transplant")).laws();
  }

  private static StepWorld purgeable() throws TrekException {
    StepWorld world = world();
    world.file("/var/lib/ldap.before-transplant/data.mdb", "old");
    return world;
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/slapd.d/leads", "/var/lib/ldap");
    world.file("/var/lib/ldap/data.mdb", "dn: uid=a,dc=x\nobjectClass: person\nobjectClass: zarafa-user\nuid: a\nzarafaAliases: one\n\n");
    return world;
  }
}
