package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Progress;
import org.mailtrek.estate.MovePair;
import org.mailtrek.host.Disk;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDisk;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.host.fault.Points;

/** Kills a move before its writes, its ledger's among them, also with a loss of power: the next run ends where an undisturbed one ends, and nothing is there twice. */
class MoveCrashTest {

  private static final boolean EXHAUSTIVE = Boolean.getBoolean("mailtrek.exhaustive");
  private static final int SAMPLE = 12;
  private static final List<String> USERS = List.of("amy", "joe");

  @TempDir Path locks;
  private int tries;
  private String target = "maildir:/vmail/%u/Maildir";

  private static MemoryMachine world() throws TrekException {
    MemoryMachine machine = MemoryMachine.named("mail");
    for (String folder : List.of("/old", "/vmail", "/estate", "/old/joe", "/old/joe/INBOX", "/old/joe/Work", "/old/amy", "/old/amy/INBOX")) {
      machine.disk().mkdir(HostPath.of(folder), 0755);
    }
    StringBuilder inbox = new StringBuilder("netscape3 1 77 9\n");
    for (int uid = 2; uid <= 6; uid++) {
      write(machine, "/old/joe/INBOX/" + uid + ".msg", "Message-ID: <" + uid + "@x>\n\n" + uid + "\n");
      inbox.append(uid).append(" 0 85207680").append(uid).append(uid % 2 == 0 ? " S later\n" : " -\n");
    }
    write(machine, "/old/joe/INBOX/folder.idx", inbox.toString());
    write(machine, "/old/joe/Work/folder.idx", "netscape3 1 78 1\n");
    write(machine, "/old/joe/subscribed.idx", "INBOX\nWork\n");
    write(machine, "/old/amy/INBOX/folder.idx", "netscape3 1 79 3\n1 0 852076800 F\n2 0 852076801 -\n");
    write(machine, "/old/amy/INBOX/1.msg", "one");
    write(machine, "/old/amy/INBOX/2.msg", "two");
    machine.disk().chown(HostPath.of("/vmail"), 5000, 5001);
    machine.disk().syncAll(HostPath.ROOT);
    return machine;
  }

  private static void write(MemoryMachine machine, String file, String text) throws TrekException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    machine.disk().create(HostPath.of(file));
    machine.disk().append(HostPath.of(file), bytes, 0, bytes.length);
  }

  /** What is done to a world. */
  private interface Act {
    void on(MailMove move, MoveUndo undo) throws TrekException;
  }

  private void act(MemoryMachine machine, Disk disk, Act act) throws TrekException {
    Ledger ledger = Ledger.open(disk, machine, HostPath.of("/estate/moves"), new MovePair("here", "a", "here", "b"), locks.resolve(String.valueOf(tries++)));
    MailMove.Place place = new MailMove.Place(disk, machine);
    MailMove.Sides sides = new MailMove.Sides(StoreKind.open(machine, "netscape3:/old"), place, StoreKind.fill(disk, machine, target), place);
    act.on(new MailMove(ledger, sides, Clock.systemUTC(), "me"), new MoveUndo(ledger, sides, Clock.systemUTC(), "me"));
  }

  private static void move(MailMove move, MoveUndo undo) throws TrekException {
    MoveTally tally = move.run(USERS, MailMove.Terms.of(1), Progress.NONE, new Interruption());
    assertEquals(List.of(), tally.lines());
  }

  private static void moveAndRemove(MailMove move, MoveUndo undo) throws TrekException {
    MoveTally tally = move.run(USERS, MailMove.Terms.of(1).removing(), Progress.NONE, new Interruption());
    assertEquals(List.of(), tally.lines());
  }

  /** The mailboxes as they are seen, and what is left at the source. */
  private String seen(MemoryMachine machine) throws TrekException {
    StringBuilder text = new StringBuilder();
    MailStore seen = StoreKind.open(machine, target);
    for (String user : seen.users()) {
      text.append(seen.subscribed(user)).append('\n');
      for (MailFolder folder : seen.folders(user)) {
        List<String> lines = new ArrayList<>();
        folder.messages(each -> lines.add(each.uid() + " " + each.arrived() + " " + Placed.marksText(each.marks()) + " " + SourceRemoval.digest(folder.open(each))));
        text.append(user).append(' ').append(folder.name()).append(' ').append(folder.uidValidity()).append(' ').append(folder.uidNext()).append('\n').append(String.join("\n", lines)).append('\n');
      }
    }
    new TreeMap<>(machine.files().dump(false)).forEach((path, line) -> {
      if (path.startsWith("/vmail") && !line.contains(" 5000:5001")) {
        text.append(path).append(" belongs to somebody else: ").append(line).append('\n');
      }
    });
    new TreeMap<>(machine.files().dump(false)).keySet().stream().filter(each -> each.contains(".msg") || each.contains("tmp/")).forEach(each -> text.append(each).append('\n'));
    return text.toString();
  }

  private void killedAnywhere(Act act, boolean power) throws TrekException {
    killedAnywhere(world(), act, power);
  }

  private void killedAnywhere(MemoryMachine start, Act act, boolean power) throws TrekException {
    MemoryMachine whole = start.copy();
    Points counting = Points.counting();
    act(whole, new KillDisk(whole.disk(), counting), act);
    String end = seen(whole);
    assertTrue(counting.count() > 40, () -> "only " + counting.count());
    for (int point : points(counting.count())) {
      MemoryMachine machine = start.copy();
      try {
        act(machine, new KillDisk(machine.disk(), Points.killingAt(point)), act);
        throw new AssertionError("point " + point + " was never reached");
      } catch (Killed expected) {
        if (power) {
          machine.files().losePower();
        }
      }
      act(machine, machine.disk(), act);
      assertEquals(end, seen(machine), "after a kill at point " + point + (power ? " with a loss of power" : ""));
      act(machine, machine.disk(), act);
      assertEquals(end, seen(machine), "again after a kill at point " + point);
    }
  }

  private static List<Integer> points(int count) {
    List<Integer> all = new ArrayList<>();
    for (int point = 0; point < count; point++) {
      all.add(point);
    }
    long seed = System.nanoTime();
    java.util.Collections.shuffle(all, new Random(seed));
    System.out.println("kills at " + (EXHAUSTIVE ? count : SAMPLE) + " of " + count + " write points, seed " + seed);
    return EXHAUSTIVE ? all : all.subList(0, Math.min(SAMPLE, count));
  }

  private static TreeMap<String, String> below(MemoryMachine machine) {
    TreeMap<String, String> lines = new TreeMap<>(machine.files().dump(false));
    lines.keySet().removeIf(each -> !each.startsWith("/vmail"));
    return lines;
  }

  private void takenBackFromAnywhere(boolean power) throws TrekException {
    MemoryMachine start = world();
    MemoryMachine whole = start.copy();
    Points counting = Points.counting();
    act(whole, new KillDisk(whole.disk(), counting), MoveCrashTest::move);
    Points back = Points.counting();
    MemoryMachine undone = whole.copy();
    act(undone, new KillDisk(undone.disk(), back), MoveCrashTest::takeBack);
    assertEquals(below(start), below(undone), "nothing is left of a move that was taken back");
    for (int point : points(counting.count())) {
      MemoryMachine machine = start.copy();
      assertThrows(Killed.class, () -> act(machine, new KillDisk(machine.disk(), Points.killingAt(point)), MoveCrashTest::move));
      recoverFrom(machine, start, power, "a move, killed at point " + point);
    }
    for (int point : points(back.count())) {
      MemoryMachine machine = whole.copy();
      assertThrows(Killed.class, () -> act(machine, new KillDisk(machine.disk(), Points.killingAt(point)), MoveCrashTest::takeBack));
      recoverFrom(machine, start, power, "its way back, killed at point " + point);
    }
  }

  private void recoverFrom(MemoryMachine machine, MemoryMachine start, boolean power, String where) throws TrekException {
    if (power) {
      machine.files().losePower();
    }
    act(machine, machine.disk(), MoveCrashTest::takeBack);
    assertEquals(below(start), below(machine), where);
  }

  private static void takeBack(MailMove move, MoveUndo undo) throws TrekException {
    undo.run(USERS);
    assertEquals(List.of(), undo.lines());
  }

  @Test
  void aMoveThatIsTakenBackLeavesNothingWhereverItWasKilled() throws TrekException {
    takenBackFromAnywhere(false);
    target = "ims4:/vmail";
    takenBackFromAnywhere(false);
  }

  @Test
  void aKilledMoveIsGoneOnWith() throws TrekException {
    killedAnywhere(MoveCrashTest::move, false);
  }

  @Test
  void aMoveWithoutPowerIsGoneOnWith() throws TrekException {
    killedAnywhere(MoveCrashTest::move, true);
  }

  @Test
  void aKilledMoveThatRemovesIsGoneOnWith() throws TrekException {
    killedAnywhere(MoveCrashTest::moveAndRemove, false);
    killedAnywhere(MoveCrashTest::moveAndRemove, true);
  }

  @Test
  void intoTheLayoutOfFourToo() throws TrekException {
    target = "ims4:/vmail";
    for (boolean power : List.of(false, true)) {
      killedAnywhere(MoveCrashTest::moveAndRemove, power);
    }
  }

  @Test
  void aKilledUndoIsBegunAgain() throws TrekException {
    MemoryMachine moved = world();
    act(moved, moved.disk(), MoveCrashTest::moveAndRemove);
    moved.disk().syncAll(HostPath.ROOT);
    for (boolean power : List.of(false, true)) {
      killedAnywhere(moved, (move, undo) -> undo.run(USERS), power);
    }
  }
}
