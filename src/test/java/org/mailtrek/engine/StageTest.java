package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.SmallFleet.FleetRunbook;
import org.mailtrek.engine.SmallFleet.FleetStep;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.Points;

/** Several hosts side by side: that they are, what one's failure leaves, and that journal, resume and undo stay exact. */
final class StageTest {

  private final Runbook runbook = SmallFleet.runbook();
  private SmallFleet fleet;
  private SortedMap<String, String> before;

  @BeforeEach
  void setUp(@TempDir Path locks) throws TrekException {
    fleet = SmallFleet.in(locks);
    before = fleet.scan(true);
  }

  private static Plan plan(SmallFleet of, Runbook with) throws TrekException {
    Plan plan = of.engine(with, Points.counting()).planner(Progress.NONE).plan(with, Map.of());
    of.settle();
    return plan;
  }

  private static Runner runner(SmallFleet of, Runbook with) {
    return of.engine(with, Points.counting()).runner(Progress.NONE, new Interruption());
  }

  private Outcome undo() throws TrekException {
    return runner(fleet, runbook).undo(OptionalLong.empty(), Terms.NONE);
  }

  private static void done(Outcome outcome) {
    assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure() + " " + outcome.left());
  }

  /** A barrier in a verification is passed only when all three hosts stand there at once. */
  @Test
  void hostsOfAStageAreWorkedOnAtOnce() throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(SmallFleet.HOSTS.size());
    List<Step> steps = new ArrayList<>();
    for (String each : SmallFleet.HOSTS) {
      steps.add(new Meeting(new FleetStep("meet-" + each, Optional.of(Lane.beside("meet", each)), "listed", (view, preview) -> SmallFleet.become(view, preview, each, "/etc/met", "yes\n")), barrier));
    }
    Runbook meeting = new FleetRunbook(steps);
    done(runner(fleet, meeting).apply(plan(fleet, meeting), Terms.NONE));
  }

  /** A step that others must have come to as well before its verification passes. */
  private record Meeting(FleetStep step, CyclicBarrier barrier) implements Step {

    @Override
    public String id() {
      return step.id();
    }

    @Override
    public String title() {
      return step.title();
    }

    @Override
    public Optional<Lane> lane() {
      return step.lane();
    }

    @Override
    public void preview(org.mailtrek.estate.View view, Preview preview) throws TrekException {
      step.preview(view, preview);
    }

    @Override
    public void verify(org.mailtrek.estate.View view) throws TrekException {
      try {
        barrier.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw TrekException.at(id()).found("the others did not come").because(e).next("look why");
      }
    }
  }

  @Test
  void hostsTakeTurnsWhereTheStageRollsAndAllWaitForAStepForAll() throws TrekException {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    Progress listening = new Progress() {
      @Override
      public void doing(String what) {
        heard.add(what.replaceFirst(": .*", "").replaceFirst("/etc/(many|new|server).*", "first"));
      }

      @Override
      public void phase(int number, int of, String id, String title) {
        heard.add(number + "/" + of + " " + id);
      }
    };
    Plan plan = plan(fleet, runbook);
    heard.clear();
    done(fleet.engine(runbook, Points.counting()).runner(listening, new Interruption()).apply(plan, Terms.NONE));
    int all = heard.indexOf("7/10 for-all");
    assertTrue(all > 0, heard::toString);
    assertEquals(15, heard.subList(0, all).stream().filter(each -> each.endsWith(":first")).count(), heard::toString);
    assertEquals(List.of("mail1:/etc/turn", "mail2:/etc/turn", "mail3:/etc/turn"), heard.stream().filter(each -> each.endsWith("/turn")).toList());
    done(undo());
    assertEquals(before, fleet.scan(true));
    assertEquals(List.of(), fleet.engine(runbook, Points.counting()).journal().verify().problems());
  }

  /** What a failing host finds in its way: a bulk step previews it afresh, and its verification does not agree. */
  private Runbook failingOn(String host) {
    List<Step> steps = new ArrayList<>();
    for (Step each : ((FleetRunbook) runbook).steps()) {
      FleetStep step = (FleetStep) each;
      boolean fails = step.id().equals("more-" + host);
      steps.add(fails ? new FleetStep(step.id(), step.lane(), step.kind(), (view, preview) -> {
        if (view.host(host).stat(org.mailtrek.host.HostPath.of("/etc/broken")).isPresent()) {
          throw TrekException.at(host + ": disk").found("is full").next("make room");
        }
        step.finder().find(view, preview);
      }) : step);
    }
    return new FleetRunbook(steps);
  }

  private Outcome failing(int borne) throws TrekException {
    Runbook failing = failingOn("mail2");
    Plan plan = plan(fleet, failing);
    Progress breaking = new Progress() {
      @Override
      public void doing(String what) {
        if (what.startsWith("mail2:/etc/new.cfg")) {
          try {
            fleet.disturb("mail2", "/etc/broken");
          } catch (TrekException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    };
    return fleet.engine(failing, Points.counting()).runner(breaking, new Interruption()).apply(plan, Terms.NONE.bearing(borne));
  }

  @Test
  void oneHostMayFailWhileTheOthersGoOnUntilAStepIsForAll() throws TrekException {
    Outcome outcome = failing(1);
    assertEquals(Outcome.Kind.PARTLY, outcome.kind());
    TrekException why = outcome.failure().orElseThrow();
    assertEquals("mail2", why.where());
    assertTrue(why.what().contains("step for-all is for all hosts") && why.what().contains("is full"), why.what());
    assertTrue(why.what().lines().count() == 1 && !why.what().contains("mail2: mail2:"), why::what);
    assertEquals("make room", why.next());
    for (String each : List.of("mail1", "mail3")) {
      assertTrue(fleet.has(each, "/etc/many-2"), each);
      assertFalse(fleet.has(each, "/etc/all"), each);
    }
    assertFalse(fleet.has("mail2", "/etc/many-0"));

    assertEquals(Outcome.Kind.PARTLY, runner(fleet, failingOn("mail2")).resume().kind(), "it is still broken");
    fleet.remove("mail2", "/etc/broken");
    done(runner(fleet, failingOn("mail2")).resume());
    assertTrue(fleet.has("mail2", "/etc/turn"));
    done(undo());
    assertEquals(before, fleet.scan(true));
  }

  @Test
  void whatOneHostsFailureLeftIsTakenBackOnAll() throws TrekException {
    assertEquals(Outcome.Kind.PARTLY, failing(0).kind());
    fleet.remove("mail2", "/etc/broken");
    done(undo());
    assertEquals(before, fleet.scan(true));
  }

  @Test
  void theOthersStopBetweenTwoChangesWhenMoreFailThanIsBorne() throws TrekException {
    FailedHosts failed = new FailedHosts(1);
    failed.add("mail1", TrekException.at("mail1").found("is down").next("start it"));
    failed.halt();
    failed.add("mail2", TrekException.at("mail2").found("is down").next("start it"));
    assertEquals(TrekException.Kind.INTERRUPTED, assertThrows(TrekException.class, failed::halt).kind());
  }

  /** Kills before a write, those of the journal among them, whichever host comes to it; then goes on in one copy and back in another. */
  @Test
  void goesOnOrBackFromAKillOrALossOfPowerAtAnyPoint() throws TrekException {
    Plan plan = plan(fleet, runbook);
    SmallFleet undisturbed = fleet.copy();
    Points counting = Points.counting();
    done(undisturbed.engine(runbook, counting).runner(Progress.NONE, new Interruption()).apply(plan, Terms.NONE));
    SortedMap<String, String> after = undisturbed.scan(false);
    assertTrue(counting.count() > 200, () -> "only " + counting.count() + " write points");
    int[] points = new Sample().of(counting.count(), 24);
    for (int at = 0; at < points.length; at++) {
      SmallFleet crashed = fleet.copy();
      try {
        crashed.engine(runbook, Points.killingAt(points[at])).runner(Progress.NONE, new Interruption()).apply(plan, Terms.NONE);
        assertEquals(after, crashed.scan(false)); // the hosts came by in another order, with fewer writes
      } catch (Killed expected) {
        if (at % 2 == 1) {
          crashed.losePower();
        }
      }
      check(crashed.copy(), points[at], after, true);
      check(crashed, points[at], after, false);
    }
  }

  private void check(SmallFleet crashed, int point, SortedMap<String, String> after, boolean on) throws TrekException {
    String what = (on ? "resume" : "undo") + " after a kill at point " + point;
    Engine engine = crashed.engine(runbook, Points.counting());
    Runner runner = engine.runner(Progress.NONE, new Interruption());
    List<RunInfo> runs = engine.journal().runs();
    boolean waits = runs.stream().anyMatch(RunInfo::waits);
    if (on && waits) {
      done(runner.resume());
    } else if (!on && !runs.isEmpty()) {
      done(runner.undo(OptionalLong.empty(), Terms.NONE));
    }
    assertEquals(on && !runs.isEmpty() ? after : before, crashed.scan(!on || runs.isEmpty()), what);
    assertEquals(List.of(), engine.journal().verify().problems(), what);
  }
}
