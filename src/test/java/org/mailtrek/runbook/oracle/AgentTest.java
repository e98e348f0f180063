package org.mailtrek.runbook.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Plan;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.oracle.StateFile;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.OracleWorld;

/** The upgrade of a cluster's agent, O10, against the stand-ins: on all nodes, in zones, and where two instances share the nodes. */
final class AgentTest {

  private static final String AGENT = "oracle-agent";
  private static final String COMMPKG = "/opt/media/8.0.2/commpkg";

  @TempDir private static Path made;
  @TempDir private Path folder;

  /** All servers are there in the new version, with the agents that were there. */
  @BeforeAll
  static void makeAnEstate() throws Exception {
    OracleWorld.makeClusters(made.resolve("old"));
    CrashWorld.copy(made.resolve("old"), made.resolve("new"));
    try (OracleWorld world = OracleWorld.open(made.resolve("new"), Points.counting())) {
      for (String[] each : new String[][] {{"ha1", "mail"}, {"ha2", "relay"}}) {
        run(world, each[0], COMMPKG, "upgrade", "--comp=MS64", "--installroot", "/global/" + each[1] + "/comms", "--silent=NONE");
        run(world, each[0], "/global/" + each[1] + "/comms/messaging64/bin/start-msg");
      }
      for (String each : List.of("in2", "in1")) {
        run(world, each, COMMPKG, "upgrade", "--comp=MS64", "--installroot", "/opt/sun/comms", "--silent=NONE");
      }
      run(world, "in1", "/opt/sun/comms/messaging64/bin/start-msg");
    }
  }

  private static String run(OracleWorld world, String host, String... line) throws TrekException {
    var ended = world.estate().host(host).programs().run(new byte[0], List.of(line));
    assertTrue(ended.ok(), ended::lastWords);
    return ended.text();
  }

  private OracleWorld world(String name, UnaryOperator<Map<String, Tool>> tools) throws Exception {
    Path at = folder.resolve(name);
    if (!Files.exists(at)) {
      CrashWorld.copy(made.resolve("new"), at);
    }
    return OracleWorld.open(at, Points.counting(), tools);
  }

  private static String type(OracleWorld world, String name) throws TrekException {
    return run(world, "ha1", "scha_resource_get", "-O", "TYPE_VERSION", "-R", name + "-rs", "-G", name + "-rg").strip();
  }

  @Test
  void anAgentThatAZoneHasOfItsOwnGoesAndTheNewOneComesToEveryZoneAndInstance() throws Exception {
    try (OracleWorld world = world("zones", tools -> tools)) {
      Plan plan = world.plan(AGENT, "ha1");
      assertTrue(plan.steps().toString().contains("zlogin, zone1") && plan.steps().toString().contains("can't start 8.0.2"), "what can't be taken back is said first: " + plan.steps());
      done(apply(world, plan));
      for (String node : List.of("ha1", "ha2")) {
        assertTrue(run(world, node, COMMPKG, "info").contains("MS_SCHA 7.0.4"), node);
      }
      assertTrue(run(world, "ha1", "zlogin", "zone1", COMMPKG, "info").contains("MS_SCHA 7.0.4"));
      assertEquals("7.0.4 7.0.4", type(world, "mail") + " " + type(world, "relay"));
      assertTrue(world.plan(AGENT, "ha1").nothingToDo());
    }
  }

  @Test
  void theOtherInstanceKeepsItsTypeWhereThatIsWanted() throws Exception {
    try (OracleWorld world = world("one", tools -> tools)) {
      Path answers = Files.writeString(folder.resolve("answers"), StateFile.write("upgrade", Map.of("COMPONENTS", "MS64")).text());
      Plan plan = world.plan(AGENT, Map.of("host", "ha1", "instances", "one", "state", answers.toString()));
      assertTrue(plan.steps().toString().contains("COMPONENTS=MS64 of the state file is overridden on the command line: MS_SCHA"), plan.steps()::toString);
      assertTrue(plan.steps().toString().contains("relay-rs of the same nodes keeps the type"), plan.steps()::toString);
      done(apply(world, plan));
      assertEquals("7.0.4 6.3", type(world, "mail") + " " + type(world, "relay"));
      for (String node : List.of("ha1", "ha2")) {
        assertEquals(Files.readString(answers), new String(world.estate().view().host(node).readAll(HostPath.of("/var/tmp/upgrade-agent-to-8.0.2.state"))));
      }
    }
  }

  @Test
  void oneThatKnowsTheServerIsTakenBackFromTheFormerMedia() throws Exception {
    try (OracleWorld world = world("back", tools -> tools)) {
      SortedMap<String, String> before = world.scan(false);
      done(apply(world, world.plan(AGENT, "in1")));
      assertTrue(run(world, "in2", COMMPKG, "info").contains("MS_SCHA 7.0.4"));
      done(undo(world));
      assertEquals("", CrashWorld.difference(before, world.scan(false)));
    }
  }

  @Test
  void refusesBeforeTheServerAndOutOfReach() throws Exception {
    Path at = folder.resolve("before");
    CrashWorld.copy(made.resolve("old"), at);
    try (OracleWorld world = OracleWorld.open(at, Points.counting())) {
      assertTrue(assertThrows(TrekException.class, () -> apply(world, world.plan(AGENT, "ha1"))).what().contains("upgraded behind it"));
    }
    try (OracleWorld world = world("reach", tools -> tools)) {
      Plan plan = world.plan(AGENT, "ha1");
      Files.move(world.folder().resolve("practice/ha.shared/global/relay/comms"), world.folder().resolve("practice/ha.shared/global/relay/away"));
      assertTrue(assertThrows(TrekException.class, () -> apply(world, plan)).what().contains("relay-rs is not in reach"));
    }
  }

  /** Every call that changes something fails once; then the run is carried on or taken back, by turns; with {@code mailtrek.exhaustive} both. */
  @Test
  void goesOnOrBackFromAFailureOfAnyCall() throws Exception {
    new EveryCall(made.resolve("new"), folder, world -> world.plan(AGENT, "in1"), 3).byTurns();
  }
}
