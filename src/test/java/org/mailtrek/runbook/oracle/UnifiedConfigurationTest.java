package org.mailtrek.runbook.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.engine.Terms;
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

  private OracleWorld world(String name, FailingTools tools) throws Exception {
    CrashWorld.copy(made.resolve("estate"), folder.resolve(name));
    return OracleWorld.open(folder.resolve(name), Points.counting(), tools::over);
  }

  private static FailingTools none() {
    return new FailingTools(0);
  }

  private static Outcome apply(OracleWorld world, Plan plan) throws TrekException {
    return world.runner(Progress.NONE).apply(plan, Terms.NONE.confirmed("oracle"));
  }

  private static Outcome undo(OracleWorld world) throws TrekException {
    return world.runner(Progress.NONE).undo(OptionalLong.empty(), Terms.NONE.confirmed("oracle"));
  }

  private static void done(Outcome outcome) {
    assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure().map(TrekException::getMessage).orElse("") + outcome.left());
  }

  private static Installation found(OracleWorld world) throws TrekException {
    return Installation.at(world.estate().view().host("front1"), HostPath.of("/opt/sun/comms/messaging64")).orElseThrow();
  }

  private static Path config(OracleWorld world) {
    return world.folder().resolve("practice/front1/var/opt/sun/comms/messaging64/config");
  }

  @Test
  void convertsAndTakesItBackByteForByte() throws Exception {
    try (OracleWorld world = world("whole", none())) {
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
    try (OracleWorld world = world("back", none())) {
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
    try (OracleWorld world = world("edited", none())) {
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
    try (OracleWorld world = world("old", none())) {
      assertTrue(assertThrows(TrekException.class, () -> world.plan(UNIFIED, "relay1")).what().contains("from 7.0.5 on"));
      Files.writeString(config(world).resolve("config.xml"), "<config/>\n");
      assertTrue(assertThrows(TrekException.class, () -> world.plan(UNIFIED, BACK)).what().contains("never converted"));
    }
  }

  /** Every call that changes something fails once: the run has gone back by itself then, or goes back. */
  @Test
  void goesBackFromAFailureOfAnyCall() throws Exception {
    for (int failing = 1; ; failing++) {
      try (OracleWorld world = world("call-" + failing, new FailingTools(failing))) {
        SortedMap<String, String> before = world.scan(false);
        Outcome outcome = apply(world, world.plan(UNIFIED, "front1"));
        if (outcome.kind() == Outcome.Kind.DONE) {
          assertTrue(failing > 3, "only " + failing + " calls");
          return;
        }
        if (world.engine().journal().runs().get(0).state() != RunInfo.State.NOTHING_CHANGED) {
          done(undo(world));
        }
        assertEquals("", CrashWorld.difference(before, world.scan(false)), "call " + failing);
        assertFalse(found(world).processes().isEmpty(), "call " + failing);
      }
      CrashWorld.remove(folder.resolve("call-" + failing));
    }
  }
}
