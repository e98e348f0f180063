package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.Points;

/** What {@code journal recover} makes of journals that somebody has changed, damaged or cut. */
final class JournalRecoveryTest {

  private final SmallRunbook runbook = SmallRunbook.whole();
  private final Sample sample = new Sample();
  private final HostPath journal = StepWorld.HOME.resolve("journal").resolve(JournalScan.NAME);
  @TempDir private Path locks;
  private StepWorld done;
  private byte[] whole;
  private List<String> lines;
  private SortedMap<String, String> before;

  @BeforeEach
  void apply() throws TrekException {
    done = SmallWorld.in(locks);
    Plan plan = done.plan(runbook);
    before = done.scan(true);
    assertEquals(Outcome.Kind.DONE, done.runner(runbook).apply(plan, Terms.NONE).kind());
    whole = done.machine().readAll(journal);
    lines = new String(whole, StandardCharsets.UTF_8).lines().toList();
  }

  private StepWorld with(List<String> text) throws TrekException {
    StepWorld damaged = done.copy();
    byte[] bytes = (String.join("\n", text) + "\n").getBytes(StandardCharsets.UTF_8);
    damaged.machine().disk().truncate(journal, 0);
    damaged.machine().disk().append(journal, bytes, 0, bytes.length);
    return damaged;
  }

  private StepWorld without(int line, String instead) throws TrekException {
    List<String> text = new ArrayList<>(lines);
    text.set(line, instead);
    return with(text);
  }

  /** Recovers, takes the run back, and returns what is left. */
  private List<String> takenBack(StepWorld damaged, String what) throws TrekException {
    assertFalse(damaged.engine(runbook).journal().verify().problems().isEmpty(), what);
    byte[] as = damaged.machine().readAll(journal);
    JournalView.Recovery found = damaged.runner(runbook).recover();
    assertArrayEquals(as, damaged.machine().readAll(found.kept().orElseThrow()), what);
    assertEquals(List.of(), damaged.engine(runbook).journal().verify().problems(), what);
    assertFalse(found.lost().isEmpty(), what);
    if (damaged.engine(runbook).journal().runs().isEmpty()) {
      assertTrue(found.lost().toString().contains("whose beginning is lost"), what + found);
      return found.lost();
    }
    Outcome back = damaged.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    assertEquals(Outcome.Kind.DIFFERENT, back.kind(), () -> what + back);
    assertEquals(List.of(), damaged.engine(runbook).journal().verify().problems(), what);
    return back.left();
  }

  @Test
  void oneChangedLineCostsItsOwnChangeAtMost() throws TrekException {
    int exact = 0;
    for (int line : sample.of(lines.size() - 4, 25)) {
      String what = "line " + (line + 1) + ": " + lines.get(line);
      for (String instead : List.of(lines.get(line).replaceFirst("\"run\":1", "\"run\":7"), "%$ not JSON")) {
        StepWorld damaged = without(line, instead);
        List<String> left = takenBack(damaged, what);
        assertFalse(left.isEmpty(), what);
        boolean intent = lines.get(line).contains("\"phase\":\"intent\"") || lines.get(line).contains("\"phase\":\"run-begin\"");
        if (!intent) {
          assertEquals(before, damaged.scan(true), what);
          exact++;
        } else {
          assertTrue(left.toString().contains("any more"), what + left);
        }
      }
    }
    assertTrue(exact > 5, "nearly nothing was taken back");
  }

  @Test
  void ofAJournalThatWasCutTheFirstPartIsTakenBack() throws TrekException {
    for (int kept : sample.of(lines.size() - 8, 8)) {
      if (kept > 2) {
        StepWorld cut = with(lines.subList(0, kept));
        if (!cut.engine(runbook).journal().verify().problems().isEmpty()) {
          assertTrue(takenBack(cut, "cut behind line " + kept).toString().contains("lost"));
        }
      }
    }
  }

  @Test
  void linesThatWereTakenOutLeaveTheOthersTheirNumbers() throws TrekException {
    List<String> text = new ArrayList<>(lines);
    text.subList(lines.size() / 2, lines.size() / 2 + 3).clear();
    assertTrue(takenBack(with(text), "three lines less").toString().contains("are lost"));
  }

  @Test
  void aWholeJournalIsLeftAlone() throws TrekException {
    JournalView.Recovery found = done.runner(runbook).recover();
    assertEquals(List.of(), found.lost());
    assertTrue(found.kept().isEmpty() && Arrays.equals(whole, done.machine().readAll(journal)));
  }

  @Test
  void killedAnywhereItCanBeDoneAgain() throws TrekException {
    StepWorld damaged = without(lines.size() / 2, "%$ not JSON");
    Points counting = Points.counting();
    damaged.copy().runner(runbook, counting).recover();
    for (int point : sample.of(counting.count(), 12)) {
      StepWorld killed = damaged.copy();
      assertThrows(Killed.class, () -> killed.runner(runbook, Points.killingAt(point)).recover());
      killed.losePower();
      if (!killed.engine(runbook).journal().verify().problems().isEmpty()) {
        killed.runner(runbook).recover();
      }
      assertEquals(List.of(), killed.engine(runbook).journal().verify().problems(), "point " + point);
      assertEquals(1, killed.engine(runbook).journal().runs().size(), "point " + point);
    }
  }
}
