package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.RefusingDisk;

/** A disk that fills up, or breaks, at any moment: estate and journal lie on it. */
final class DiskFaultTest {

  private static final Set<String> NEEDS_ROOM = Set.of("create", "append", "mkdir", "link", "symlink");

  private final SmallRunbook runbook = SmallRunbook.whole();
  private StepWorld world;
  private Plan plan;
  private SortedMap<String, String> before;
  private SortedMap<String, String> after;
  private int calls;

  @BeforeEach
  void planAndLearnTheEnds(@TempDir Path locks) throws TrekException {
    world = SmallWorld.in(locks);
    plan = world.plan(runbook);
    before = world.scan(true);
    StepWorld undisturbed = world.copy();
    undisturbed.runner(runbook).apply(plan, Terms.NONE);
    after = undisturbed.scan(false);
  }

  /** Returns a runner on a disk that is full from a call on, but for deletions, which make room for the journal's last lines. */
  private Runner fullAfter(int room, StepWorld in) {
    calls = 0;
    boolean[] freed = new boolean[1];
    Host host =
        RefusingDisk.on(
            in.machine(),
            (call, path) -> {
              freed[0] |= call.equals("delete") && path.name().equals("reserve");
              boolean ours = freed[0] && path.name().equals(JournalScan.NAME);
              return NEEDS_ROOM.contains(call) && calls++ >= room && !ours;
            });
    return in.engine(runbook, host).runner(Progress.NONE, new Interruption());
  }

  private Optional<Outcome> apply(Runner runner) {
    try {
      return Optional.of(runner.apply(plan, Terms.NONE));
    } catch (TrekException nothingBegun) {
      return Optional.empty();
    }
  }

  @Test
  void goesOnOrBackFromAFullDiskAtEveryWrite() throws TrekException {
    fullAfter(Integer.MAX_VALUE, world.copy()).apply(plan, Terms.NONE);
    int all = calls;
    assertTrue(all > 40);
    for (int room = 0; room < all; room++) {
      StepWorld full = world.copy();
      Optional<Outcome> outcome = apply(fullAfter(room, full));
      String what = "full after " + room + " writes";
      boolean partly = outcome.map(each -> each.kind() == Outcome.Kind.PARTLY).orElse(false);
      if (!partly) {
        assertEquals(before, full.scan(true), what + ": nothing was to be changed, " + outcome);
        assertTrue(full.engine(runbook).journal().unfinished().isEmpty(), what);
        continue;
      }
      StepWorld twin = full.copy();
      assertEquals(Outcome.Kind.DONE, full.runner(runbook).resume().kind(), what);
      assertEquals(after, full.scan(false), what);
      assertEquals(Outcome.Kind.DONE, twin.runner(runbook).undo(OptionalLong.empty(), Terms.NONE).kind(), what);
      assertEquals(before, twin.scan(true), what);
    }
  }

  @Test
  void aPlanOrASnapshotThatDoesNotFitIsNone() throws TrekException {
    for (int room = 0; room < 40; room++) {
      StepWorld full = world.copy();
      int[] left = {room};
      Host host = RefusingDisk.on(full.machine(), (call, path) -> NEEDS_ROOM.contains(call) && left[0]-- <= 0);
      Engine engine = full.engine(runbook, host);
      int plans = engine.plans().list().size();
      boolean planned = fits(() -> engine.planner(Progress.NONE).plan(runbook, Map.of()));
      boolean snapped = fits(() -> engine.snapshots().create("before", List.of()));
      assertEquals(planned ? plans + 1 : plans, full.engine(runbook).plans().list().size(), "room for " + room);
      assertEquals(snapped ? 1 : 0, full.engine(runbook).snapshots().list().size(), "room for " + room);
      assertEquals(before, full.scan(true), "room for " + room);
      if (!planned) {
        assertTrue(full.plan(runbook).number() > plans, "room for " + room);
      }
      if (!snapped) {
        assertEquals("before", full.engine(runbook).snapshots().create("before", List.of()).name());
      }
    }
  }

  /** Something that writes. */
  private interface Act {
    void run() throws TrekException;
  }

  private static boolean fits(Act act) {
    try {
      act.run();
      return true;
    } catch (TrekException e) {
      assertTrue(e.getMessage().contains("No space left"), e::toString);
      return false;
    }
  }

  @Test
  void saysThatTheDiskIsFull() throws TrekException {
    fullAfter(Integer.MAX_VALUE, world.copy()).apply(plan, Terms.NONE);
    StepWorld full = world.copy();
    Outcome outcome = apply(fullAfter(calls - 3, full)).orElseThrow();
    assertEquals(Outcome.Kind.PARTLY, outcome.kind());
    assertTrue(outcome.failure().orElseThrow().getMessage().contains("No space left"));
  }

  @Test
  void writesNothingMoreAfterAFailedSyncOfTheJournal() throws TrekException {
    for (int good = 1; good < 12; good++) {
      StepWorld broken = world.copy();
      int allowed = good;
      int[] syncs = new int[1];
      List<String> later = new ArrayList<>();
      HostPath journal = StepWorld.HOME.resolve("journal").resolve(JournalScan.NAME);
      Host host =
          RefusingDisk.on(
              broken.machine(),
              (call, path) -> {
                if (path.equals(journal) && syncs[0] > allowed) {
                  later.add(call);
                }
                return path.equals(journal) && call.equals("fsync") && syncs[0]++ >= allowed;
              });
      Optional<Outcome> outcome = apply(broken.engine(runbook, host).runner(Progress.NONE, new Interruption()));
      assertTrue(outcome.isEmpty() == (good == 1), "only the run's first line fails without an outcome");
      outcome.ifPresent(each -> assertEquals(Outcome.Kind.PARTLY, each.kind()));
      assertEquals(List.of(), later, "after " + good + " syncs");
      if (broken.engine(runbook).journal().unfinished().isPresent()) {
        assertEquals(Outcome.Kind.DONE, broken.runner(runbook).resume().kind());
        assertEquals(after, broken.scan(false));
      }
    }
  }
}
