package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.Points;

/**
 * The laws that every step passes, on a small world in memory: return {@link #laws} from a {@code @TestFactory}. Keep the world small: the
 * step is killed at every write point, each with resume and undo.
 */
public final class StepHarness {

  private final Runbook runbook;
  private final Maker world;
  private final Edit edit;

  private StepHarness(Runbook runbook, Maker world, Edit edit) {
    this.runbook = runbook;
    this.world = world;
    this.edit = edit;
  }

  /** Makes a world as the step finds it. */
  @FunctionalInterface
  public interface Maker {
    /** Returns a new world. */
    StepWorld make() throws TrekException;
  }

  /** What somebody else does after the step was applied, to an object that it changed. */
  @FunctionalInterface
  public interface Edit {
    /** Edits. */
    void in(StepWorld world) throws TrekException;
  }

  /** What is done to a runner. */
  private interface Act {
    void on(Runner runner) throws TrekException;
  }

  /**
   * Returns the harness of a step.
   *
   * @param world makes the world
   * @param edit changes something that the step changed; undo must leave it alone
   */
  public static StepHarness of(Step step, Maker world, Edit edit) {
    return new StepHarness(new OneStep(step), world, edit);
  }

  /** Returns the harness of a step that changes nothing: it only looks, keeps something, or says what people must do. */
  public static Stream<DynamicTest> lawsOfNoChange(Step step, Maker world) {
    StepHarness harness = new StepHarness(new OneStep(step), world, nobody -> {});
    return Stream.of(harness.law("finds nothing to change, and verify holds", harness::changesNothing));
  }

  private void changesNothing(StepWorld fresh) throws TrekException {
    SortedMap<String, String> before = fresh.scan(true);
    Step step = runbook.steps(fresh.view(), Map.of()).get(0);
    assertEquals(step.keeps() ? Effect.KEEPS : Effect.READS, step.effect(), "what it declares to do to the world");
    assertFalse(step.title().isBlank() || step.id().isBlank());
    Verifying.verify(step, fresh.view(), true);
    Plan plan = fresh.plan(runbook);
    assertTrue(plan.nothingToDo());
    assertFalse(plan.steps().get(0).notes().isEmpty(), "a step that changes nothing and says nothing");
    Outcome outcome = fresh.runner(runbook).apply(plan, confirmed());
    assertEquals(0, outcome.changes());
    assertEquals(before, fresh.scan(true));
  }

  /** Returns the laws as tests of a step that only fetches: there is nothing in which an edit of somebody else's could be told from its own. */
  public Stream<DynamicTest> lawsWithoutForeignEdits() {
    return laws().filter(each -> !each.getDisplayName().equals("undo leaves a foreign edit alone"));
  }

  /** Returns the laws as tests. */
  public Stream<DynamicTest> laws() {
    return Stream.of(
        law("preview only reads", this::previewOnlyReads),
        law("apply does what the preview said", this::applyDoesWhatThePreviewSaid),
        law("a second preview is empty and verify holds", this::secondPreviewIsEmpty),
        law("undo is exact", this::undoIsExact),
        law("undo leaves a foreign edit alone", this::undoLeavesAForeignEditAlone),
        law("a kill at every write point can be resumed and undone", fresh -> killedEverywhere(fresh, false)),
        law("a loss of power at every write point can be resumed and undone", fresh -> killedEverywhere(fresh, true)));
  }

  private interface Law {
    void on(StepWorld fresh) throws TrekException;
  }

  private DynamicTest law(String name, Law law) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Path locks = Files.createTempDirectory("mailtrek-step");
          try {
            law.on(world.make().locked(locks).settled());
          } finally {
            remove(locks);
          }
        });
  }

  private static void remove(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      all.forEach(each -> each.toFile().delete());
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void previewOnlyReads(StepWorld fresh) throws TrekException {
    SortedMap<String, String> before = fresh.scan(true);
    Verifying sink = Verifying.sink();
    Step step = runbook.steps(fresh.view(), Map.of()).get(0);
    step.preview(fresh.view(), sink);
    assertEquals(before, fresh.scan(true));
    assertTrue(step.effect().compareTo(Effect.CHANGES) >= 0, "it changes something and declares that it does not");
    assertTrue(sink.count() > 0, "the world gives the step nothing to do, so nothing is proven");
  }

  private void applyDoesWhatThePreviewSaid(StepWorld fresh) throws TrekException {
    Plan plan = fresh.plan(runbook);
    Count agreed = plan.steps().get(0).knownAfter().isPresent() ? previewed(fresh, plan) : plan.count();
    Outcome outcome = apply(fresh.runner(runbook), plan);
    assertEquals(agreed.items(), outcome.changes());
    List<String> made = new ArrayList<>();
    fresh.engine(runbook).journal().lines(line -> {
      if (line.phase() == Phase.INTENT) {
        made.add(line.body().toSingleLineString());
      }
    });
    assertEquals(agreed.changes(), made.size());
    Plan read = fresh.engine(runbook).plans().named(plan.id());
    assertEquals(plan.id(), read.id(), "a plan that is read back is another one");
    for (Change each : plan.steps().get(0).changes()) {
      assertEquals(each, ChangeKinds.read(each.toJson()));
      assertFalse(each.describe().isBlank());
    }
  }

  private Count previewed(StepWorld fresh, Plan plan) throws TrekException {
    Finding finding = new Finding(fresh.view(), fresh.engine(runbook).plans().contents(), plan.created(), Progress.NONE);
    runbook.steps(fresh.view(), Map.of()).get(0).preview(fresh.view(), finding);
    return finding.count();
  }

  private void secondPreviewIsEmpty(StepWorld fresh) throws TrekException {
    apply(fresh.runner(runbook), fresh.plan(runbook));
    Step step = runbook.steps(fresh.view(), Map.of()).get(0);
    Verifying.verify(step, fresh.view(), true);
  }

  private void undoIsExact(StepWorld fresh) throws TrekException {
    SortedMap<String, String> before = fresh.scan(true);
    apply(fresh.runner(runbook), fresh.plan(runbook));
    assertFalse(before.equals(fresh.scan(true)), "the step changed nothing");
    done(fresh.runner(runbook).undo(OptionalLong.empty(), confirmed()));
    assertEquals(before, fresh.scan(true));
  }

  private void undoLeavesAForeignEditAlone(StepWorld fresh) throws TrekException {
    apply(fresh.runner(runbook), fresh.plan(runbook));
    SortedMap<String, String> applied = fresh.scan(false);
    edit.in(fresh);
    SortedMap<String, String> edited = fresh.scan(false);
    Map<String, String> theirs = new TreeMap<>(edited);
    theirs.entrySet().removeAll(applied.entrySet());
    assertTrue(!theirs.isEmpty() || edited.size() < applied.size(), "the edit changed nothing");
    Outcome outcome = fresh.runner(runbook).undo(OptionalLong.empty(), confirmed());
    assertEquals(Outcome.Kind.DIFFERENT, outcome.kind(), () -> "nothing was said to be left alone: " + outcome);
    assertFalse(outcome.left().isEmpty());
    SortedMap<String, String> undone = fresh.scan(false);
    theirs.forEach((name, line) -> assertEquals(line, undone.get(name), "what somebody else wrote was touched: " + name));
  }

  private void killedEverywhere(StepWorld fresh, boolean power) throws TrekException {
    Plan plan = fresh.plan(runbook);
    SortedMap<String, String> before = fresh.scan(true);
    StepWorld undisturbed = fresh.copy();
    Points counting = Points.counting();
    apply(undisturbed.runner(runbook, counting), plan);
    SortedMap<String, String> after = undisturbed.scan(false);
    for (int point = 0; point < counting.count(); point++) {
      StepWorld killed = fresh.copy();
      kill(killed, point, runner -> apply(runner, plan));
      if (power) {
        killed.losePower();
      }
      String what = (power ? "power lost" : "killed") + " before " + counting.passed().get(point);
      StepWorld twin = killed.copy();
      boolean on = waits(killed);
      boolean ended = !on && stands(killed);
      if (on) {
        done(killed.runner(runbook).resume());
      }
      assertEquals(on || ended ? after : before, killed.scan(!on && !ended), what + ", then resume");
      if (on || ended) {
        done(twin.runner(runbook).undo(OptionalLong.empty(), confirmed()));
      }
      assertEquals(before, twin.scan(true), what + ", then undo");
    }
  }

  private void kill(StepWorld killed, int point, Act act) throws TrekException {
    boolean died = false;
    try {
      act.on(killed.runner(runbook, Points.killingAt(point)));
    } catch (Killed expected) {
      died = true;
    }
    assertTrue(died, "point " + point + " was never reached");
  }

  private boolean waits(StepWorld in) throws TrekException {
    return in.engine(runbook).journal().unfinished().isPresent();
  }

  private boolean stands(StepWorld in) throws TrekException {
    return in.engine(runbook).journal().runs().stream().anyMatch(RunInfo::stands);
  }

  private static Outcome apply(Runner runner, Plan plan) throws TrekException {
    Outcome outcome = runner.apply(plan, confirmed());
    done(outcome);
    return outcome;
  }

  private static Terms confirmed() {
    return Terms.NONE.confirmed("made-up");
  }

  private static void done(Outcome outcome) {
    assertEquals(
        Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure().map(each -> each.getMessage() + ": " + each.next()).orElse("") + outcome.left());
  }
}
