package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.DatabaseState;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.Points;

/** Mail that arrived is lost by an undo only when that was agreed to by name, and never without an export. */
final class ArrivalTest {

  private static final Terms AGREED = Terms.NONE.confirmed("made-up");

  private final Runbook runbook = new OneStep(new SmallRunbook.SmallStep("start", "listed", (view, preview) -> {
    int schema = view.database("mail1").storedVersion().orElseThrow().schema();
    if (schema < 118) {
      preview.change(new DatabaseState("mail1", "kopano-server", schema, 118));
    }
  }, List.of()));

  private StepWorld world;
  private SortedMap<String, String> before;

  @BeforeEach
  void startTheServer(@TempDir Path locks) throws TrekException {
    MemoryDatabase database = new MemoryDatabase();
    database.schema(64);
    database.message(1000, "before");
    world = StepWorld.empty().with(database).locked(locks);
    world.machine().services().set("kopano-server", Run.STOPPED, true);
    world.machine().services().raises("kopano-server", 118);
    before = world.settled().scan(true);
    assertEquals(Outcome.Kind.DONE, world.runner(runbook).apply(world.plan(runbook), Terms.NONE).kind());
  }

  private Outcome undo(StepWorld in, Terms terms) throws TrekException {
    return in.runner(runbook).undo(OptionalLong.empty(), terms);
  }

  private void twoMailsArrive() {
    world.database().message(1001, "hello");
    world.database().message(1002, "world");
  }

  @Test
  void needsNoNameWhenNothingArrived() throws TrekException {
    assertFalse(world.runner(runbook).previewUndo(OptionalLong.empty()).opened());
    assertEquals(Outcome.Kind.DONE, undo(world, Terms.NONE).kind());
    assertEquals(before, world.scan(true));
    assertEquals(List.of(), world.engine(runbook).backups().list());
  }

  @Test
  void refusesWithoutTheNameAndSaysWhatWouldBeLost() throws TrekException {
    twoMailsArrive();
    SortedMap<String, String> now = world.scan(true);
    TrekException refused = assertThrows(TrekException.class, () -> undo(world, Terms.NONE.confirmed("another")));
    assertTrue(refused.what().contains("2 mails arrived since kopano-server was started first"), refused.what());
    assertTrue(refused.what().contains("\"hello\", \"world\""), refused.what());
    assertEquals("--confirm=made-up", refused.next());
    assertEquals(now, world.scan(true));
  }

  @Test
  void thePreviewListsWhatWouldBeLost() throws TrekException {
    twoMailsArrive();
    UndoPreview preview = world.runner(runbook).previewUndo(OptionalLong.empty());
    assertTrue(preview.opened());
    assertTrue(preview.items().get(0).contains("2 mails arrived since"), preview.items()::toString);
    assertEquals(List.of(), preview.left());
  }

  @Test
  void withTheNameItIsExportedAndThenTheDatabaseIsAsBefore() throws TrekException {
    twoMailsArrive();
    assertEquals(Outcome.Kind.DONE, undo(world, AGREED).kind());
    assertEquals(before, world.scan(true));
    exported(world, "with the name");
  }

  @Test
  void aKillWhileItIsTakenBackLosesNothing() throws TrekException {
    twoMailsArrive();
    Points counting = Points.counting();
    world.copy().runner(runbook, counting).undo(OptionalLong.empty(), AGREED);
    for (int point = 0; point < counting.count(); point++) {
      StepWorld killed = world.copy();
      Points points = Points.killingAt(point);
      assertThrows(Killed.class, () -> killed.runner(runbook, points).undo(OptionalLong.empty(), AGREED));
      String what = "killed before " + counting.passed().get(point);
      Optional<RunInfo> waits = killed.engine(runbook).journal().unfinished();
      if (waits.isPresent()) {
        assertEquals(Outcome.Kind.DONE, killed.runner(runbook).resume().kind(), what);
      } else if (killed.engine(runbook).journal().runs().get(0).stands()) {
        undo(killed, AGREED);
      }
      assertEquals(before, killed.scan(true), what);
      exported(killed, what);
    }
  }

  @Test
  void whatArrivesAfterAKillIsExportedToo() throws TrekException {
    twoMailsArrive();
    Points counting = Points.counting();
    world.copy().runner(runbook, counting).undo(OptionalLong.empty(), AGREED);
    int late = 0;
    for (int point = 0; point < counting.count(); point++) {
      StepWorld killed = world.copy();
      Points points = Points.killingAt(point);
      assertThrows(Killed.class, () -> killed.runner(runbook, points).undo(OptionalLong.empty(), AGREED));
      String what = "killed before " + counting.passed().get(point) + ", then started again";
      boolean raised = killed.database().storedVersion().orElseThrow().schema() == 118;
      if (raised && killed.engine(runbook).journal().unfinished().isPresent()) {
        killed.machine().services().set("kopano-server", Run.RUNNING, true);
        killed.database().message(1003, "late");
        assertEquals(Outcome.Kind.DONE, killed.runner(runbook).resume().kind(), what);
        assertEquals(before, killed.scan(true), what);
        List<Backups.Backup> backups = killed.engine(runbook).backups().list();
        String newest = backups.get(backups.size() - 1).name();
        assertTrue(killed.text(StepWorld.HOME + "/snapshots/" + newest + "/arrived.jsonl").contains("late"), what);
        late++;
      }
    }
    assertTrue(late > 5, "killed " + late + " times where mail could still arrive");
  }

  private void exported(StepWorld in, String what) throws TrekException {
    List<Backups.Backup> backups = in.engine(runbook).backups().list();
    assertEquals(1, backups.size(), what);
    assertEquals(List.of(), in.engine(runbook).backups().verify(backups.get(0)), what);
    assertEquals(List.of("arrived.jsonl", "database.gz"), backups.get(0).files().stream().map(Backups.Item::path).toList(), what);
    assertTrue(in.text(StepWorld.HOME + "/snapshots/" + backups.get(0).name() + "/arrived.jsonl").contains("world"), what);
  }
}
