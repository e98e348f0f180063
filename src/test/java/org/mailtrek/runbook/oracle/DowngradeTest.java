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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.oracle.Installation;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.OracleWorld;

/** The ways back from an upgrade in place, O7 with ZFS and O8, against the stand-ins. */
final class DowngradeTest {

  private static final String ROOT = "/opt/sun/comms/messaging64";
  private static final String DATA = "/var/opt/sun/comms/messaging64";
  private static final Map<String, String> STORE = Map.of("host", "store1", "media", "", "since", "20240101:000000");
  private static final Map<String, String> FRONT = Map.of("host", "front1", "media", "");

  @TempDir private static Path made;
  @TempDir private Path folder;

  /** An estate in which a front end and a store were upgraded, and mail has arrived since. */
  @BeforeAll
  static void makeAnEstate() throws Exception {
    Path at = made.resolve("estate");
    OracleWorld.make(at);
    try (OracleWorld world = OracleWorld.open(at, Points.counting())) {
      for (String host : List.of("front1", "store1")) {
        done(apply(world, world.plan("oracle-in-place", host)));
      }
    }
    CrashWorld.remove(at.resolve("journal")); // the upgrade was long ago
    Path inbox = at.resolve("practice/store1" + DATA + "/store/partition/primary/=user/user1/INBOX");
    Files.writeString(inbox.resolve("4.msg"), "Subject: since\n\nhello\n");
    Files.writeString(inbox.resolve("flags"), Files.readString(inbox.resolve("flags")) + "4 0011000 20240102:120000\n");
  }

  private OracleWorld world(String name, UnaryOperator<Map<String, Tool>> tools) throws Exception {
    Path at = folder.resolve(name);
    if (!Files.exists(at)) {
      CrashWorld.copy(made.resolve("estate"), at);
    }
    return OracleWorld.open(at, Points.counting(), tools);
  }

  private static String version(OracleWorld world, String host) throws TrekException {
    Installation found = Installation.at(world.estate().view().host(host), HostPath.of(ROOT)).orElseThrow();
    assertTrue(!found.processes().isEmpty(), "it runs");
    return found.version().orElseThrow().text();
  }

  private static List<String> messages(OracleWorld world) throws TrekException {
    return world.estate().host("store1").programs().run(ROOT + "/bin/imcheck", "-D").text().lines().toList();
  }

  @Test
  void aFrontEndGoesBackAndForthAgain() throws Exception {
    try (OracleWorld world = world("front", tools -> tools)) {
      SortedMap<String, String> before = world.scan(false);
      done(apply(world, world.plan("oracle-back-out", FRONT)));
      assertEquals("7.0.5.31.0", version(world, "front1"));
      assertTrue(world.plan("oracle-back-out", FRONT).nothingToDo());
      done(undo(world));
      assertEquals("", CrashWorld.difference(before, world.scan(false)));
    }
  }

  @Test
  void aStoreGoesBackToItsSnapshotWithWhatCameSinceAndItsQueues() throws Exception {
    try (OracleWorld world = world("store", tools -> tools)) {
      List<String> before = messages(world);
      Path queued = world.folder().resolve("practice/store1" + DATA + "/queue/tcp_local/000/ZZ0002.00");
      Files.writeString(queued, "waits\n");
      Plan plan = world.plan("oracle-downgrade-zfs", STORE);
      assertTrue(plan.steps().stream().anyMatch(each -> each.notes().toString().contains("lost: what was deleted")), "what can't be kept is said first");
      done(apply(world, plan));
      assertEquals("7.0.5.31.0", version(world, "store1"));
      assertEquals(before, messages(world));
      assertTrue(Files.exists(queued));
      assertTrue(world.plan("oracle-downgrade-zfs", STORE).nothingToDo());
      Outcome back = undo(world);
      assertEquals(Outcome.Kind.DIFFERENT, back.kind(), "the point of no return is said");
    }
  }

  /** Before and after the store went back: something fails, people start the server until that is mended, and mail arrives. */
  @ParameterizedTest
  @CsvSource({"commpkg, uninstall", "imsrestore, -E"})
  void keepsWhatArrivedBetweenAFailureAndItsResume(String program, String argument) throws Exception {
    try (OracleWorld world = world(program, new FailingTools(1, program, argument)::over)) {
      assertEquals(Outcome.Kind.PARTLY, apply(world, world.plan("oracle-downgrade-zfs", STORE)).kind());
      assertTrue(world.estate().host("store1").programs().run(ROOT + "/bin/start-msg").ok());
      Path inbox = world.folder().resolve("practice/store1" + DATA + "/store/partition/primary/=user/user1/INBOX");
      Files.writeString(inbox.resolve("9.msg"), "Subject: between\n\nhello\n");
      Files.writeString(inbox.resolve("flags"), Files.readString(inbox.resolve("flags")) + "9 0011000 20240102:130000\n");
      done(world.runner(Progress.NONE).resume());
      assertEquals("7.0.5.31.0", version(world, "store1"));
      assertEquals("Subject: between\n\nhello\n", Files.readString(inbox.resolve("9.msg")));
      assertEquals("Subject: since\n\nhello\n", Files.readString(inbox.resolve("4.msg")));
    }
  }

  private static final Map<String, String> PLAIN = Map.of("host", "store1", "media", "");

  @Test
  void aStoreIsFilledAnewFromABackupOfAllThatIsThere() throws Exception {
    try (OracleWorld world = world("plain", tools -> tools)) {
      List<String> before = messages(world);
      Path data = world.folder().resolve("practice/store1" + DATA);
      Path queued = Files.writeString(data.resolve("queue/tcp_local/000/ZZ0002.00"), "waits\n");
      done(apply(world, world.plan("oracle-downgrade", PLAIN)));
      assertEquals("7.0.5.31.0", version(world, "store1"));
      assertEquals(before, messages(world));
      assertTrue(Files.exists(queued) && Files.isDirectory(data.resolve("store.of-8.0.2")) && Files.exists(data.resolve("imsbackup-of-8.0.2.restored")));
      assertTrue(world.plan("oracle-downgrade", PLAIN).nothingToDo());
      assertEquals(Outcome.Kind.DIFFERENT, undo(world).kind(), "the point of no return is said");
    }
  }

  @Test
  void findsOutAheadThatTheStoreCannotBePutAside() throws Exception {
    try (OracleWorld world = world("linked", tools -> tools)) {
      Path store = world.folder().resolve("practice/store1" + DATA + "/store");
      Files.move(store, store.resolveSibling("elsewhere"));
      Files.createSymbolicLink(store, Path.of("elsewhere"));
      TrekException refused = assertThrows(TrekException.class, () -> world.plan("oracle-downgrade", PLAIN));
      assertTrue(refused.what().contains("is no folder"), refused::what);
    }
  }

  @ParameterizedTest
  @CsvSource({"imsbackup", "imsrestore", "start-msg"})
  void givesNoStoreUpThatCannotBeSaved(String program) throws Exception {
    try (OracleWorld world = world("broken-" + program, tools -> tools)) {
      Files.delete(world.folder().resolve("practice/store1" + ROOT + "/bin/" + program));
      SortedMap<String, String> before = world.scan(false);
      for (Map.Entry<String, Map<String, String>> each : Map.of("oracle-downgrade", PLAIN, "oracle-downgrade-zfs", STORE).entrySet()) {
        TrekException refused = assertThrows(TrekException.class, () -> apply(world, world.plan(each.getKey(), each.getValue())));
        assertTrue(refused.what().contains("nothing could be saved"), refused::what);
      }
      assertEquals("", CrashWorld.difference(before, world.scan(false)));
    }
  }

  private static void partition(OracleWorld world, String path) throws Exception {
    Path conf = world.folder().resolve("practice/store1" + DATA + "/config/msg.conf");
    Files.writeString(conf, Files.readString(conf) + "store.partition.second.path = " + path + "\n");
  }

  @Test
  void findsOutAheadThatMessagesLieElsewhere() throws Exception {
    try (OracleWorld world = world("partitions", tools -> tools)) {
      Path store = world.folder().resolve("practice/store1" + DATA + "/store");
      partition(world, ROOT + "/data/store/partition/second");
      assertTrue(!world.plan("oracle-downgrade", PLAIN).nothingToDo(), "by way of the link it is in the store");
      Files.createSymbolicLink(store.resolve("partition/third"), Path.of("/big/third"));
      TrekException linked = assertThrows(TrekException.class, () -> world.plan("oracle-downgrade", PLAIN));
      assertTrue(linked.what().contains("elsewhere") && linked.what().endsWith("/store/partition/third, a link"), linked::what);
      Files.delete(store.resolve("partition/third"));
      partition(world, "/big/second");
      TrekException refused = assertThrows(TrekException.class, () -> world.plan("oracle-downgrade", PLAIN));
      assertTrue(refused.what().endsWith(": /big/second, a partition"), refused::what);
      TrekException half = assertThrows(TrekException.class, () -> apply(world, world.plan("oracle-downgrade-zfs", STORE)));
      assertTrue(half.what().contains("has not all of the store: /big/second, a partition"), half::what);
      assertTrue(world.estate().host("store1").programs().run(ROOT + "/bin/configtoxml").ok());
      TrekException unified = assertThrows(TrekException.class, () -> world.plan("oracle-downgrade", PLAIN));
      assertTrue(unified.what().endsWith(": /big/second, a partition"), unified::what);
    }
  }

  @Test
  void noSnapshotHoldsTheQueues() throws Exception {
    try (OracleWorld world = world("queues", tools -> tools)) {
      Path table = world.folder().resolve("practice/store1/etc/zfs.standin");
      Files.writeString(table, Files.readString(table).replace(DATA + "/store", DATA));
      TrekException refused = assertThrows(TrekException.class, () -> apply(world, world.plan("oracle-downgrade-zfs", STORE)));
      assertTrue(refused.what().contains("the mail that waits would be gone"), refused::what);
    }
  }

  @Test
  void noUpgradeTrustsASnapshotOfHalfAStore() throws Exception {
    Path at = folder.resolve("fresh");
    OracleWorld.make(at);
    try (OracleWorld world = OracleWorld.open(at, Points.counting())) {
      partition(world, "/big/second");
      TrekException refused = assertThrows(TrekException.class, () -> apply(world, world.plan("oracle-in-place", "store1")));
      assertTrue(refused.what().contains("has not all of the store"), refused::what);
    }
  }

  /** Before and after the store was put aside: something fails, people start the server until that is mended, and mail arrives. */
  @ParameterizedTest
  @CsvSource({"commpkg, uninstall", "imsrestore, -f"})
  void fillsTheStoreWithWhatArrivedBetweenAFailureAndItsResume(String program, String argument) throws Exception {
    try (OracleWorld world = world("plain-" + program, new FailingTools(1, program, argument)::over)) {
      assertEquals(Outcome.Kind.PARTLY, apply(world, world.plan("oracle-downgrade", PLAIN)).kind());
      assertTrue(world.estate().host("store1").programs().run(ROOT + "/bin/start-msg").ok());
      Path inbox = Files.createDirectories(world.folder().resolve("practice/store1" + DATA + "/store/partition/primary/=user/user1/INBOX"));
      Files.writeString(inbox.resolve("9.msg"), "Subject: between\n\nhello\n");
      Path flags = inbox.resolve("flags");
      Files.writeString(flags, (Files.exists(flags) ? Files.readString(flags) : "") + "9 0011000 20240102:130000\n");
      done(world.runner(Progress.NONE).resume());
      assertEquals("7.0.5.31.0", version(world, "store1"));
      assertEquals("Subject: between\n\nhello\n", Files.readString(inbox.resolve("9.msg")));
      assertEquals("Subject: since\n\nhello\n", Files.readString(inbox.resolve("4.msg")));
    }
  }

  @Test
  void refusesWhileANewerSnapshotStandsInTheWay() throws Exception {
    try (OracleWorld world = world("newer", tools -> tools)) {
      assertTrue(world.estate().host("store1").programs().run("zfs", "snapshot", "rpool/comms-data@later").ok());
      TrekException refused = assertThrows(TrekException.class, () -> apply(world, world.plan("oracle-downgrade-zfs", STORE)));
      assertTrue(refused.what().contains("newer snapshots"), refused::what);
    }
  }

  @Test
  void aStoreIsNotSimplyBackedOut() throws Exception {
    try (OracleWorld world = world("mixed", tools -> tools)) {
      TrekException refused = assertThrows(TrekException.class, () -> world.plan("oracle-back-out", Map.of("host", "store1", "media", "")));
      assertTrue(refused.next().contains("oracle-downgrade-zfs"), refused::next);
    }
  }

  /** Every call that changes something fails once; then the run is carried on: no message and no flag is lost. */
  @Test
  void goesOnFromAFailureOfAnyCall() throws Exception {
    new EveryCall(made.resolve("estate"), Files.createDirectory(folder.resolve("by-backup")), world -> world.plan("oracle-downgrade", PLAIN), 10).prove(1, call -> List.of(EveryCall.Way.ON), world -> { });
    new EveryCall(made.resolve("estate"), Files.createDirectory(folder.resolve("by-snapshot")), world -> world.plan("oracle-downgrade-zfs", STORE), 10).prove(1, call -> List.of(EveryCall.Way.ON), world -> { });
  }
}
