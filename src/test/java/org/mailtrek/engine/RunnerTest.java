package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

final class RunnerTest {

  private final SmallRunbook runbook = SmallRunbook.whole();
  private StepWorld world;

  @BeforeEach
  void makeWorld(@TempDir Path locks) throws TrekException {
    world = SmallWorld.in(locks);
  }

  private Plan plan() throws TrekException {
    return world.plan(runbook);
  }

  private Outcome apply(Plan plan) throws TrekException {
    return world.runner(runbook).apply(plan, Terms.NONE);
  }

  private TrekException refused(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(TrekException.class, call);
  }

  @Test
  void appliesWhatThePlanSays() throws TrekException {
    Outcome outcome = apply(plan());
    assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure().toString());
    assertEquals(9, outcome.changes());
    assertEquals("is = new\n", world.text("/etc/new.cfg"));
    assertEquals("moved 2\n", world.text("/var/many/2"));
    assertEquals("late = yes\n", world.text("/etc/late.cfg"));
    assertTrue(world.scan(false).keySet().stream().noneMatch("/etc/opened"::equals));
  }

  @Test
  void undoesAllOfItIncludingTimes() throws TrekException {
    SortedMap<String, String> before = world.scan(true);
    apply(plan());
    Outcome outcome = world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure().toString());
    assertEquals(9, outcome.changes());
    assertEquals(before, world.scan(true));
  }

  @Test
  void opensInASecondActAndAsksForANameToUndoIt() throws TrekException {
    SortedMap<String, String> before = world.scan(true);
    apply(plan());
    SortedMap<String, String> closed = world.scan(true);
    assertEquals(Outcome.Kind.DONE, world.runner(runbook).open(Terms.NONE).kind());
    assertEquals("yes\n", world.text("/etc/opened"));
    TrekException why = refused(() -> world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE));
    assertEquals(TrekException.Kind.USAGE, why.kind());
    world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE.confirmed("made-up"));
    assertEquals(closed, world.scan(true));
    world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    assertEquals(before, world.scan(true));
  }

  @Test
  void leavesAForeignEditAloneAndSaysSo() throws TrekException {
    apply(plan());
    world.edit("/etc/server.cfg", "mine\n");
    UndoPreview preview = world.runner(runbook).previewUndo(OptionalLong.empty());
    assertEquals(1, preview.left().size(), preview.left()::toString);
    assertEquals(8, preview.changes());
    Outcome outcome = world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    assertEquals(Outcome.Kind.DIFFERENT, outcome.kind());
    assertEquals(1, outcome.left().size());
    assertEquals("mine\n", world.text("/etc/server.cfg"));
    assertEquals("number 1\n", world.text("/var/many/1"));
  }

  @Test
  void refusesAPlanFromBeforeTheWorldChangedAndWritesNothing() throws TrekException {
    Plan plan = plan();
    world.edit("/etc/server.cfg", "mine\n");
    SortedMap<String, String> before = world.scan(true);
    TrekException why = refused(() -> apply(plan));
    assertEquals(TrekException.Kind.REFUSED, why.kind());
    assertTrue(why.what().contains("/etc/server.cfg"), why.what());
    assertEquals(before, world.scan(true));
    assertEquals(List.of(), world.engine(runbook).journal().runs());
  }

  @Test
  void refusesAUsedPlan() throws TrekException {
    Plan plan = plan();
    apply(plan);
    TrekException why = refused(() -> apply(plan));
    assertEquals(TrekException.Kind.REFUSED, why.kind());
    assertTrue(why.what().contains("by run 1"), why.what());
  }

  @Test
  void saysThatThereIsNothingToDoASecondTime() throws TrekException {
    apply(plan());
    world.runner(runbook).open(Terms.NONE);
    Plan second = world.plan(SmallRunbook.of(runbook.steps().get(0)));
    assertTrue(second.nothingToDo());
    assertEquals(Outcome.Kind.NOTHING, apply(second).kind());
  }

  @Test
  void stopsBetweenChangesWhenInterruptedAndResumes() throws TrekException {
    Interruption interruption = new Interruption();
    Progress stopAfterTwo =
        new Progress() {
          private int begun;

          @Override
          public void doing(String what) {
            begun++;
            if (begun == 2) {
              interruption.request();
            }
          }
        };
    Outcome outcome = world.engine(runbook).runner(stopAfterTwo, interruption).apply(plan(), Terms.NONE);
    assertEquals(Outcome.Kind.PARTLY, outcome.kind());
    assertEquals(TrekException.Kind.INTERRUPTED, outcome.failure().orElseThrow().kind());
    assertEquals(2, outcome.changes());
    assertEquals(RunInfo.State.UNFINISHED, world.engine(runbook).journal().run(1).state());
    assertEquals(Outcome.Kind.DONE, world.runner(runbook).resume().kind());
  }

  @Test
  void stopsBetweenStepsWithoutSayingTheNext() throws TrekException {
    Interruption interruption = new Interruption();
    List<String> said = new ArrayList<>();
    Progress stopAtTheEndOfTheFirst = new Progress() {
      @Override
      public void phase(int number, int of, String id, String title) {
        said.add(id);
      }

      private long all;

      @Override
      public void total(long count, String unit) {
        all = count;
      }

      @Override
      public void done(long count) {
        if (said.size() == 2 && count == all) {
          interruption.request(); // behind preflight and the last change of the first step
        }
      }
    };
    Plan plan = plan();
    assertEquals(Outcome.Kind.PARTLY, world.engine(runbook).runner(stopAtTheEndOfTheFirst, interruption).apply(plan, Terms.NONE).kind());
    String first = plan.steps().get(0).id();
    assertEquals(first, said.get(said.size() - 1));
    assertEquals(2, said.size(), said.toString());
    assertEquals(" after " + first, world.engine(runbook).journal().run(1).where());
  }

  @Test
  void endsWithNothingChangedWhenInterruptedAtOnce() throws TrekException {
    Interruption interruption = new Interruption();
    interruption.request();
    TrekException why = refused(() -> world.engine(runbook).runner(Progress.NONE, interruption).apply(plan(), Terms.NONE));
    assertEquals(TrekException.Kind.INTERRUPTED, why.kind());
    assertEquals(List.of(), world.engine(runbook).journal().runs());
  }

  @Test
  void appliesOneStepOnlyAndThenTheRest() throws TrekException {
    Plan plan = plan();
    assertEquals(3, world.runner(runbook).apply(plan, Terms.NONE.only("many")).changes());
    assertEquals(TrekException.Kind.REFUSED, refused(() -> apply(plan)).kind());
    assertEquals(2, world.runner(runbook).apply(plan, Terms.NONE.only("edit")).changes());
    assertEquals(4, world.runner(runbook).apply(plan, Terms.NONE.from("late")).changes());
  }

  @Test
  void refusesToUndoARunThatALaterOneBuiltUpon() throws TrekException {
    apply(plan());
    SmallRunbook again =
        SmallRunbook.of(SmallRunbook.step("more", "listed", (view, preview) -> SmallRunbook.becomes(view, preview, "/etc/new.cfg", "newer\n")));
    world.runner(again).apply(world.plan(again), Terms.NONE);
    TrekException why = refused(() -> world.runner(again).undo(OptionalLong.of(1), Terms.NONE));
    assertEquals(TrekException.Kind.REFUSED, why.kind());
    assertTrue(why.what().contains("/etc/new.cfg"), why.what());
  }

  @Test
  void refusesToUndoARunInWhoseFolderALaterOneMadeSomething() throws TrekException {
    apply(plan());
    SmallRunbook inside =
        SmallRunbook.of(SmallRunbook.step("more", "listed", (view, preview) -> SmallRunbook.becomes(view, preview, "/etc/new.d/inside.cfg", "new\n")));
    world.runner(inside).apply(world.plan(inside), Terms.NONE);
    TrekException why = refused(() -> world.runner(inside).undo(OptionalLong.of(1), Terms.NONE));
    assertEquals(TrekException.Kind.REFUSED, why.kind());
    assertTrue(why.what().contains("/etc/new.d/inside.cfg"), why.what());
  }

  /** Makes a file, and keeps something before. */
  private record KeepingStep(String id) implements Step {

    @Override
    public String title() {
      return "Keep for " + id;
    }

    @Override
    public boolean keeps() {
      return true;
    }

    @Override
    public void keep(View view, Keep keep) throws TrekException {
      keep.file("backup", out -> out.write(id.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      SmallRunbook.becomes(view, preview, "/etc/" + id, "made\n");
    }
  }

  @Test
  void keepsWhatEveryStepWantsKept() throws TrekException {
    SmallRunbook two = SmallRunbook.of(new KeepingStep("one"), new KeepingStep("two"));
    assertEquals(Outcome.Kind.DONE, world.runner(two).apply(world.plan(two), Terms.NONE).kind());
    assertEquals("one", world.text("/estate/snapshots/run-1/one/backup"));
    assertEquals("two", world.text("/estate/snapshots/run-1/two/backup"));
  }

  @Test
  void rollsBackEveryRunSinceASnapshot() throws TrekException {
    SortedMap<String, String> before = world.scan(true);
    world.engine(runbook).snapshots().create("start", List.of());
    apply(plan());
    SmallRunbook again =
        SmallRunbook.of(SmallRunbook.step("more", "listed", (view, preview) -> SmallRunbook.becomes(view, preview, "/etc/new.cfg", "newer\n")));
    world.runner(again).apply(world.plan(again), Terms.NONE);
    Snapshot start = world.engine(runbook).snapshots().named("start");
    assertEquals(List.of(2L, 1L), world.runner(runbook).previewRollback(start).runs());
    Outcome outcome = world.runner(runbook).rollback(start, Terms.NONE);
    assertEquals(Outcome.Kind.DONE, outcome.kind());
    assertEquals(10, outcome.changes());
    assertEquals(before, world.scan(true));
  }

  @Test
  void deletingASnapshotGivesUpWhatWasSetAside() throws TrekException {
    Snapshot first = world.engine(runbook).snapshots().create("first", List.of());
    Snapshot second = world.engine(runbook).snapshots().create("second", List.of());
    apply(plan());
    Runner runner = world.runner(runbook);
    assertEquals(List.of(), runner.previewDelete(second).objects(), "the other one still needs it");
    runner.delete(second, runner.previewDelete(second));
    PurgePreview purge = runner.previewDelete(first);
    assertEquals(List.of("mail1:/etc/gone.cfg: remove the file"), purge.objects());
    assertEquals(List.of(1L), purge.runs());
    assertTrue(purge.bytes() > 0);
    runner.delete(first, purge);
    assertEquals(List.of(), world.engine(runbook).snapshots().list());
    Outcome undone = runner.undo(OptionalLong.empty(), Terms.NONE);
    assertEquals(Outcome.Kind.DIFFERENT, undone.kind());
    assertEquals(1, undone.left().size(), undone::toString);
  }

  @Test
  void givesUpNothingElseThanWhatWasAgreedTo() throws TrekException {
    Snapshot first = world.engine(runbook).snapshots().create("first", List.of());
    Runner runner = world.runner(runbook);
    PurgePreview nothing = runner.previewDelete(first);
    apply(plan());
    TrekException why = refused(() -> runner.delete(first, nothing));
    assertEquals(TrekException.Kind.REFUSED, why.kind());
    Snapshot another = new Snapshot(first.name(), first.created().plusSeconds(1), first.run(), first.backups());
    assertEquals(TrekException.Kind.REFUSED, refused(() -> runner.delete(another, runner.previewDelete(first))).kind());
    assertEquals(List.of(first), world.engine(runbook).snapshots().list());
    assertEquals(Outcome.Kind.DONE, runner.undo(OptionalLong.empty(), Terms.NONE).kind());
  }

  @Test
  void refusesMoreThanTheLimitsAllow() throws TrekException {
    Terms terms = Terms.NONE.within(new Limits(OptionalLong.of(4), OptionalLong.empty()));
    TrekException why = refused(() -> world.runner(runbook).apply(plan(), terms));
    assertEquals(TrekException.Kind.REFUSED, why.kind());
    assertTrue(why.next().contains("--max-changes 8"), why.next());
  }

  @Test
  void laysAThousandChangesOverTheWorldAndSpoolsMore() throws TrekException {
    for (int n = 0; n < 1010; n++) {
      world.file("/srv/" + n, "number " + n + "\n");
    }
    SmallRunbook.Finder all =
        (view, preview) -> {
          for (org.mailtrek.host.HostPath each : view.host("mail1").list(org.mailtrek.host.HostPath.of("/srv"))) {
            SmallRunbook.becomes(view, preview, each.toString(), "moved\n");
          }
        };
    SmallRunbook many =
        SmallRunbook.of(
            SmallRunbook.step("all", "bulk", all),
            SmallRunbook.step("last", "listed", (view, preview) -> SmallRunbook.becomes(view, preview, "/etc/new.cfg", "is = new\n")));
    SortedMap<String, String> before = world.scan(true);
    Plan plan = world.plan(many);
    assertEquals(1011, plan.count().items());
    assertEquals(1011, world.runner(many).apply(plan, Terms.NONE).changes());
    assertEquals(1011, world.runner(many).undo(OptionalLong.empty(), Terms.NONE).changes());
    assertEquals(before, world.scan(true));
  }

  @Test
  void verifiesItsJournal() throws TrekException {
    apply(plan());
    JournalView.Verification found = world.engine(runbook).journal().verify();
    assertEquals(List.of(), found.problems());
    assertTrue(found.lines() > 15);
  }
}
