package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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
    PurgeOldDatabase step = new PurgeOldDatabase(new SlapdPlace("mail1", HostPath.of("/etc/slapd.d"), "dc=x"));
    return StepHarness.of(step, RebuildDirectoryTest::purgeable, world -> world.folder("/var/lib/ldap.before-transplant")).laws();
  }

  @TestFactory
  Stream<DynamicTest> indexingByAFileKeepsTheLaws() {
    IndexFile step = new IndexFile(new SlapdPlace("mail1", HostPath.of("/etc/slapd.conf"), "dc=x"), false);
    return StepHarness.of(step, RebuildDirectoryTest::configuredByAFile, world -> world.edit("/etc/slapd.conf", "database mdb\nsuffix dc=x\n")).laws();
  }

  @Test
  void removesOldIndexesFromAFileAndLeavesEverythingElse() throws TrekException {
    IndexFile step = new IndexFile(new SlapdPlace("mail1", HostPath.of("/etc/slapd.conf"), "dc=x"), true);
    List<String> described = new ArrayList<>();
    step.preview(configuredByAFile().view(), new Nowhere() {
      @Override
      public void change(Change change) {
        described.add(change.describe());
      }
    });
    assertEquals(1, described.size(), described::toString);
    SlapdConf conf = SlapdConf.of("database mdb\nsuffix \"dc=y\"\nindex zarafaAliases eq\ndatabase mdb\nsuffix\n  \"dc=x\"\n# index zarafaHidden eq\nindex zarafaAliases\n  eq\ndirectory /d");
    assertEquals("database mdb\nsuffix \"dc=y\"\nindex zarafaAliases eq\ndatabase mdb\nsuffix\n  \"dc=x\"\n# index zarafaHidden eq\ndirectory /d", conf.indexed("dc=x", List.of("zarafaAliases eq"), List.of()).text());
    assertTrue(conf.indexed("dc=x", List.of(), List.of("cn eq")).text().endsWith("directory /d\nindex cn eq\n"), "behind what is there");
  }

  @TestFactory
  Stream<DynamicTest> replicasAreLeftToPeople() {
    return StepHarness.lawsOfNoChange(new ReloadReplicas(), RebuildDirectoryTest::world);
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
  private static class Nowhere implements Step.Preview {
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
    return new RebuildDirectory(new SlapdPlace("mail1", HostPath.of("/etc/slapd.d"), "dc=x"), Rebuild.of(Policy.OnConflict.STOP, ReplicaWay.RELOAD), new StoppedReadings());
  }

  private static StepWorld configuredByAFile() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/slapd.conf", "# knows kopanoaliases mail zarafaaliases\ndatabase mdb\nsuffix \"dc=x\"\ndirectory /var/lib/ldap\nindex zarafaAliases pres,eq\n");
    world.file("/var/lib/ldap/data.mdb", "");
    return world;
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
