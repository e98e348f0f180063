package org.mailtrek.runbook.netscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Terms;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.practice.MendedNetscape;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.LabWorld;

/** The maker's programs, driven: N1, N3, N4, N6, N7, N10 and N11, against the stand-ins of the practice estate. */
class NetscapeUpgradeTest {

  private static final String INSTANCE = "/usr/netscape/server4/msg-lab1";
  private static final String QUEUE = "/usr/netscape/suitespot/mail-lab1/queue";
  private static final Map<String, String> OPTIONS = Map.of("place", "research=/disk1/research-4", "queue", QUEUE);

  @TempDir private static Path made;
  @TempDir private Path folder;

  @BeforeAll
  static void makeAnEstate() throws Exception {
    MendedNetscape.make(made.resolve("estate"), 10, 7);
  }

  private LabWorld world() throws Exception {
    CrashWorld.copy(made.resolve("estate"), folder.resolve("estate"));
    return LabWorld.open(folder.resolve("estate"), Points.counting());
  }

  private Path at(String path) {
    return folder.resolve("estate/practice/lab1" + path);
  }

  private static Plan plan(LabWorld world) throws TrekException {
    return world.engine().planner(Progress.NONE).plan(world.engine().runbooks().named("netscape-3-to-4"), OPTIONS);
  }

  private static Outcome apply(LabWorld world, Plan plan) throws TrekException {
    return world.runner(Progress.NONE).apply(plan, Terms.NONE.confirmed("netscape"));
  }

  /** What the programs write into their log stays. */
  private static SortedMap<String, String> scan(LabWorld world) throws Exception {
    SortedMap<String, String> lines = new TreeMap<>(world.scan(false));
    lines.keySet().removeIf(each -> each.contains("/log/"));
    return lines;
  }

  @Test
  void everythingIsIn41WithThePartitionsAsChosenAndTheMessagesStayThere() throws Exception {
    try (LabWorld world = world()) {
      Plan plan = plan(world);
      Outcome outcome = apply(world, plan);
      assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure().map(TrekException::getMessage).orElse("") + outcome.left());
      assertTrue(Files.readString(at(INSTANCE + "/config/configdb")).contains("store.partition.research.path|/disk1/research-4\n"));
      assertTrue(Files.isDirectory(at("/disk1/research-4/=user")), "the messages went where the partition was pointed");
      assertTrue(Files.readAllLines(at(INSTANCE + "/store/mboxlist/folder.db")).stream().allMatch(each -> each.endsWith("|NON-TRANSITION")));
      try (var queue = Files.list(at(QUEUE)); var there = Files.list(at(INSTANCE + "/smtp-queue"))) {
        assertEquals(queue.filter(each -> each.toString().matches(".*/[^_][^/]*\\.env")).map(Path::getFileName).sorted().toList(), there.filter(each -> each.toString().endsWith(".env")).map(Path::getFileName).sorted().toList());
      }
      assertTrue(plan(world).nothingToDo(), "a second plan sets nothing back");
      assertTrue(Files.readString(at(INSTANCE + "/config/configdb")).contains("|/disk1/research-4\n"));
      Outcome back = world.runner(Progress.NONE).undo(OptionalLong.empty(), Terms.NONE.confirmed("netscape"));
      assertEquals(Outcome.Kind.DIFFERENT, back.kind(), "the point of no return is said");
      assertTrue(back.left().toString().contains("3.x still has every message"), back.left()::toString);
    }
  }

  @Test
  void whatComesBeforeTheMessagesIsTakenBackByteForByte() throws Exception {
    try (LabWorld world = world()) {
      SortedMap<String, String> before = scan(world);
      List<String> steps = List.of("make-partitions", "upgrade-folders", "set-partitions", "convert-messages-queue");
      for (String each : steps) {
        Outcome outcome = world.runner(Progress.NONE).apply(plan(world), Terms.NONE.only(each));
        assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> each + outcome.failure().map(TrekException::getMessage).orElse("") + outcome.left());
      }
      assertTrue(Files.exists(at("/mail/mailbox-3.x/__up.research.txt")));
      for (String each : steps) {
        Outcome back = world.runner(Progress.NONE).undo(OptionalLong.empty(), Terms.NONE);
        assertEquals(Outcome.Kind.DONE, back.kind(), () -> each + back.failure().map(TrekException::getMessage).orElse("") + back.left());
      }
      assertEquals("", CrashWorld.difference(before, scan(world)));
    }
  }

  @Test
  void aMessageThatWouldStayIsNamedBeforeAnythingIsDone() throws Exception {
    try (LabWorld world = world()) {
      Plan plan = plan(world);
      Path index = first("folder.idx");
      Files.writeString(index, Files.readString(index) + "999 77 852076800 -\n");
      String refused = assertThrows(TrekException.class, () -> apply(world, plan)).getMessage();
      assertTrue(refused.contains("999.msg: can't be read"), refused);
      assertTrue(Files.notExists(at("/mail/mailbox-3.x/__upfolder.db")));
    }
  }

  private Path first(String name) throws Exception {
    try (var all = Files.walk(at("/mail"))) {
      return all.filter(each -> each.endsWith(name)).sorted().findFirst().orElseThrow();
    }
  }

  @Test
  void whatTheMakersProgramsDoNotDoIsRefused() throws Exception {
    try (LabWorld world = world()) {
      OldServer old = new OldServer("lab1", "2.2", HostPath.of("/usr/netscape/server4"), HostPath.of("/mail/mailbox-3.x"), HostPath.of(INSTANCE));
      assertTrue(refusal(world, old).contains("3.01 and later"));
      assertTrue(refusal(world, new OldServer("lab1", "3.6", HostPath.of("/usr/netscape/server5"), old.data(), old.instance())).contains("no 4.1 is installed"));
      OldServer server = new OldServer("lab1", "3.01", old.root(), old.data(), old.instance());
      assertTrue(new UpgradeGuard(server).check(world.estate().view()).contains("3.01 or later"));
      Files.writeString(at(INSTANCE + "/lock/__lock.share"), "1 shared\n", StandardCharsets.US_ASCII);
      assertTrue(refusal(world, server).contains("halted"));
    }
    Path declared = folder.resolve("estate/estate.yaml");
    Files.writeString(declared, Files.readString(declared).replace("\"3.6\"", "\"4.0\""));
    try (LabWorld world = LabWorld.open(folder.resolve("estate"), Points.counting())) {
      Plan plan = plan(world);
      assertTrue(plan.nothingToDo());
      assertTrue(plan.steps().get(0).notes().toString().contains("need not be moved from 4.0"));
    }
  }

  private static String refusal(LabWorld world, OldServer server) {
    return assertThrows(TrekException.class, () -> new UpgradeGuard(server).check(world.estate().view())).getMessage();
  }
}
