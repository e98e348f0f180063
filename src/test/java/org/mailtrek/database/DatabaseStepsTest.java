package org.mailtrek.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDatabase;

class DatabaseStepsTest {

  @TestFactory
  Stream<DynamicTest> theFirstStartPasses() {
    return StepHarness.of(step(), () -> world(64), world -> world.database().schema(120)).laws();
  }

  @TestFactory
  Stream<DynamicTest> theFirstStartOnARaisedSchemaPasses() {
    return StepHarness.of(step(), () -> world(118), world -> world.machine().services().set("kopano-server", Run.ABSENT, false)).laws();
  }

  private static FirstStart step() {
    return new FirstStart("mail1", "kopano-server", 118, List.of(), Duration.ZERO);
  }

  private static StepWorld world(int schema) throws TrekException {
    MemoryDatabase database = new MemoryDatabase();
    database.schema(schema);
    database.message(1000, "there before");
    StepWorld world = StepWorld.empty().with(database);
    world.machine().services().set("kopano-server", Run.STOPPED, false);
    world.machine().services().raises("kopano-server", 118);
    return world;
  }

  @Test
  void verifySaysWhichSchemaThereIs() throws TrekException {
    StepWorld world = world(64);
    world.machine().services().set("kopano-server", Run.RUNNING, true);
    TrekException different = assertThrows(TrekException.class, () -> step().verify(world.view()));
    assertTrue(different.what().contains("schema 64 instead of 118"), different.what());
  }

  @Test
  void theGuardNamesTheSchemaThatItPasses() throws TrekException {
    assertTrue(new SchemaGuard("mail1", 63, 118).check(world(64).view()).contains("schema 64 (7.2.6.0)"));
  }

  @Test
  void theGuardRefusesASchemaThatIsTooOld() throws TrekException {
    TrekException refused = refused(world(62));
    assertTrue(refused.what().contains("has schema 62") && refused.what().contains("raises only 63 and later"), refused.what());
    assertTrue(refused.next().contains("upgrade to ZCP 7.1"), refused.next());
  }

  @Test
  void theGuardRefusesASchemaThatIsTooNew() throws TrekException {
    assertTrue(refused(world(119)).what().contains("newer than this server's 118"));
  }

  @Test
  void theGuardRefusesADatabaseOfNoMailServer() throws TrekException {
    TrekException refused = refused(StepWorld.empty().with(new MemoryDatabase()));
    assertTrue(refused.what().contains("no version of a mail server"), refused.what());
  }

  @Test
  void theGuardNamesWhatWouldStopTheUpgradeHalfWay() throws TrekException {
    StepWorld world = world(64);
    world.database().stopSign("table acl is MyISAM");
    world.database().stopSign("two names are one");
    assertTrue(refused(world).what().endsWith("table acl is MyISAM; two names are one"));
  }

  private static TrekException refused(StepWorld world) throws TrekException {
    TrekException refused = assertThrows(TrekException.class, () -> new SchemaGuard("mail1", 63, 118).check(world.view()));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    return refused;
  }
}
