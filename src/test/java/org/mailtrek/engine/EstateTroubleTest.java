package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.Points;
import org.mailtrek.host.fault.RefusingDisk;

/** What happens to an estate's folder from outside: a journal that was cut, a clock that jumps, a file system that turns read-only, a move to another machine. */
final class EstateTroubleTest {

  private final SmallRunbook runbook = SmallRunbook.whole();
  private final Sample sample = new Sample();
  private final HostPath journal = StepWorld.HOME.resolve("journal").resolve(JournalScan.NAME);
  @TempDir private Path locks;
  private StepWorld world;
  private Plan plan;
  private SortedMap<String, String> before;
  private SortedMap<String, String> after;

  @BeforeEach
  void planAndLearnTheEnds() throws TrekException {
    world = SmallWorld.in(locks);
    plan = world.plan(runbook);
    before = world.scan(true);
    StepWorld undisturbed = world.copy();
    undisturbed.runner(runbook).apply(plan, Terms.NONE);
    after = undisturbed.scan(false);
  }

  private StepWorld killedAt(int point) throws TrekException {
    StepWorld killed = world.copy();
    assertThrows(Killed.class, () -> killed.runner(runbook, Points.killingAt(point)).apply(plan, Terms.NONE));
    return killed;
  }

  private int points() throws TrekException {
    Points points = Points.counting();
    world.copy().runner(runbook, points).apply(plan, Terms.NONE);
    return points.count();
  }

  private static boolean waits(Engine engine) throws TrekException {
    return engine.journal().unfinished().isPresent();
  }

  private static void done(Outcome outcome, String what) {
    assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> what + outcome);
  }

  @Test
  void aClockThatJumpedBackYearsIsNoReasonToStop() throws TrekException {
    Clock back = Clock.fixed(Instant.parse("1999-12-31T23:59:59Z"), ZoneOffset.UTC);
    for (int point : sample.of(points(), 12)) {
      StepWorld resumed = killedAt(point);
      if (waits(resumed.engine(runbook))) {
        StepWorld undone = resumed.copy();
        done(resumed.engine(runbook, back).runner(Progress.NONE, new Interruption()).resume(), "resume, point " + point);
        assertEquals(after, resumed.scan(false), "point " + point);
        done(undone.engine(runbook, back).runner(Progress.NONE, new Interruption()).undo(OptionalLong.empty(), Terms.NONE), "undo, point " + point);
        assertEquals(before, undone.scan(true), "point " + point);
        assertEquals(List.of(), undone.engine(runbook).journal().verify().problems());
        assertEquals(2, undone.engine(runbook, back).planner(Progress.NONE).plan(runbook, Map.of()).number(), "plans are numbered, not dated");
      }
    }
  }

  /** Returns a runner on a machine whose file systems, all of them or the estate's alone, take no write from a call on. */
  private Runner readOnlyAfter(int calls, StepWorld in, boolean estateOnly) {
    int[] made = {0};
    Host host = RefusingDisk.on(in.machine(), "Read-only file system", (call, path) -> (!estateOnly || path.toString().startsWith("/estate/")) && made[0]++ >= calls);
    return in.engine(runbook, host).runner(Progress.NONE, new Interruption());
  }

  @Test
  void aFileSystemThatTurnsReadOnlyStopsTheRunWhichGoesOnOrBackLater() throws TrekException {
    for (boolean estateOnly : new boolean[] {true, false}) {
      for (int calls : sample.of(60, 8)) {
        StepWorld broken = world.copy();
        String what = "read-only after " + calls + " writes" + (estateOnly ? " into the estate" : "");
        boolean partly = stops(readOnlyAfter(calls, broken, estateOnly), what);
        if (!waits(broken.engine(runbook))) {
          assertEquals(before, broken.scan(true), what);
          continue;
        }
        StepWorld twin = broken.copy();
        done(broken.runner(runbook).resume(), what + partly);
        assertEquals(after, broken.scan(false), what);
        done(twin.runner(runbook).undo(OptionalLong.empty(), Terms.NONE), what);
        assertEquals(before, twin.scan(true), what);
      }
    }
  }

  private boolean stops(Runner runner, String what) {
    try {
      Outcome outcome = runner.apply(plan, Terms.NONE);
      assertTrue(outcome.toString().contains("Read-only file system") || outcome.toString().contains("an earlier write failed"), () -> what + " is not said: " + outcome);
      return outcome.kind() == Outcome.Kind.PARTLY;
    } catch (TrekException refused) {
      assertTrue(refused.getMessage().contains("Read-only file system") || refused.getMessage().contains("an earlier write failed"), refused::toString);
      return false;
    }
  }

  @Test
  void anEstateThatWasKilledOnAnotherMachineAsksOnceAndGoesOnHere() throws TrekException, IOException {
    StepWorld moved = killedAt(points() / 2);
    Path holder = locks.resolve("lease-holder");
    Files.writeString(holder, "anna@desk on elsewhere.example.org, process 4711\n", StandardCharsets.UTF_8);
    TrekException asks = assertThrows(TrekException.class, () -> moved.runner(runbook).resume());
    assertEquals(TrekException.Kind.IN_USE, asks.kind());
    assertTrue(asks.getMessage().contains("elsewhere.example.org") && asks.next().contains("delete " + holder), asks::toString);
    Files.delete(holder);
    done(moved.runner(runbook).resume(), "resume elsewhere");
    assertEquals(after, moved.scan(false));
  }

  @Test
  void aJournalThatWasCutIsFoundAndNothingIsBuiltOnItUntilItIsPutBack() throws TrekException {
    StepWorld cut = world.copy();
    done(cut.runner(runbook).apply(plan, Terms.NONE), "apply");
    byte[] whole = cut.machine().readAll(journal);
    int end = new String(whole, 0, whole.length / 4, StandardCharsets.UTF_8).lastIndexOf('\n') + 1;
    cut.machine().disk().truncate(journal, end);
    List<String> problems = cut.engine(runbook).journal().verify().problems();
    assertTrue(problems.toString().contains("was cut: it ends with line "), problems::toString);
    List<HostPath> sides = cut.machine().list(StepWorld.HOME.resolve("journal/side"));
    for (boolean back : new boolean[] {false, true}) {
      TrekException refused = assertThrows(TrekException.class, () -> {
        Runner runner = cut.runner(runbook);
        Outcome never = back ? runner.undo(OptionalLong.empty(), Terms.NONE) : runner.resume();
        throw new AssertionError(never);
      });
      assertTrue(refused.getMessage().contains("was cut") && refused.next().contains("put the journal back"), refused::toString);
    }
    assertEquals(sides, cut.machine().list(StepWorld.HOME.resolve("journal/side")), "what the way back needs was removed");
    byte[] rest = Arrays.copyOfRange(whole, end, whole.length);
    cut.machine().disk().append(journal, rest, 0, rest.length);
    done(cut.runner(runbook).undo(OptionalLong.empty(), Terms.NONE), "undo");
    assertEquals(before, cut.scan(true));
  }
}
