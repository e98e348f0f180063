package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.Folder;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.Points;
import org.mailtrek.host.fault.RefusingDisk;

/** A backup is whole and named, or it is none. */
final class KeepingTest {

  private static final Set<String> NEEDS_ROOM = Set.of("create", "append", "mkdir");
  private static final HostPath BACKUP = StepWorld.HOME.resolve("snapshots/run-1/keep");

  private final Runbook runbook = new OneStep(new KeepingStep(200_000));
  private StepWorld world;
  private Plan plan;
  private SortedMap<String, String> before;

  /** Keeps two files, then makes a folder. */
  private record KeepingStep(long needs) implements Step {

    @Override
    public long room(View view) {
      return needs;
    }

    @Override
    public String id() {
      return "keep";
    }

    @Override
    public String title() {
      return "Keep";
    }

    @Override
    public boolean keeps() {
      return true;
    }

    @Override
    public void keep(View view, Keep keep) throws TrekException {
      keep.file("config/etc/a.cfg", out -> out.write(view.host("mail1").readAll(HostPath.of("/etc/server.cfg"))));
      keep.file("large", out -> out.write(new byte[200_000]));
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      HostPath made = HostPath.of("/etc/made");
      if (view.host("mail1").stat(made).isEmpty()) {
        for (Folder each : Folder.of(view, "mail1", made, new Owner("root", "root"), 0755)) {
          preview.change(each);
        }
      }
    }
  }

  @BeforeEach
  void makeAPlan(@TempDir Path locks) throws TrekException {
    StepWorld fresh = SmallWorld.fresh();
    fresh.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n");
    fresh.file("/etc/group", "root:x:0:\n");
    world = fresh.locked(locks).settled();
    plan = world.plan(runbook);
    before = world.scan(true);
  }

  private Backups backups(StepWorld in) {
    return in.engine(runbook).backups();
  }

  private void applied(StepWorld in) throws TrekException {
    assertEquals(Outcome.Kind.DONE, in.runner(runbook).apply(plan, Terms.NONE).kind());
  }

  @Test
  void theBackupIsListedNamedInTheJournalAndOutlivesTheUndo() throws TrekException {
    applied(world);
    world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    assertEquals(before, world.scan(true));
    Backups.Backup backup = backups(world).named("run-1/keep");
    assertEquals(List.of(backup), backups(world).list());
    assertEquals(List.of("config/etc/a.cfg", "large"), backup.files().stream().map(Backups.Item::path).toList());
    assertEquals(200_025, backup.bytes());
    assertEquals(List.of(), backups(world).verify(backup));
    StringBuilder said = new StringBuilder();
    world.engine(runbook).journal().lines(line -> said.append(line.body().toSingleLineString()));
    assertTrue(said.toString().contains("\"kept\":\"run-1/keep\""), said::toString);
  }

  @Test
  void aRunbookThatOnlyKeepsKeepsAndIsNotInTheWayOfAnUndo() throws TrekException {
    applied(world);
    Plan again = world.plan(runbook);
    assertTrue(again.onlyKeeps());
    assertFalse(again.nothingToDo());
    Outcome outcome = world.runner(runbook).apply(world.engine(runbook).plans().named("2"), Terms.NONE);
    assertEquals(Outcome.Kind.DONE, outcome.kind());
    assertEquals(0, outcome.changes());
    assertEquals(List.of(), backups(world).verify(backups(world).named("run-2/keep")));
    assertEquals(List.of(1L), world.runner(runbook).previewUndo(OptionalLong.empty()).runs());
    world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    assertEquals(before, world.scan(true));
    assertEquals(2, backups(world).list().size());
  }

  @Test
  void thereIsNothingToUndoWhereOnlyABackupWasMade() throws TrekException {
    applied(world);
    world.runner(runbook).apply(world.plan(runbook), Terms.NONE);
    world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    TrekException refused = assertThrows(TrekException.class, () -> world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE));
    assertEquals(TrekException.Kind.USAGE, refused.kind());
  }

  @Test
  void aKillNeverLeavesAHalfBackupThatLooksWhole() throws TrekException {
    for (boolean power : new boolean[] {false, true}) {
      Points counting = Points.counting();
      assertEquals(Outcome.Kind.DONE, world.copy().runner(runbook, counting).apply(plan, Terms.NONE).kind());
      for (int point = 0; point < counting.count(); point++) {
        StepWorld killed = world.copy();
        Points points = Points.killingAt(point);
        assertThrows(Killed.class, () -> killed.runner(runbook, points).apply(plan, Terms.NONE));
        if (power) {
          killed.losePower();
        }
        String what = (power ? "power lost" : "killed") + " before " + counting.passed().get(point);
        for (Backups.Backup each : backups(killed).list()) {
          assertEquals(List.of(), backups(killed).verify(each).stream().filter(line -> !line.contains("does not name it")).toList(), what);
        }
        if (killed.engine(runbook).journal().unfinished().isPresent()) {
          assertEquals(Outcome.Kind.DONE, killed.runner(runbook).resume().kind(), what);
          assertEquals(List.of(), backups(killed).unfinished(), what);
          assertEquals(List.of(), backups(killed).verify(backups(killed).named("run-1/keep")), what);
        }
      }
    }
  }

  @Test
  void aFullDiskStopsTheRunBeforeTheChangesOfTheStep() throws TrekException {
    for (int room = 0; room < 6; room++) {
      StepWorld full = world.copy();
      int[] left = {room};
      Host host =
          RefusingDisk.on(full.machine(), (call, path) -> path.isWithin(BACKUP) && NEEDS_ROOM.contains(call) && left[0]-- <= 0);
      Outcome outcome = full.engine(runbook, host).runner(Progress.NONE, new Interruption()).apply(plan, Terms.NONE);
      assertEquals(Outcome.Kind.FAILED, outcome.kind(), "room for " + room);
      assertTrue(outcome.failure().orElseThrow().getMessage().contains("No space left"));
      assertEquals(before, full.scan(true));
      assertEquals(List.of(), backups(full).list());
    }
  }

  @Test
  void refusesBeforeAnythingIsWrittenWhereTheRoomWouldNotDo() throws TrekException {
    Runbook large = new OneStep(new KeepingStep(1L << 30));
    Plan kept = world.plan(large);
    TrekException refused = assertThrows(TrekException.class, () -> world.runner(large).apply(kept, Terms.NONE));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertTrue(refused.getMessage().contains("1190 MB"), refused::getMessage);
    assertEquals(before, world.scan(true));
    assertTrue(world.engine(large).journal().runs().isEmpty());
    assertEquals(Outcome.Kind.DONE, world.runner(large).apply(kept, Terms.NONE.overriding("space", "a larger disk is on its way")).kind());
  }

  @Test
  void verifyNamesWhatIsGoneChangedOrCutAndAnEditOfTheList() throws TrekException {
    applied(world);
    String folder = BACKUP.toString();
    world.edit(folder + "/config/etc/a.cfg", "user = zarafa\nport = 237\n");
    world.machine().disk().truncate(HostPath.of(folder + "/large"), 5);
    Backups.Backup backup = backups(world).named("run-1/keep");
    assertEquals(List.of("run-1/keep/config/etc/a.cfg: has another content", "run-1/keep/large: has 5 bytes instead of 200000"), backups(world).verify(backup));
    world.machine().disk().delete(HostPath.of(folder + "/large"));
    world.edit(folder + "/manifest.json", world.text(folder + "/manifest.json").replace("200000", "100000"));
    List<String> wrong = backups(world).verify(backups(world).named("run-1/keep"));
    assertTrue(wrong.get(0).contains("manifest.json: is not what the journal says"), wrong::toString);
    assertTrue(wrong.contains("run-1/keep/large: is gone"), wrong::toString);
  }

  @Test
  void trustsNoListThatTheJournalDoesNotName() throws TrekException {
    applied(world);
    assertEquals(backups(world).named("run-1/keep"), backups(world).trusted("run-1/keep"));
    String manifest = BACKUP + "/manifest.json";
    String list = world.text(manifest);
    world.edit(manifest, list.replace("\"name\":\"large\"", "\"name\":\"../../../large\""));
    TrekException refused = assertThrows(TrekException.class, () -> backups(world).trusted("run-1/keep"));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertTrue(refused.what().contains("is not what the journal says"), refused::toString);
    Backups.Item outside = backups(world).named("run-1/keep").files().get(1);
    TrekException out = assertThrows(TrekException.class, () -> backups(world).open("run-1/keep", outside));
    assertTrue(out.what().contains("would not lie in the backup's folder"), out::toString);
    world.folder("/estate/snapshots/run-2/keep");
    world.file("/estate/snapshots/run-2/keep/manifest.json", list);
    assertTrue(assertThrows(TrekException.class, () -> backups(world).trusted("run-2/keep")).what().contains("the journal does not name it"));
  }

  @Test
  void thereIsNoBackupOfAnUnknownOrStrangeName() {
    for (String each : List.of("run-9", "run-9/keep", "../journal", "run-1/..", "")) {
      assertEquals(TrekException.Kind.USAGE, assertThrows(TrekException.class, () -> backups(world).named(each)).kind());
    }
  }

  @Test
  void contentsAreThoseOfTheEstate() throws TrekException {
    applied(world);
    assertEquals(Optional.of(world.text("/etc/server.cfg")), Optional.of(world.text(BACKUP + "/config/etc/a.cfg")));
    assertEquals(Map.of(), world.machine().stat(BACKUP).orElseThrow().attributes());
    assertEquals(0700, world.machine().stat(BACKUP).orElseThrow().mode());
    assertTrue(new String(world.machine().readAll(BACKUP.resolve("manifest.json")), StandardCharsets.UTF_8).contains("sha256"));
  }
}
