package org.mailtrek.runbook.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Terms;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.oracle.Installation;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.OracleWorld;

/**
 * The runbooks on one host, O4, O5 and O13, against the stand-ins: whole, and with each call of theirs failing in turn.
 */
final class OneHostTest {

  private static final HostPath NEW = HostPath.of("/opt/ucs1/messaging64");
  private static final HostPath LINK = HostPath.of("/opt/ucs/msg");
  private static final String SIDE = "oracle-side-by-side";
  private static final String PLACE = "oracle-in-place";

  @TempDir private static Path made;
  @TempDir private Path folder;

  @BeforeAll
  static void makeAnEstate() throws Exception {
    OracleWorld.make(made.resolve("estate"));
  }

  private OracleWorld world(String name) throws Exception {
    return world(name, Points.counting(), tools -> tools);
  }

  private OracleWorld world(String name, Points points, UnaryOperator<Map<String, Tool>> tools) throws Exception {
    Path at = folder.resolve(name);
    if (!Files.exists(at)) {
      CrashWorld.copy(made.resolve("estate"), at);
    }
    return OracleWorld.open(at, points, tools);
  }

  @ParameterizedTest
  @CsvSource({"oracle-side-by-side, relay1, /opt/ucs/msg", "oracle-side-by-side, front1, /opt/ucs/msg", "oracle-in-place, front1, /opt/sun/comms/messaging64"})
  void upgradesAHostWithoutAStoreAndTakesItBackByteForByte(String runbook, String host, String active) throws Exception {
    try (OracleWorld world = world("whole")) {
      boolean times = runbook.equals(SIDE);
      SortedMap<String, String> before = world.scan(times);
      Plan plan = world.plan(runbook, host);
      assertTrue(plan.steps().stream().anyMatch(each -> each.notes().toString().contains("but for what is edited there meanwhile")), "what the way back takes along is said first");
      done(apply(world, plan));
      Installation found = Installation.at(world.estate().view().host(host), HostPath.of(active)).orElseThrow();
      assertEquals("8.0.2", found.version().orElseThrow().text());
      assertFalse(found.processes().isEmpty());
      assertTrue(world.plan(runbook, host).nothingToDo(), "a second plan has nothing to do");
      done(undo(world));
      assertEquals("", CrashWorld.difference(before, world.scan(times)));
    }
  }

  @Test
  void theLinkLeadsToTheNewVersionAndWhatStartsTheServerUsesIt() throws Exception {
    try (OracleWorld world = world("link")) {
      done(apply(world, world.plan(SIDE, "store1")));
      HostView host = world.estate().view().host("store1");
      assertEquals(NEW, HostPath.ofBytes(host.stat(LINK).orElseThrow().target()));
      assertTrue(new String(host.readAll(HostPath.of("/etc/init.d/messaging")), java.nio.charset.StandardCharsets.UTF_8).contains("/opt/ucs/msg/bin/$1-msg"));
      assertTrue(host.stat(HostPath.of("/opt/sun/comms/messaging64/config")).isEmpty());
      Outcome back = undo(world);
      assertEquals(Outcome.Kind.DIFFERENT, back.kind(), "the point of no return is said");
      assertTrue(back.left().toString().contains("can't read"), back.left()::toString);
      assertTrue(host.stat(NEW.resolve("bin/start-msg")).isPresent(), "the active version stays installed");
      assertTrue(host.stat(NEW.resolve("config")).isPresent(), "and keeps its configuration");
      assertTrue(host.stat(LINK).isPresent());
    }
  }

  @Test
  void aStartThatFailsSwitchesBack() throws Exception {
    try (OracleWorld world = world("start", Points.counting(), new FailingTools(1, "start-msg")::over)) {
      Plan plan = world.plan(SIDE, "store1");
      assertTrue(plan.steps().stream().anyMatch(each -> each.notes().toString().contains("without what was delivered since")), "what the way back of a start loses is said first");
      Outcome outcome = apply(world, plan);
      assertEquals(Outcome.Kind.PARTLY, outcome.kind());
      assertTrue(outcome.failure().orElseThrow().what().contains("switched back"), outcome.failure()::toString);
      HostView host = world.estate().view().host("store1");
      assertEquals("/opt/sun/comms/messaging64", HostPath.ofBytes(host.stat(LINK).orElseThrow().target()).toString());
      assertFalse(Installation.processes(host, HostPath.of("/var/opt/sun/comms/messaging64/config")).isEmpty());
    }
  }

  /** Every call that changes something fails once; then the run is carried on, and in another copy taken back. */
  @ParameterizedTest
  @CsvSource({"oracle-side-by-side, store1", "oracle-in-place, front1"})
  void goesOnOrBackFromAFailureOfAnyCall(String runbook, String host) throws Exception {
    new EveryCall(made.resolve("estate"), folder, world -> world.plan(runbook, host), 2).bothWays();
  }

  private static Path arriving(OracleWorld world) {
    return world.folder().resolve("practice/store1/var/opt/sun/comms/messaging64/store/partition/primary/=user/user1/INBOX/99.msg");
  }

  private static void deliver(OracleWorld world) throws java.io.IOException {
    Files.writeString(arriving(world), "arrived meanwhile\n");
  }

  private static boolean has(OracleWorld world) {
    return Files.exists(arriving(world));
  }

  private static void run(OracleWorld world, String... line) throws TrekException {
    assertTrue(world.estate().host("store1").programs().run(new byte[0], List.of(line)).ok(), String.join(" ", line));
  }

  @Test
  void whatArrivedStaysWhereTheStoreHasTheFormatOfBothVersions() throws Exception {
    try (OracleWorld world = world("alike")) {
      done(apply(world, world.plan(SIDE, "store1")));
      Path estate = world.folder().resolve("estate.yaml");
      String declared = Files.readString(estate).replace("{ host: store1, product: oracle, version: 7.0.5.31.0, root: /opt/sun/comms/messaging64",
          "{ host: store1, product: oracle, version: 8.0.2, root: /opt/ucs1/messaging64").replace("version: 8.0.2, root: /opt/ucs1/messaging64 }", "version: 8.0.2.1, root: /opt/sun/comms/messaging64 }");
      Files.writeString(estate, declared);
      Path media = world.folder().resolve("practice/store1/opt/media");
      CrashWorld.copy(media.resolve("8.0.2"), media.resolve("8.0.2.1"));
      Files.writeString(media.resolve("8.0.2.1/product.version"), "8.0.2.1\n");
    }
    try (OracleWorld world = world("alike")) {
      done(apply(world, world.plan(SIDE, "store1")));
      deliver(world);
      Outcome back = undo(world);
      assertTrue(has(world), "a message that arrived since is still there: " + back.left());
      assertEquals(NEW, HostPath.ofBytes(world.estate().view().host("store1").stat(LINK).orElseThrow().target()));
    }
  }

  @Test
  void theWayBackStaysClosedWhenTheServerWasStoppedSince() throws Exception {
    try (OracleWorld world = world("stopped")) {
      done(apply(world, world.plan(SIDE, "store1")));
      deliver(world);
      run(world, LINK + "/bin/stop-msg");
      Outcome back = undo(world);
      assertEquals(Outcome.Kind.DIFFERENT, back.kind());
      assertTrue(has(world), "a message that arrived since is still there");
      assertEquals(NEW, HostPath.ofBytes(world.estate().view().host("store1").stat(LINK).orElseThrow().target()));
    }
  }

  @Test
  void aSnapshotOfATryThatWasCutOffIsMadeAnew() throws Exception {
    try (OracleWorld world = world("stale", Points.counting(), new FailingTools(1, "start-msg")::over)) {
      run(world, "/usr/sbin/zfs", "snapshot", "rpool/comms-data@before-8.0.2");
      deliver(world);
      assertEquals(Outcome.Kind.PARTLY, apply(world, world.plan(SIDE, "store1")).kind());
      assertTrue(has(world), "a message that arrived behind the snapshot is still there");
    }
  }

  @Test
  void aFolderOfMoreFilesThanTheJournalCanNoteKeepsNoRunFromEnding() throws Exception {
    try (OracleWorld world = world("many")) {
      Path config = world.folder().resolve("practice/front1/var/opt/sun/comms/messaging64/config");
      for (int file = 0; file < 3_200; file++) {
        Files.writeString(config.resolve("x".repeat(200) + file), "");
      }
      SortedMap<String, String> before = world.scan(false);
      Outcome outcome = apply(world, world.plan(SIDE, "front1"));
      assertTrue(outcome.failure().isEmpty(), outcome.failure()::toString);
      assertTrue(outcome.left().stream().anyMatch(each -> each.contains("too much to note")), outcome.left()::toString);
      done(undo(world));
      assertEquals("", CrashWorld.difference(before, world.scan(false)));
    }
  }

  @Test
  void aCutOffSwitchIsTakenBackOnlyWhenSomebodyAgreesByName() throws Exception {
    try (OracleWorld world = world("cut", Points.counting(), tools -> FailingTools.from(2, "zfs").over(new FailingTools(1, "start-msg").over(tools)))) {
      Outcome cut = apply(world, world.plan(SIDE, "store1"));
      assertTrue(cut.failure().orElseThrow().getMessage().contains("zfs"), cut.failure()::toString);
    }
    try (OracleWorld world = world("cut")) {
      assertEquals(NEW, HostPath.ofBytes(world.estate().view().host("store1").stat(LINK).orElseThrow().target()));
      TrekException refused = assertThrows(TrekException.class, () -> world.runner(Progress.NONE).undo(OptionalLong.empty(), Terms.NONE));
      assertTrue(refused.getMessage().contains("resume keeps it"), refused::getMessage);
      done(undo(world));
      assertTrue(world.estate().view().host("store1").stat(LINK).isEmpty());
      assertFalse(Installation.processes(world.estate().view().host("store1"), HostPath.of("/var/opt/sun/comms/messaging64/config")).isEmpty());
    }
  }

  @Test
  void aBackupThatWasCutOffIsNotTakenForOne() throws Exception {
    int[] calls = {0};
    try (OracleWorld world = world("half")) {
      Path estate = world.folder().resolve("estate.yaml");
      Files.writeString(estate, Files.readString(estate).replaceFirst(", zfs: [^ ,}]+", ""));
    }
    try (OracleWorld world = world("half", Points.counting(), tools -> {
      Map<String, Tool> other = new TreeMap<>(tools);
      other.put("imsbackup", new Half(tools.get("imsbackup"), () -> ++calls[0] == 1));
      return other;
    })) {
      assertTrue(apply(world, world.plan(SIDE, "store1")).failure().orElseThrow().what().contains("no space left"));
      done(apply(world, world.plan(SIDE, "store1")));
      run(world, LINK + "/bin/imsbackup", "-f", "/var/tmp/all", "/");
      HostView host = world.estate().view().host("store1");
      assertArrayEquals(host.readAll(HostPath.of("/var/tmp/all")), host.readAll(HostPath.of("/var/tmp/imsbackup-before-8.0.2")), "every message is in the backup");
    }
  }

  /** Writes the first half of a backup and fails, once. */
  private record Half(Tool tool, java.util.function.BooleanSupplier now) implements Tool {

    @Override
    public Programs.Ended run(Call call, org.mailtrek.host.Host machine, java.io.InputStream input) throws TrekException {
      boolean half = now.getAsBoolean();
      Programs.Ended ended = tool.run(call, machine, input);
      if (half) {
        HostPath file = HostPath.of(call.arguments().get(call.arguments().indexOf("-f") + 1));
        machine.disk().truncate(file, machine.view().stat(file).orElseThrow().size() / 2);
        return new Programs.Ended(1, new byte[0], "imsbackup: no space left on device");
      }
      return ended;
    }

    @Override
    public boolean onlyLooks(List<String> arguments) {
      return tool.onlyLooks(arguments);
    }
  }

  @Test
  void whatAnAdministratorEditsAfterTheSwitchIsNotLostWhenItIsTakenBack() throws Exception {
    try (OracleWorld world = world("edited")) {
      Path config = world.folder().resolve("practice/front1/var/opt/sun/comms/messaging64/config");
      String version = Files.readString(config.resolve("cfgversion"));
      done(apply(world, world.plan(SIDE, "front1")));
      Files.writeString(config.resolve("imta.cnf"), "! my own rules\n");
      Files.writeString(config.resolve("cfgversion"), "edited\n");
      Files.writeString(config.resolve("mine.txt"), "a new file\n");
      Files.writeString(config.resolve("pidfile.mmp"), "started again\n");
      Outcome back = undo(world);
      assertEquals(Outcome.Kind.DIFFERENT, back.kind());
      assertEquals(3, back.left().size(), () -> back.left().toString());
      assertEquals("! my own rules\n", Files.readString(config.resolve("imta.cnf")), "an edit of what the switch had left alone stays");
      assertEquals(version, Files.readString(config.resolve("cfgversion")), "what the switch had changed is as before");
      assertEquals("edited\n", Files.readString(config.resolve("cfgversion.edited")), "and the edit lies beside");
      assertEquals("a new file\n", Files.readString(config.resolve("mine.txt")));
      assertFalse(Installation.processes(world.estate().view().host("front1"), HostPath.of("/var/opt/sun/comms/messaging64/config")).isEmpty(), "the old version runs");
    }
  }

  @Test
  void refusesTheStoreOf32Bits() throws Exception {
    try (OracleWorld world = world("bits")) {
      Plan plan = world.plan(SIDE, "store2");
      TrekException refused = assertThrows(TrekException.class, () -> apply(world, plan));
      assertTrue(refused.what().contains("have to be moved"), refused::what);
    }
  }

  @Test
  void refusesWithoutTheSchemaOfTheDirectory() throws Exception {
    try (OracleWorld world = world("schema")) {
      Path notes = world.folder().resolve("practice/front1/var/opt/CommsInstaller/installed");
      Files.writeString(notes, Files.readString(notes).replace("6.4.0.28.0", "6.4.0.27.0"));
      Plan plan = world.plan(PLACE, "front1");
      TrekException refused = assertThrows(TrekException.class, () -> apply(world, plan));
      assertTrue(refused.what().contains("is 6.4.0.27.0"), refused::what);
    }
  }

  @Test
  void theNextUpgradeGoesIntoTheTreeThatIsNotActive() throws Exception {
    try (OracleWorld world = world("next")) {
      done(apply(world, world.plan(SIDE, "front1")));
      Path estate = world.folder().resolve("estate.yaml");
      String declared = Files.readString(estate).replace("{ host: front1, product: oracle, version: 7.0.5.31.0, root: /opt/sun/comms/messaging64",
          "{ host: front1, product: oracle, version: 8.0.2, root: /opt/ucs1/messaging64").replace("version: 8.0.2, root: /opt/ucs1/messaging64 }", "version: 8.0.2.1, root: /opt/sun/comms/messaging64 }");
      Files.writeString(estate, declared);
      Path media = world.folder().resolve("practice/front1/opt/media");
      CrashWorld.copy(media.resolve("8.0.2"), media.resolve("8.0.2.1"));
      Files.writeString(media.resolve("8.0.2.1/product.version"), "8.0.2.1\n");
    }
    try (OracleWorld world = world("next")) {
      Plan plan = world.plan(SIDE, "front1");
      assertTrue(plan.steps().toString().contains("commpkg reads them from /var/tmp/upgrade-to-8.0.2.1.state"), plan.steps()::toString);
      done(apply(world, plan));
      assertTrue(world.estate().view().host("front1").stat(HostPath.of("/var/tmp/upgrade-to-8.0.2.1.state")).isPresent());
      Installation found = Installation.at(world.estate().view().host("front1"), LINK).orElseThrow();
      assertEquals("8.0.2.1", found.version().orElseThrow().text());
      assertEquals("/opt/sun/comms/messaging64", HostPath.ofBytes(world.estate().view().host("front1").stat(LINK).orElseThrow().target()).toString());
    }
  }
}
