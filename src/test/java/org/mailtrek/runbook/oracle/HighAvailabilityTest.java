package org.mailtrek.runbook.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailtrek.runbook.oracle.Runs.apply;
import static org.mailtrek.runbook.oracle.Runs.done;
import static org.mailtrek.runbook.oracle.Runs.undo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.oracle.Installation;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.OracleWorld;

/** The runbooks in a cluster, O9 and what of O10 they need, against the stand-ins: whole, and with each call of theirs failing in turn. */
final class HighAvailabilityTest {

  private static final String SIDE = "oracle-ha-side-by-side";
  private static final String PLACE = "oracle-ha-in-place";
  private static final HostPath NEW = HostPath.of("/global/new/messaging64");

  @TempDir private static Path made;
  @TempDir private Path folder;

  @BeforeAll
  static void makeAnEstate() throws Exception {
    OracleWorld.makeClusters(made.resolve("estate"));
  }

  private OracleWorld world(String name) throws Exception {
    return world(name, tools -> tools);
  }

  private OracleWorld world(String name, UnaryOperator<Map<String, Tool>> tools) throws Exception {
    Path at = folder.resolve(name);
    if (!Files.exists(at)) {
      CrashWorld.copy(made.resolve("estate"), at);
    }
    return OracleWorld.open(at, Points.counting(), tools);
  }

  private static String asked(OracleWorld world, String host, String... line) throws TrekException {
    return world.estate().host(host).programs().run(new byte[0], List.of(line)).text();
  }

  private static Installation found(OracleWorld world, String host, String root) throws TrekException {
    return Installation.at(world.estate().view().host(host), HostPath.of(root)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"oracle-ha-side-by-side, /global/new/messaging64, in2", "oracle-ha-in-place, /opt/sun/comms/messaging64, in1"})
  void upgradesFrontEndsAndTakesThemBackByteForByte(String runbook, String active, String node) throws Exception {
    try (OracleWorld world = world("whole")) {
      SortedMap<String, String> before = world.scan(false);
      done(apply(world, world.plan(runbook, "in1")));
      assertEquals("8.0.2", found(world, node, active).version().orElseThrow().text());
      assertTrue(asked(world, "in1", "scha_resource_get", "-O", "RESOURCE_STATE_NODE", "-R", "front-rs", "-G", "front-rg", node).contains("ONLINE"));
      assertTrue(world.plan(runbook, "in1").nothingToDo(), "a second plan has nothing to do");
      done(undo(world));
      assertEquals("", CrashWorld.difference(before, world.scan(false)));
    }
  }

  @Test
  void theStoreGoesToTheOtherNodeWithItsAgentUpgradedFirst() throws Exception {
    try (OracleWorld world = world("store")) {
      Plan plan = world.plan(SIDE, "ha1");
      String said = plan.steps().toString();
      assertTrue(said.contains("6.3, is older than 7") && said.contains("ha_ip_config is not run"), said);
      done(apply(world, plan));
      assertEquals("8.0.2", found(world, "ha2", NEW.toString()).version().orElseThrow().text());
      assertTrue(asked(world, "ha1", "scha_resourcegroup_get", "-O", "RG_STATE_NODE", "-G", "mail-rg", "ha2").contains("ONLINE"));
      assertTrue(asked(world, "ha2", "scha_resource_get", "-O", "EXTENSION", "-R", "mail-rs", "-G", "mail-rg", "IMS_serverroot").contains(NEW.toString()));
      assertTrue(asked(world, "ha1", "zlogin", "zone1", "/opt/media/8.0.2/commpkg", "info").contains("MS_SCHA 7.0.4"));
      assertTrue(Files.exists(world.folder().resolve("practice/ha1/var/tmp/imsbackup-before-8.0.2")), "its mailboxes were backed up");
      Outcome back = undo(world);
      assertEquals(Outcome.Kind.DIFFERENT, back.kind(), "the point of no return is said");
      assertEquals("8.0.2", found(world, "ha2", NEW.toString()).version().orElseThrow().text());
    }
  }

  @Test
  void aStoreThatDoesNotStartOnTheOtherNodeIsSwitchedBackWithAllItsMessages() throws Exception {
    int[] enabled = {0};
    try (OracleWorld world = world("back", tools -> {
      Map<String, Tool> other = new java.util.TreeMap<>(tools);
      other.put("scswitch", (call, machine, input) -> call.arguments().contains("-e") && ++enabled[0] == 1
          ? new org.mailtrek.host.Programs.Ended(1, new byte[0], "scswitch: START_FAILED") : tools.get("scswitch").run(call, machine, input));
      return other;
    })) {
      String messages = asked(world, "ha1", "/global/mail/comms/messaging64/bin/imcheck", "-D");
      Outcome outcome = apply(world, world.plan(SIDE, "ha1"));
      assertEquals(Outcome.Kind.PARTLY, outcome.kind());
      assertTrue(outcome.failure().orElseThrow().what().contains("switched back"), outcome.failure()::toString);
      assertTrue(asked(world, "ha2", "scha_resource_get", "-O", "RESOURCE_STATE_NODE", "-R", "mail-rs", "-G", "mail-rg", "ha1").contains("ONLINE"));
      assertEquals("7.0.5.31.0", found(world, "ha1", "/global/mail/comms/messaging64").version().orElseThrow().text());
      assertEquals(messages, asked(world, "ha1", "/global/mail/comms/messaging64/bin/imcheck", "-D"));
    }
  }

  @Test
  void theOtherInstanceOfASymmetricClusterGoesOnWhereItIs() throws Exception {
    try (OracleWorld world = world("symmetric")) {
      done(apply(world, world.plan(SIDE, "ha2")));
      assertEquals("8.0.2", found(world, "ha1", NEW.toString()).version().orElseThrow().text());
      assertTrue(asked(world, "ha1", "scha_resource_get", "-O", "RESOURCE_STATE_NODE", "-R", "mail-rs", "-G", "mail-rg", "ha1").contains("ONLINE"));
      assertEquals("7.0.5.31.0", found(world, "ha1", "/global/mail/comms/messaging64").version().orElseThrow().text());
    }
  }

  @Test
  void inPlaceEveryNodeThatHasTheProgramsIsUpgradedByItsOwnStateFile() throws Exception {
    try (OracleWorld world = world("nodes")) {
      done(apply(world, world.plan(PLACE, "in1")));
      for (String each : List.of("in1", "in2")) {
        assertTrue(asked(world, each, "/opt/media/8.0.2/commpkg", "info").contains("MS64 8.0.2 /opt/sun/comms/messaging64"), each);
        String answers = new String(world.estate().view().host(each).readAll(HostPath.of("/var/tmp/upgrade-to-8.0.2.state")), StandardCharsets.UTF_8);
        assertTrue(answers.contains("\nINSTALLROOT=/opt/sun/comms\n") && answers.contains("\nCOMPONENTS=MS64\n"), answers);
      }
    }
  }

  @Test
  void theAnswersOfADryRunAreCarriedAndWhatTheCommandLineOverridesIsSaid() throws Exception {
    try (OracleWorld world = world("answers")) {
      asked(world, "in1", "/opt/media/8.0.2/commpkg", "upgrade", "--dry-run", "--installroot", "/opt/elsewhere");
      Path left = world.folder().resolve("practice/in1/var/opt/CommsInstaller/logs/silent_CommsInstaller_20150601120000");
      Plan plan = world.plan(PLACE, Map.of("host", "in1", "state", left.toString()));
      assertTrue(plan.steps().toString().contains("INSTALLROOT=/opt/elsewhere of the state file is overridden on the command line: /opt/sun/comms"), plan.steps()::toString);
      done(apply(world, plan));
      assertEquals("8.0.2", found(world, "in1", "/opt/sun/comms/messaging64").version().orElseThrow().text());
      Files.writeString(left, "VERB=upgrade\nINSTALLROOT=/opt\nCOMPONENTS=MS64\nUPGRADSC=no\n");
      TrekException refused = assertThrows(TrekException.class, () -> world.plan(PLACE, Map.of("host", "in1", "state", left.toString())));
      assertTrue(refused.what().contains("line 4: UPGRADSC"), refused::what);
    }
  }

  @Test
  void theNewerCommandsAreUsedWhereTheOldOnesAreGone() throws Exception {
    Path at = folder.resolve("newer");
    CrashWorld.copy(made.resolve("estate"), at);
    for (String each : List.of("in1", "in2")) {
      Files.delete(at.resolve("practice/" + each + "/usr/cluster/bin/scswitch"));
      Files.delete(at.resolve("practice/" + each + "/usr/cluster/bin/scrgadm"));
    }
    try (OracleWorld world = world("newer")) {
      done(apply(world, world.plan(SIDE, "in1")));
      done(undo(world));
    }
  }

  @Test
  void aServerFromBeforeSevenWouldGetItsAddressOfTheGroup() throws Exception {
    try (OracleWorld world = world("six")) {
      Path estate = world.folder().resolve("estate.yaml");
      Files.writeString(estate, Files.readString(estate).replace("host: in1, product: oracle, version: 7.0.5.31.0", "host: in1, product: oracle, version: 6.3"));
    }
    try (OracleWorld world = world("six")) {
      Plan plan = world.plan(PLACE, "in1");
      assertTrue(plan.steps().toString().contains("bin/ha_ip_config"), plan.steps()::toString);
      assertTrue(assertThrows(TrekException.class, () -> apply(world, plan)).what().contains("first to 7"));
    }
  }

  @Test
  void refusesAGroupThatIsNotAtHome() throws Exception {
    try (OracleWorld world = world("away")) {
      asked(world, "in1", "scswitch", "-z", "-g", "front-rg", "-h", "in2");
      assertTrue(assertThrows(TrekException.class, () -> world.plan(PLACE, "in1")).what().contains("online on in2"));
    }
  }

  /** Every call that changes something fails once; then the run is carried on or taken back, by turns; with {@code mailtrek.exhaustive} both. */
  @ParameterizedTest
  @CsvSource({"oracle-ha-side-by-side, in1", "oracle-ha-in-place, in1"})
  void goesOnOrBackFromAFailureOfAnyCall(String runbook, String host) throws Exception {
    new EveryCall(made.resolve("estate"), folder, world -> world.plan(runbook, host), 4).byTurns();
  }
}
