package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.Points;

/** Kills a run before its writes, those of the journal among them, and goes on or back; also with a loss of power, and during recovery. */
final class CrashTest {

  private final SmallRunbook runbook = SmallRunbook.whole();
  private final Sample sample = new Sample();
  private StepWorld world;
  private Plan plan;
  private SortedMap<String, String> before;
  private SortedMap<String, String> after;

  /** What the operator does about a crash. */
  private enum Way {
    RESUME,
    UNDO
  }

  @BeforeEach
  void planAndLearnTheEnds(@TempDir Path locks) throws TrekException {
    world = SmallWorld.in(locks);
    plan = world.plan(runbook);
    before = world.scan(true);
    StepWorld undisturbed = world.copy();
    undisturbed.runner(runbook).apply(plan, Terms.NONE);
    after = undisturbed.scan(false);
  }

  private interface Act {
    void on(Runner runner) throws TrekException;
  }

  /** Returns how many write points an act has in a copy of a world. */
  private int count(StepWorld of, Act act) throws TrekException {
    Points points = Points.counting();
    act.on(of.copy().runner(runbook, points));
    return points.count();
  }

  private StepWorld killedAt(int point, StepWorld of, Act act, boolean power) throws TrekException {
    StepWorld copy = of.copy();
    try {
      act.on(copy.runner(runbook, Points.killingAt(point)));
    } catch (Killed expected) {
      if (power) {
        copy.losePower();
      }
      return copy;
    }
    throw new AssertionError("point " + point + " was never reached");
  }

  private void apply(Runner runner) throws TrekException {
    runner.apply(plan, Terms.NONE);
  }

  private Act act(Way way) {
    return way == Way.RESUME ? runner -> done(runner.resume()) : runner -> done(runner.undo(OptionalLong.empty(), Terms.NONE));
  }

  private static void done(Outcome outcome) {
    assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure().toString() + outcome.left());
  }

  /** Goes a way from where a crash left the world, and compares where it ends. */
  private void check(StepWorld crashed, Way way, String what) throws TrekException {
    List<RunInfo> runs = crashed.engine(runbook).journal().runs();
    boolean undoing = !runs.isEmpty() && runs.get(0).state() == RunInfo.State.UNDOING;
    if (runs.stream().anyMatch(RunInfo::waits)) {
      act(way).on(crashed.runner(runbook));
    } else if (!runs.isEmpty() && runs.get(0).state() == RunInfo.State.DONE && way == Way.UNDO) {
      act(Way.UNDO).on(crashed.runner(runbook));
    }
    boolean back = runs.isEmpty() || undoing || way == Way.UNDO || runs.get(0).state() == RunInfo.State.UNDONE;
    assertEquals(back ? before : after, crashed.scan(back), what);
    assertEquals(List.of(), crashed.engine(runbook).journal().verify().problems(), what);
  }

  private void manyPoints(boolean power) throws TrekException {
    int points = count(world, this::apply);
    assertTrue(points > 100, () -> "only " + points + " write points");
    for (int point : sample.of(points, 60)) {
      for (Way way : Way.values()) {
        check(killedAt(point, world, this::apply, power), way, way + " after a kill at point " + point);
      }
    }
  }

  @Test
  void goesOnOrBackFromAKillAtAnyPoint() throws TrekException {
    manyPoints(false);
  }

  @Test
  void goesOnOrBackFromALossOfPowerAtAnyPoint() throws TrekException {
    manyPoints(true);
  }

  private void duringRecovery(boolean power) throws TrekException {
    int points = count(world, this::apply);
    for (int point : sample.of(points, 12)) {
      StepWorld crashed = killedAt(point, world, this::apply, power);
      if (crashed.engine(runbook).journal().unfinished().isPresent()) {
        for (Way way : Way.values()) {
          int more = count(crashed, act(way));
          for (int again : sample.of(more, 6)) {
            StepWorld twice = killedAt(again, crashed, act(way), power);
            check(twice.copy(), Way.RESUME, way + " killed at " + again + " after a kill at " + point + ", then resume");
            check(twice, Way.UNDO, way + " killed at " + again + " after a kill at " + point + ", then undo");
          }
        }
      }
    }
  }

  @Test
  void goesOnOrBackFromAKillDuringRecovery() throws TrekException {
    duringRecovery(false);
  }

  @Test
  void goesOnOrBackFromALossOfPowerDuringRecovery() throws TrekException {
    duringRecovery(true);
  }

  @Test
  void goesBackFromAKillAtAnyPointOfAnUndo() throws TrekException {
    StepWorld applied = world.copy();
    apply(applied.runner(runbook));
    int points = count(applied, act(Way.UNDO));
    for (int point : sample.of(points, 50)) {
      StepWorld killed = killedAt(point, applied, act(Way.UNDO), false);
      check(killed.copy(), Way.UNDO, "undo killed at " + point);
      check(killedAt(point, applied, act(Way.UNDO), true), Way.UNDO, "undo lost its power at " + point);
    }
  }

  private static final Terms AGREED = Terms.NONE.confirmed("made-up");

  /** Lets mail in. */
  private static void open(Runner runner) throws TrekException {
    done(runner.open(AGREED));
  }

  @Test
  void goesOnOrBackFromAKillOrALossOfPowerAtEveryPointOfOpen() throws TrekException {
    StepWorld closed = world.copy();
    apply(closed.runner(runbook));
    closed.settled();
    SortedMap<String, String> shut = closed.scan(true);
    StepWorld undisturbed = closed.copy();
    open(undisturbed.runner(runbook));
    SortedMap<String, String> opened = undisturbed.scan(false);
    int points = count(closed, CrashTest::open);
    assertTrue(points > 10, () -> "only " + points + " write points");
    for (int point = 0; point < points; point++) {
      for (boolean power : new boolean[] {false, true}) {
        String what = "open " + (power ? "lost its power" : "killed") + " at point " + point;
        StepWorld crashed = killedAt(point, closed, CrashTest::open, power);
        StepWorld twin = crashed.copy();
        goOnWithOpen(crashed);
        assertEquals(opened, crashed.scan(false), what + ", then resumed or opened");
        goBackFromOpen(twin);
        assertEquals(shut, twin.scan(true), what + ", then taken back");
        done(twin.runner(runbook).undo(OptionalLong.of(1), AGREED));
        assertEquals(before, twin.scan(true), what + ", then all taken back");
        assertEquals(List.of(), twin.engine(runbook).journal().verify().problems(), what);
      }
    }
  }

  private void goOnWithOpen(StepWorld crashed) throws TrekException {
    if (crashed.engine(runbook).journal().unfinished().isPresent()) {
      done(crashed.runner(runbook).resume());
    } else if (crashed.engine(runbook).journal().runs().stream().noneMatch(each -> each.number() == 2 && each.stands())) {
      open(crashed.runner(runbook));
    }
  }

  private void goBackFromOpen(StepWorld crashed) throws TrekException {
    if (crashed.engine(runbook).journal().runs().stream().anyMatch(each -> each.number() == 2 && each.stands())) {
      done(crashed.runner(runbook).undo(OptionalLong.of(2), AGREED));
    }
  }

  @Test
  void goesBackFromAKillAtEveryPointOfTakingOpenBack() throws TrekException {
    StepWorld closed = world.copy();
    apply(closed.runner(runbook));
    closed.settled();
    SortedMap<String, String> shut = closed.scan(true);
    StepWorld opened = closed.copy();
    open(opened.runner(runbook));
    opened.settled();
    Act back = runner -> done(runner.undo(OptionalLong.of(2), AGREED));
    int points = count(opened, back);
    for (int point = 0; point < points; point++) {
      for (boolean power : new boolean[] {false, true}) {
        StepWorld crashed = killedAt(point, opened, back, power);
        if (crashed.engine(runbook).journal().unfinished().isPresent()) {
          done(crashed.runner(runbook).resume());
        } else {
          goBackFromOpen(crashed);
        }
        assertEquals(shut, crashed.scan(true), "taking open back, " + (power ? "power lost" : "killed") + " at point " + point);
      }
    }
  }
}
