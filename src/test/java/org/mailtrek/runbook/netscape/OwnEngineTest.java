package org.mailtrek.runbook.netscape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.mailbox.MailFolder;
import org.mailtrek.mailbox.MailStore;
import org.mailtrek.mailbox.StoreKind;
import org.mailtrek.practice.PracticeLab;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.LabWorld;

/** Mailtrek's own engine in the place of the maker's programs: N2 to N7 and N10, on the practice estate with the messages that other servers stumble over. */
class OwnEngineTest {

  private static final String TO = "maildir:/vmail/%u/Maildir";
  private static final String QUEUE = "/usr/netscape/suitespot/mail-lab1/queue";

  @TempDir private static Path made;
  @TempDir private Path folder;

  @BeforeAll
  static void makeAnEstate() throws Exception {
    PracticeLab.make("netscape", made.resolve("estate"), 10, 7);
    for (String each : List.of("vmail", "disk1/vmail")) {
      Files.createDirectories(made.resolve("estate/practice/lab1").resolve(each));
    }
    Path declared = made.resolve("estate/estate.yaml");
    String text = Files.readString(declared);
    Files.writeString(declared, text.replace("root: /usr/netscape/server4, ", "").replaceFirst(", instance: [^ }]*", "")); // nothing of 4.1 is needed
    assertTrue(Files.readString(declared).length() < text.length() - 60);
  }

  private LabWorld world() throws Exception {
    CrashWorld.copy(made.resolve("estate"), folder.resolve("estate"));
    return LabWorld.open(folder.resolve("estate"), Points.counting());
  }

  private static Plan plan(LabWorld world, Map<String, String> more) throws TrekException {
    Map<String, String> options = new HashMap<>(Map.of("to", TO));
    options.putAll(more);
    return world.engine().planner(Progress.NONE).plan(world.engine().runbooks().named("netscape-3-to-4"), options);
  }

  private static Outcome apply(LabWorld world, Plan plan) throws TrekException {
    return world.runner(Progress.NONE).apply(plan, Terms.NONE.confirmed("netscape"));
  }

  private static Outcome undo(LabWorld world) throws TrekException {
    return world.runner(Progress.NONE).undo(OptionalLong.empty(), Terms.NONE.confirmed("netscape"));
  }

  private static long messages(LabWorld world, String store) throws TrekException {
    long[] count = new long[1];
    MailStore found = StoreKind.open(world.estate().view().host("lab1"), store);
    for (String user : found.users()) {
      for (MailFolder each : found.folders(user)) {
        each.messages(message -> count[0]++);
      }
    }
    return count[0];
  }

  private static SortedMap<String, String> scan(LabWorld world) throws Exception {
    return new TreeMap<>(world.scan(true));
  }

  @Test
  void everyMessageIsMovedAndAllIsTakenBackByteForByte() throws Exception {
    try (LabWorld world = world()) {
      SortedMap<String, String> before = scan(world);
      Plan plan = plan(world, Map.of("queue", QUEUE, "new-queue", "folder:/disk1", "place", "research=maildir:/disk1/vmail/%u/Maildir"));
      assertEquals(List.of("move-messages", "convert-queue"), plan.steps().stream().map(each -> each.id()).toList());
      assertTrue(plan.irreversible().isEmpty());
      assertEquals(before, scan(world), "a plan only reads");
      Outcome outcome = apply(world, plan);
      assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure().map(TrekException::getMessage).orElse("") + outcome.left());
      long all = messages(world, "netscape3:/mail/mailbox-3.x") + messages(world, "netscape3:/disk1/mail-Sales") + messages(world, "netscape3:/disk2/research");
      assertTrue(messages(world, "maildir:/disk1/vmail/%u/Maildir") > 0, "the partition went where it was sent");
      assertEquals(all, messages(world, TO) + messages(world, "maildir:/disk1/vmail/%u/Maildir"));
      assertTrue(plan(world, Map.of("place", "research=maildir:/disk1/vmail/%u/Maildir")).nothingToDo(), "a second plan finds nothing to move");
      Outcome back = undo(world);
      assertEquals(Outcome.Kind.DONE, back.kind(), () -> back.failure().map(TrekException::getMessage).orElse("") + back.left());
      assertEquals("", CrashWorld.difference(before, scan(world)));
    }
  }

  @Test
  void whatIsRemovedAtTheSourceComesBack() throws Exception {
    try (LabWorld world = world()) {
      SortedMap<String, String> before = scan(world);
      Outcome outcome = apply(world, plan(world, Map.of("remove", "yes")));
      assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure().map(TrekException::getMessage).orElse("") + outcome.left());
      assertTrue(scan(world).keySet().stream().noneMatch(each -> each.startsWith("lab1:/mail/") && each.endsWith(".msg")), "the messages of the old store are gone");
      Outcome back = undo(world);
      assertEquals(Outcome.Kind.DONE, back.kind(), () -> back.failure().map(TrekException::getMessage).orElse("") + back.left());
      assertEquals(withoutTimes(before), withoutTimes(scan(world)));
    }
  }

  private static SortedMap<String, String> withoutTimes(SortedMap<String, String> scan) {
    scan.replaceAll((path, line) -> line.replaceFirst(" \\S*T\\S*Z", ""));
    return scan;
  }

  @Test
  void aMessageThatCantBeReadStaysAndIsNamedAndTheOthersAreMoved() throws Exception {
    try (LabWorld world = world()) {
      Path index;
      try (var all = Files.walk(folder.resolve("estate/practice/lab1/mail"))) {
        index = all.filter(each -> each.endsWith("folder.idx")).sorted().findFirst().orElseThrow();
      }
      Files.writeString(index, Files.readString(index) + "999 77 852076800 -\n");
      long all = messages(world, "netscape3:/mail/mailbox-3.x") + messages(world, "netscape3:/disk1/mail-Sales") + messages(world, "netscape3:/disk2/research");
      Outcome outcome = apply(world, plan(world, Map.of()));
      assertEquals(1, outcome.left().size(), outcome.left()::toString);
      assertTrue(outcome.left().get(0).contains("1 can't be read"), outcome.left()::toString);
      assertEquals(all - 1, messages(world, TO));
    }
  }

  @Test
  void whatWasMovedWhilePeopleWorkedIsGoneOnWithAndStaysBehindAnUndo() throws Exception {
    try (LabWorld world = world()) {
      MovePair pair = new MovePair("lab1", "netscape3:/mail/mailbox-3.x", "lab1", TO);
      List<String> users = world.estate().view().mover().users(pair);
      world.estate().mover().move(pair, users.subList(0, 2), 1, false);
      Plan plan = plan(world, Map.of());
      assertTrue(plan.steps().get(0).notes().toString().contains("undo leaves their copies") || plan.steps().get(0).count().items() == 7, () -> plan.steps().get(0).notes().toString());
      assertEquals(Outcome.Kind.DONE, apply(world, plan).kind());
      assertEquals(Outcome.Kind.DONE, undo(world).kind(), "of those two nothing was left to move");
      assertTrue(messages(world, TO) > 0);
      Files.writeString(folder.resolve("estate/practice/lab1/mail/mailbox-3.x/" + users.get(0) + "/INBOX/9999.msg"), "Subject: late\n\n");
      Path index = folder.resolve("estate/practice/lab1/mail/mailbox-3.x/" + users.get(0) + "/INBOX/folder.idx");
      Files.writeString(index, Files.readString(index) + "9999 15 952076800 -\n");
      assertEquals(Outcome.Kind.DONE, apply(world, plan(world, Map.of())).kind());
      Outcome back = undo(world);
      assertTrue(back.left().toString().contains("of " + users.get(0) + " something had been moved before"), back.left()::toString);
      assertTrue(messages(world, TO) > 0);
    }
  }

  @Test
  void wrongPlacesAreNamedAndWhatWasBegunElsewhereIsNotForgotten() throws Exception {
    try (LabWorld world = world()) {
      assertTrue(assertThrows(TrekException.class, () -> plan(world, Map.of("place", "nobody=" + TO))).getMessage().contains("there is no partition or path nobody"));
      assertTrue(assertThrows(TrekException.class, () -> plan(world, Map.of("place", "research"))).getMessage().contains("no PARTITION=FORMAT:PATH"));
      assertTrue(assertThrows(TrekException.class, () -> plan(world, Map.of("to", "/vmail"))).getMessage().contains("must name a format and a path"));
      assertTrue(assertThrows(TrekException.class, () -> plan(world, Map.of("to", "mbox:/vmail"))).getMessage().contains("can only be read"));
      assertTrue(assertThrows(TrekException.class, () -> plan(world, Map.of("to", "imap:nobody"))).getMessage().contains("no such IMAP server is declared"));
      MovePair pair = new MovePair("lab1", "netscape3:/disk2/research", "lab1", "maildir:/disk1/vmail/%u/Maildir");
      world.estate().mover().move(pair, world.estate().view().mover().users(pair), 1, false);
      String refused = assertThrows(TrekException.class, () -> plan(world, Map.of())).getMessage();
      assertTrue(refused.contains("were begun to be moved to maildir:/disk1/vmail/%u/Maildir"), refused);
      assertTrue(plan(world, Map.of("place", HostPath.of("/disk2/research") + "=maildir:/disk1/vmail/%u/Maildir")).count().items() > 0);
    }
  }
}
