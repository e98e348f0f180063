package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.Disk;
import org.mailtrek.host.DiskLike;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ImapServer;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDisk;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.host.fault.Points;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Messages are put into mailboxes of a real Dovecot by IMAP: each once, whatever is cut or killed, with its bytes, date and marks; and nothing of others is taken back. */
@RequiresLab({"dovecot", "doveadm"})
@RequiresRoot
class ImapTargetTest {

  private static final LocalDisk DISK = new LocalDisk("here", Path.of("/"));
  private static final boolean EXHAUSTIVE = Boolean.getBoolean("mailtrek.exhaustive");
  private static final String MIXED = "Message-ID: <mixed@x>\r\nA: b\nC: d\r\n\r\n1\n2\n3\r\n\rx\r\n4";

  private static ImapDovecot dovecot;
  @TempDir Path folder;
  private String user;
  private OldStore old;

  @BeforeAll
  static void start(@TempDir Path server) throws IOException, InterruptedException {
    dovecot = ImapDovecot.start(server, "");
  }

  @AfterAll
  static void stop() {
    dovecot.close();
  }

  @BeforeEach
  void another(TestInfo test) throws IOException {
    user = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    old = new OldStore(Files.createDirectories(folder.resolve("old")));
    old.fill(user);
    old.add(old.folder(user, "Büro/A & B"), 3, MIXED, "F");
    Files.writeString(folder.resolve("old/" + user + "/subscribed.idx"), "INBOX\nB&APw-ro/A &- B\nWeg\n");
  }

  /** A move at work: its ledger, and its two sides. */
  private record Work(Ledger ledger, MailMove.Sides sides, String user) {

    MoveTally move() throws TrekException {
      return new MailMove(ledger, sides, Clock.systemUTC(), "me").run(List.of(user), MailMove.Terms.of(1), Progress.NONE, new Interruption());
    }

    MoveUndo undo() throws TrekException {
      MoveUndo undo = new MoveUndo(ledger, sides, Clock.systemUTC(), "me");
      undo.run(List.of(user));
      return undo;
    }

    List<String> differences() throws TrekException {
      List<String> found = new ArrayList<>();
      MoveVerification.of(ledger, sides.source(), sides.target(), List.of(user), each -> found.add(each.folder() + " " + each.id() + " " + each.reason()));
      return found;
    }
  }

  private Work work(ImapServer server) throws TrekException {
    MailMove.Place here = new MailMove.Place(DISK, LocalHost.files("here"));
    Ledger ledger = Ledger.open(DISK, here.files(), HostPath.of(folder + "/moves"), new MovePair("here", "a", "-", "imap:new"), folder.resolve("moves"));
    return new Work(ledger, new MailMove.Sides(StoreKind.open(here.files(), "netscape3:" + folder.resolve("old")), here, new ImapTarget(server, ledger, Duration.ZERO), here), user);
  }

  private Work work() throws TrekException {
    return work(ImapDovecot.clear(dovecot.port(), ImapDovecot.By.self()));
  }

  /** What the server has: folder, flags, date, size on the wire and Message-ID of each message; not its UID. */
  private String there() throws IOException {
    return String.join("\n", dovecot.messages(user).lines().map(line -> line.replaceFirst("\t[0-9]+\t", "\t")).sorted().toList());
  }

  @Test
  void whatCantBeCarriedIsNamedBeforeAnythingIsMoved() throws TrekException {
    Work work = work();
    MovePreview read = MovePreview.of(work.ledger(), work.sides(), List.of(user), true);
    List<String> named = read.remarks().stream().filter(each -> each.endsWith("stays at the source")).toList();
    assertEquals(2, named.size(), named::toString);
    assertTrue(named.get(0).matches("! " + user + ", INBOX, 3.msg.*, [0-9]+ bytes: it holds NUL bytes, which IMAP can't carry: stays at the source"), named.get(0));
    assertTrue(named.get(1).contains("9.msg, 0 bytes: it is empty"), named.get(1));
    assertEquals(2, read.refused());
    MovePreview listed = MovePreview.of(work.ledger(), work.sides(), List.of(user), false);
    assertEquals(1, listed.refused());
    assertEquals(2, work.move().failed() > 0 ? work.differences().size() : -1);
    assertEquals(2, MovePreview.of(work.ledger(), work.sides(), List.of(user), true).refused(), "what stayed is named again");
  }

  @Test
  void datesWordsAndHeadersThatServersDontTakeAreNamedAheadAndNoDateIsChanged() throws IOException, TrekException {
    old.add(old.folder(user, "INBOX"), 20, "Message-ID: <far@x>\n\nx\n", "S good ba\u00e4d " + "w".repeat(51));
    old.add(old.folder(user, "INBOX"), 21, "Message-ID: <later@x>\n\nx\n", "S");
    Path list = old.folder(user, "INBOX").resolve("folder.idx");
    Files.writeString(list, Files.readString(list).replaceFirst("\n21 ([0-9]+) [0-9]+ ", "\n21 $1 2177452800 "));
    Work work = work();
    String remarks = String.join("\n", MovePreview.of(work.ledger(), work.sides(), List.of(user), true).remarks());
    assertTrue(remarks.contains("<later@x>, 25 bytes: its date, 2039-01-01T00:00:00Z, is one that servers change"), remarks);
    assertTrue(remarks.contains("INBOX: the word ba\u00e4d is not kept") && remarks.contains("w is longer than the 50 letters"), remarks);
    assertTrue(!remarks.contains("the word good") && remarks.contains("! 1 message has 8-bit bytes in the header"), remarks);
    String told = work.move().lines().toString();
    assertTrue(told.contains("21.msg: its date"), told);
    assertEquals(List.of("3.msg", "9.msg", "20.msg", "21.msg"), work.differences().stream().map(each -> each.split(" ")[1]).toList());
    assertEquals(7, there().lines().count(), this::seen);
  }

  @Test
  void everyMessageIsThereWithItsBytesDateAndMarksAndWhatCantBeIsNamed() throws IOException, TrekException {
    MoveTally tally = work().move();
    assertEquals(7, tally.added(), () -> tally.lines().toString());
    assertTrue(tally.lines().toString().contains("3.msg: it holds NUL bytes") && tally.lines().toString().contains("UID 9: refused by the target: NO"), () -> tally.lines().toString());
    assertEquals(List.of("INBOX 3.msg was not moved", "INBOX 9.msg was not moved"), work().differences());
    String there = there();
    assertEquals(7, there.lines().count(), there);
    for (String each : List.of("INBOX\t$Forwarded \\Answered \\Seen later\t852102000\t", "INBOX\t\\Flagged late\t852116400\t30\tcrlf@x", "INBOX\t\\Seen\t852094800\t", "Büro/A & B\t$Work \\Seen\t852080400\t26\tone@x", "Büro/A & B\t\\Flagged\t", "\tmixed@x")) {
      assertTrue(there.contains(each), () -> each + " in\n" + there);
    }
    assertEquals("Büro/A & B\nINBOX", dovecot.doveadm(user, "", "mailbox", "list", "-s").lines().sorted().reduce((one, two) -> one + "\n" + two).orElse(""));
    assertTrue(dovecot.doveadm(user, "", "mailbox", "list").contains("Leer"));
    assertEquals(0, work().move().added());
    assertEquals(there, there());
  }

  @Test
  void aSecondPassBringsWhatIsNewOrMarkedAndTakesWhatVanishedButNothingOfOthers() throws IOException, TrekException {
    Path other = old.folder(user, "Büro/A & B");
    work().move();
    dovecot.doveadm(user, "", "flags", "add", "\\Answered", "mailbox", "Büro/A & B", "header", "message-id", "two@x");
    dovecot.doveadm(user, "Message-ID: <own@x>\n\nown\n", "save", "-m", "Büro/A & B");
    old.change(other, 1, "");
    old.change(other, 2, "S");
    old.change(other, 3, "S new");
    old.add(other, 4, "Message-ID: <four@x>\n\n4\n", "-");
    MoveTally tally = work().move();
    assertEquals(1, tally.added());
    assertTrue(tally.lines().toString().contains("1 changed or gone at the target too"), () -> tally.lines().toString());
    String there = there();
    for (String each : List.of("\t\\Answered\t852084000\t26\ttwo@x", "\t\\Seen new\t852087600", "four@x", "own@x")) {
      assertTrue(there.contains(each), () -> each + " in\n" + there);
    }
    assertFalse(there.contains("one@x"), there);
    assertEquals(0, work().move().added());
    assertEquals(there, there());
  }

  @Test
  void anUndoLeavesWhatWasTouchedAndWhatIsOfOthers() throws IOException, TrekException {
    dovecot.doveadm(user, "Message-ID: <before@x>\n\nbefore\n", "save", "-m", "INBOX");
    dovecot.doveadm(user, "", "flags", "add", "\\Deleted", "mailbox", "INBOX", "all");
    work().move();
    dovecot.doveadm(user, "", "flags", "add", "\\Answered", "mailbox", "INBOX", "header", "message-id", "crlf@x");
    MoveUndo undo = work().undo();
    assertEquals("6 1", undo.removed() + " " + undo.left(), () -> undo.lines().toString());
    assertEquals("before@x, crlf@x", String.join(", ", there().lines().map(line -> line.replaceAll(".*\t", "")).sorted().toList()));
    assertEquals("INBOX", dovecot.doveadm(user, "", "mailbox", "list").lines().filter(each -> !each.equals("Büro")).reduce((one, two) -> one + "\n" + two).orElse(""));
    work().move();
    assertEquals(8, there().lines().count(), "nothing is there twice");
    assertEquals(2, work().differences().size());
  }

  @Test
  void aCutConnectionLeavesNothingTwice() throws IOException, TrekException {
    for (int bytes = 700; bytes < 1_500; bytes += 90) {
      try (CutProxy proxy = new CutProxy(dovecot.port(), bytes, 1_000)) {
        work(ImapDovecot.clear(proxy.port(), ImapDovecot.By.self())).move();
      }
    }
    assertEquals(1, work().move().failed(), "INBOX, with what can't be there");
    assertEquals(7, there().lines().count(), this::seen);
    assertEquals(2, work().differences().size());
  }

  private String seen() {
    try {
      return there();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static MemoryMachine world(String user) throws TrekException {
    MemoryMachine machine = MemoryMachine.named("mail");
    for (String each : List.of("/old", "/estate", "/old/" + user, "/old/" + user + "/INBOX", "/old/" + user + "/Work")) {
      machine.disk().mkdir(HostPath.of(each), 0755);
    }
    for (String name : List.of("INBOX", "Work")) {
      StringBuilder index = new StringBuilder("netscape3 1 77 9\n");
      for (int uid = 1; uid <= 3; uid++) {
        write(machine, "/old/" + user + "/" + name + "/" + uid + ".msg", "Message-ID: <" + (uid == 3 ? 2 : uid) + name + "@x>\n\nalike\n"); // two are the same but for their date
        index.append(uid).append(" 0 85207680").append(uid).append(" S\n");
      }
      write(machine, "/old/" + user + "/" + name + "/folder.idx", index.toString());
    }
    write(machine, "/old/" + user + "/subscribed.idx", "INBOX\nWork\n");
    machine.disk().syncAll(HostPath.ROOT);
    return machine;
  }

  private static void write(MemoryMachine machine, String file, String text) throws TrekException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    machine.disk().create(HostPath.of(file));
    machine.disk().append(HostPath.of(file), bytes, 0, bytes.length);
  }

  private Work work(MemoryMachine machine, Disk disk, ImapServer server) throws TrekException {
    return work(machine, disk, server, Duration.ZERO);
  }

  private Work work(MemoryMachine machine, Disk disk, ImapServer server, Duration late) throws TrekException {
    MailMove.Place place = new MailMove.Place(disk, machine);
    Ledger ledger = Ledger.open(disk, machine, HostPath.of("/estate/moves"), new MovePair("here", "a", "-", "imap:new"), folder.resolve(user));
    return new Work(ledger, new MailMove.Sides(StoreKind.open(machine, "netscape3:/old"), place, new ImapTarget(server, ledger, late), place), user);
  }

  private void killedAnywhere(ImapServer server, boolean power, int sample) throws IOException, TrekException {
    String base = user;
    Points counting = Points.counting();
    MemoryMachine whole = world(user);
    assertEquals(6, work(whole, new KillDisk(whole.disk(), counting), server).move().added());
    String end = there();
    assertEquals(6, end.lines().count(), end);
    int step = EXHAUSTIVE ? 1 : Math.max(1, counting.count() / sample);
    for (int point = (int) (System.nanoTime() % step); point < counting.count(); point += step) {
      user = base + point;
      MemoryMachine machine = world(user);
      try {
        work(machine, new KillDisk(machine.disk(), Points.killingAt(point)), server).move();
        throw new AssertionError("point " + point + " was never reached");
      } catch (Killed expected) {
        if (power) {
          machine.files().losePower();
        }
      }
      for (int again = 0; again < 2; again++) {
        assertEquals(List.of(), work(machine, machine.disk(), server).move().lines());
        assertEquals(end, there(), "after a kill at point " + point + " of " + counting.count());
      }
      assertEquals("INBOX\nWork", String.join("\n", dovecot.doveadm(user, "", "mailbox", "list", "-s").lines().sorted().toList()));
      assertEquals(List.of(), work(machine, machine.disk(), server).differences());
    }
  }

  @Test
  void aKilledMoveIsGoneOnWithAndNothingIsThereTwice() throws IOException, TrekException {
    try (ImapServer server = ImapDovecot.clear(dovecot.port(), ImapDovecot.By.chief())) {
      killedAnywhere(server, false, 8);
    }
  }

  @Test
  void aLossOfPowerLosesAndDoublesNothing() throws IOException, TrekException {
    try (ImapServer server = ImapDovecot.clear(dovecot.port(), ImapDovecot.By.chief())) {
      killedAnywhere(server, true, 8);
    }
  }

  @Test
  void aKilledUndoIsGoneOnWith() throws IOException, TrekException {
    String base = user;
    try (ImapServer server = ImapDovecot.clear(dovecot.port(), ImapDovecot.By.chief())) {
      int count = 1;
      for (int point = 0; point < count; point += EXHAUSTIVE ? 1 : 3) {
        user = base + point;
        MemoryMachine machine = world(user);
        work(machine, machine.disk(), server).move();
        if (point == 0) {
          Points counting = Points.counting();
          MemoryMachine whole = machine.copy();
          assertEquals(6, work(whole, new KillDisk(whole.disk(), counting), server).undo().removed());
          count = counting.count();
          assertTrue(count > 10, "only " + count);
          continue;
        }
        try {
          work(machine, new KillDisk(machine.disk(), Points.killingAt(point)), server).undo();
          throw new AssertionError("point " + point + " was never reached");
        } catch (Killed expected) {
          assertEquals(0, work(machine, machine.disk(), server).undo().left(), "after a kill at point " + point);
        }
        assertEquals("", there(), "after a kill at point " + point);
        assertEquals("INBOX", dovecot.doveadm(user, "", "mailbox", "list").strip(), "after a kill at point " + point);
      }
    }
  }

  @Test
  void refusedMessagesKeepNobodyElseBack() throws IOException, TrekException {
    Path other = old.folder(user, "Büro/A & B");
    for (int uid = 10; uid < 40; uid++) {
      old.add(other, uid, "", "S");
    }
    old.add(other, 40, "Message-ID: <last@x>\n\nlast\n", "S");
    MoveTally tally = work().move();
    assertEquals(8, tally.added(), () -> tally.lines().toString());
    assertTrue(there().contains("last@x"));
  }

  @Test
  void aMailboxThatGivesItsUidsAnewIsNeitherFilledNorTakenBack() throws IOException, TrekException {
    work().move();
    for (String act : List.of("delete", "create")) {
      dovecot.doveadm(user, "", "mailbox", act, "Büro/A & B");
    }
    MoveTally tally = work().move();
    assertTrue(tally.failed() > 0 && tally.lines().toString().contains("its UIDVALIDITY is"), () -> tally.lines().toString());
    assertThrows(TrekException.class, () -> work().undo());
    List<String> missing = work().differences().stream().filter(each -> each.startsWith("Büro/A & B ")).toList();
    assertEquals(3, missing.size(), missing::toString);
  }

  @Test
  void aPreviewCountsWordsOnlyWhereFewAreKept() throws IOException, TrekException {
    old.add(old.folder(user, "Büro/A & B"), 9, MIXED, "S " + IntStream.range(0, 30).mapToObj(each -> "word" + each).collect(Collectors.joining(" ")));
    Work work = work();
    for (MailTarget target : List.of(work.sides().target(), StoreKind.fill(DISK, LocalHost.files("here"), "maildir:" + folder + "/%u/Maildir"))) {
      String remarks = MovePreview.of(work.ledger(), new MailMove.Sides(work.sides().source(), work.sides().from(), target, work.sides().to()), List.of(user), false).remarks().toString();
      assertEquals(target != work.sides().target(), remarks.contains("31 words of its own, of which 26 are kept"), remarks);
    }
  }

  @Test
  void aPreviewTellsHowManyRemarksItDoesNotShow() throws IOException, TrekException {
    List<String> users = IntStream.range(0, 1_007).mapToObj(each -> "nobody" + each).toList();
    for (String each : users) {
      Files.writeString(old.begin(each, "INBOX", 1, 2).resolve("folder.idx"), "no index\n");
    }
    Work work = work();
    List<String> remarks = MovePreview.of(work.ledger(), work.sides(), users, false).remarks();
    assertEquals("! and 7 more of these", remarks.get(1_000));
  }

  private MoveTally moveBehind(UnaryOperator<String> said) throws IOException, TrekException {
    try (CutProxy proxy = CutProxy.changing(dovecot.port(), said); ImapServer server = ImapDovecot.clear(proxy.port(), ImapDovecot.By.self())) {
      return work(server).move();
    }
  }

  @Test
  void aServerThatSaysNoUidIsNotFilledAndWhatWasPutThereIsFoundAgain() throws IOException, TrekException {
    MoveTally tally = moveBehind(each -> each.replace("[APPENDUID", "[XAPPENDUID"));
    assertTrue(tally.added() == 0 && tally.lines().toString().contains("does not say which UID"), () -> tally.lines().toString());
    assertEquals(2, there().lines().count(), "the first of each folder");
    work().move();
    assertEquals(7, there().lines().count(), this::seen);
  }

  @Test
  void aServerThatGivesOtherDatesIsLeftAsItWas() throws IOException, TrekException {
    MoveTally tally = moveBehind(each -> each.replace("-1997 ", "-1998 "));
    assertTrue(tally.added() == 0 && tally.lines().toString().contains("was removed again"), () -> tally.lines().toString());
    assertEquals("", there());
    work().move();
    assertEquals(7, there().lines().count(), this::seen);
  }

  /** Names have dots between their parts, and all but INBOX lie below it, as at Courier and Cyrus. */
  @Test
  void anotherDividerAndAPrefixAreThoseOfTheServer() throws IOException, TrekException, InterruptedException {
    String courier = "namespace inbox {\n  separator = .\n  prefix = INBOX.\n}\n";
    ImapDovecot usual = dovecot;
    try (ImapDovecot dotted = ImapDovecot.start(Files.createDirectories(folder.resolve("dotted")), courier); ImapServer server = ImapDovecot.clear(dotted.port(), ImapDovecot.By.chief())) {
      dovecot = dotted;
      old.add(old.begin(user, "a.b", 80, 9), 1, "Message-ID: <dot@x>\n\ndot\n", "S");
      assertEquals(8, work(server).move().added());
      assertTrue(there().contains("INBOX.Büro.A & B\t") && there().contains("INBOX.a_b\t"), this::seen);
      assertEquals(0, work(server).move().added());
      assertEquals(2, work(server).differences().size());
      List<String> names = new ImapStore("dotted", server).folders(user).stream().map(each -> each.name().toString()).toList();
      assertEquals(List.of("INBOX", "Büro/A & B", "Leer", "a_b"), names.stream().filter(each -> !each.equals("Weg")).toList());
      assertEquals(8, work(server).undo().removed());
      assertEquals("", there());
    } finally {
      dovecot = usual;
    }
  }

  @Test
  void aServerFromWhichNothingCouldBeTakenBackIsRefusedAhead() throws IOException, TrekException, InterruptedException {
    try (ImapDovecot plain = ImapDovecot.start(Files.createDirectories(folder.resolve("plain")), "imap_capability = IMAP4rev1 NAMESPACE\n"); ImapServer server = ImapDovecot.clear(plain.port(), ImapDovecot.By.chief())) {
      user = "plain";
      MemoryMachine machine = world(user);
      Work work = work(machine, machine.disk(), server);
      MoveTally tally = work.move();
      assertTrue(tally.added() == 0 && tally.lines().toString().contains("lacks UIDPLUS"), () -> tally.lines().toString());
      assertEquals(List.of(FolderState.Stage.FAILED), work.ledger().states(user).stream().map(FolderState::stage).toList(), "the status names him");
      assertEquals("", plain.messages(user).strip());
    }
  }

  /** Dies when it is about to note the first UID. */
  private static Disk dyingAtAUid(Disk disk) {
    return new DiskLike(disk) {
      @Override
      public void append(HostPath file, byte[] bytes, int offset, int length) throws TrekException {
        if (file.name().equals("uids") && bytes[offset] == 'u' && bytes[offset + 1] == ' ') {
          throw new Died();
        }
        super.append(file, bytes, offset, length);
      }
    };
  }

  private static final class Died extends Error {

    private static final long serialVersionUID = 1L;
  }

  @Test
  void aMessageThatIsSeenLateAfterAKillIsNotPutThereAgain() throws IOException, TrekException, InterruptedException {
    try (ImapServer server = ImapDovecot.clear(dovecot.port(), ImapDovecot.By.chief())) {
      MemoryMachine machine = world(user);
      assertThrows(Died.class, () -> work(machine, dyingAtAUid(machine.disk()), server).move());
      String name = there().substring(0, there().indexOf('\t'));
      dovecot.doveadm(user, "", "expunge", "mailbox", name, "all"); // as if nobody could see it yet
      byte[] sent = ("Message-ID: <1" + name + "@x>\r\n\r\nalike\r\n").getBytes(StandardCharsets.US_ASCII);
      Thread slow = new Thread(() -> {
        LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
        try {
          server.ask(user, channel -> channel.append("\"" + name + "\" (\\Seen) \"" + ImapMessages.date(Instant.ofEpochSecond(852076801)) + "\"", sent.length, new ByteArrayInputStream(sent)));
        } catch (TrekException e) {
          throw new IllegalStateException(e);
        }
      });
      slow.start();
      MoveTally tally = work(machine, machine.disk(), server, Duration.ofSeconds(30)).move();
      slow.join();
      assertEquals(List.of(), tally.lines());
      assertEquals(6, there().lines().count(), this::seen);
      assertEquals(List.of(), work(machine, machine.disk(), server).differences());
    }
  }

  @Test
  void aMessageThatTheServerChangedBeforeAKillIsNotPutThereAgain() throws IOException, TrekException {
    try (ImapServer server = ImapDovecot.clear(dovecot.port(), ImapDovecot.By.chief())) {
      MemoryMachine machine = world(user);
      assertThrows(Died.class, () -> work(machine, dyingAtAUid(machine.disk()), server).move());
      String put = there();
      assertEquals(1, put.lines().count(), put);
      String name = put.substring(0, put.indexOf('\t'));
      byte[] changed = "Message-ID: <1@x>\r\nReceived: by the server\r\n\r\nalike\r\n".getBytes(StandardCharsets.US_ASCII);
      dovecot.doveadm(user, "", "expunge", "mailbox", name, "all");
      server.ask(user, channel -> channel.append("\"" + name + "\" (\\Seen) \"" + ImapMessages.date(Instant.ofEpochSecond(852076801)) + "\"", changed.length, new ByteArrayInputStream(changed)));
      MoveTally tally = work(machine, machine.disk(), server).move();
      assertTrue(tally.lines().toString().contains("the server may have changed"), () -> tally.lines().toString());
      assertEquals(1, dovecot.messages(user).lines().filter(line -> line.startsWith(name + "\t")).count());
    }
  }
}
