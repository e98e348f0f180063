package org.mailtrek.runbook.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailtrek.runbook.oracle.Runs.apply;
import static org.mailtrek.runbook.oracle.Runs.done;
import static org.mailtrek.runbook.oracle.Runs.undo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.oracle.Installation;
import org.mailtrek.oracle.Role;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.OracleWorld;

/** Unified configuration and back, O12, against the stand-ins. */
final class UnifiedConfigurationTest {

  private static final String UNIFIED = "oracle-unified-config";
  private static final Map<String, String> BACK = Map.of("host", "front1", "to", "legacy");

  @TempDir private static Path made;
  @TempDir private Path folder;

  @BeforeAll
  static void makeAnEstate() throws Exception {
    OracleWorld.make(made.resolve("estate"));
  }

  private OracleWorld world(String name) throws Exception {
    CrashWorld.copy(made.resolve("estate"), folder.resolve(name));
    return OracleWorld.open(folder.resolve(name), Points.counting());
  }

  private static Installation found(OracleWorld world) throws TrekException {
    return Installation.at(world.estate().view().host("front1"), HostPath.of("/opt/sun/comms/messaging64")).orElseThrow();
  }

  private static Path config(OracleWorld world) {
    return world.folder().resolve("practice/front1/var/opt/sun/comms/messaging64/config");
  }

  @Test
  void convertsAndTakesItBackByteForByte() throws Exception {
    try (OracleWorld world = world("whole")) {
      SortedMap<String, String> before = world.scan(true);
      Plan plan = world.plan(UNIFIED, "front1");
      assertTrue(plan.steps().toString().contains("going back to them loses it"), "what is lost by going back is said");
      done(apply(world, plan));
      assertTrue(found(world).unified());
      assertEquals(java.util.Set.of(Role.MTA, Role.MMP, Role.WEBMAIL), found(world).roles());
      assertTrue(world.plan(UNIFIED, "front1").nothingToDo());
      done(undo(world));
      assertEquals("", CrashWorld.difference(before, world.scan(true)));
    }
  }

  @Test
  void goesBackToTheLegacyFilesLaterOnAndForthAgain() throws Exception {
    try (OracleWorld world = world("back")) {
      String conf = Files.readString(config(world).resolve("msg.conf"));
      done(apply(world, world.plan(UNIFIED, "front1")));
      Files.writeString(config(world).resolve("config.xml"), Files.readString(config(world).resolve("config.xml")).replace("<config>", "<config>\n  <option name=\"new\">1</option>"));
      SortedMap<String, String> unified = world.scan(true);
      Plan plan = world.plan(UNIFIED, BACK);
      assertTrue(plan.steps().toString().contains("all that was changed since the conversion is lost"));
      done(apply(world, plan));
      assertFalse(found(world).unified());
      assertEquals(conf, Files.readString(config(world).resolve("msg.conf")));
      assertTrue(world.plan(UNIFIED, BACK).nothingToDo());
      done(undo(world));
      assertEquals("", CrashWorld.difference(unified, world.scan(true)), "the changes since the conversion are there again");
    }
  }

  @Test
  void anEditedUnifiedConfigurationLiesBesideWhenTheConversionIsTakenBack() throws Exception {
    try (OracleWorld world = world("edited")) {
      done(apply(world, world.plan(UNIFIED, "front1")));
      Files.writeString(config(world).resolve("config.xml"), "<config>edited</config>\n");
      Outcome back = undo(world);
      assertEquals(Outcome.Kind.DIFFERENT, back.kind());
      assertFalse(found(world).unified());
      assertEquals("<config>edited</config>\n", Files.readString(config(world).resolve("config.xml.edited")));
    }
  }

  @Test
  void refusesWhatTheVersionHasNotAndWhatWasNeverConverted() throws Exception {
    try (OracleWorld world = world("old")) {
      assertTrue(assertThrows(TrekException.class, () -> world.plan(UNIFIED, "relay1")).what().contains("from 7.0.5 on"));
      Files.writeString(config(world).resolve("config.xml"), "<config/>\n");
      assertTrue(assertThrows(TrekException.class, () -> world.plan(UNIFIED, BACK)).what().contains("never converted"));
    }
  }

  /** Every call that changes something fails once: the run has gone back by itself then, or goes back. */
  @Test
  void goesBackFromAFailureOfAnyCall() throws Exception {
    new EveryCall(made.resolve("estate"), folder, world -> world.plan(UNIFIED, "front1"), 3).prove(1, call -> List.of(EveryCall.Way.BACK), world -> assertFalse(found(world).processes().isEmpty()));
  }
}
