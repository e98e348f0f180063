package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class RebuildDirectoryTest {

  @TestFactory
  Stream<DynamicTest> rebuildingKeepsTheLaws() {
    return StepHarness.of(step(), RebuildDirectoryTest::world, world -> world.machine().disk().chmod(HostPath.of("/var/lib/ldap"), 0711)).laws();
  }

  @TestFactory
  Stream<DynamicTest> purgingKeepsTheLaws() {
    PurgeOldDatabase step = new PurgeOldDatabase(new RebuildDirectory.Place("mail1", HostPath.of("/etc/slapd.d"), "dc=x"));
    return StepHarness.of(step, RebuildDirectoryTest::purgeable, world -> world.folder("/var/lib/ldap.before-transplant")).laws();
  }

  @Test
  void refusesInThePreviewWhereTheServerLacksTheNewSchema() throws TrekException {
    StepWorld world = world();
    world.edit("/etc/slapd.d/knows", "zarafaaccount zarafaaliases zarafa-user");
    TrekException refused = assertThrows(TrekException.class, () -> step().preview(world.view(), new Nowhere()));
    assertTrue(refused.what().contains("names of the new schema, such as kopano"), refused.what());
  }

  @Test
  void isNeededWhereAnOldNameIsLeftOnly() throws TrekException {
    StepWorld world = world();
    assertTrue(step().needed(world.view()));
    world.edit("/var/lib/ldap/data.mdb", "dn: uid=a,dc=x\nobjectClass: person\nuid: zarafaAliases\n\n");
    assertFalse(step().needed(world.view()));
  }

  /** A preview that nobody looks at. */
  private static final class Nowhere implements Step.Preview {
    @Override
    public void change(Change change) {}

    @Override
    public void note(String sentence) {}

    @Override
    public String content(byte[] bytes) {
      return "";
    }
  }

  private static RebuildDirectory step() {
    return new RebuildDirectory(new RebuildDirectory.Place("mail1", HostPath.of("/etc/slapd.d"), "dc=x"), Policy.OnConflict.STOP, new StoppedReadings());
  }

  private static StepWorld purgeable() throws TrekException {
    StepWorld world = world();
    world.file("/var/lib/ldap.before-transplant/data.mdb", "old");
    return world;
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/slapd.d/leads", "/var/lib/ldap");
    SchemaMap names = SchemaMap.standard();
    Stream<String> known = Stream.concat(names.attributes().stream().map(MovedAttribute::newName), names.classes().stream().map(MovedClass::newName));
    world.file("/etc/slapd.d/knows", known.map(each -> each.toLowerCase(Locale.ROOT)).distinct().collect(Collectors.joining(" ")));
    world.file("/var/lib/ldap/data.mdb", "dn: uid=a,dc=x\nobjectClass: person\nobjectClass: zarafa-user\nuid: a\nzarafaAliases: one\n\n");
    return world;
  }
}
