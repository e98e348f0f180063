package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Entries;
import org.mailtrek.engine.change.ModifyEntry;
import org.mailtrek.engine.change.UnsyncedCommits;
import org.mailtrek.engine.change.ValueChange;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.MemoryDirectory;
import org.mailtrek.host.fault.Points;

/** What is to hold only while a step is at work never outlives it: not its end, not its failure, not a crash and what follows it. */
final class MeanwhileTest {

  private static final String DATABASE = "olcDatabase={1}mdb,cn=config";

  private final Runbook runbook = new OneStep(new Quick());
  private StepWorld world;
  private Plan plan;
  private SortedMap<String, String> before;
  private SortedMap<String, String> after;

  /** Gives every person a description, while the server does not sync. */
  private record Quick() implements Step {

    @Override
    public String id() {
      return "quick";
    }

    @Override
    public String title() {
      return "Describe everybody";
    }

    @Override
    public boolean bulk() {
      return true;
    }

    @Override
    public boolean keeps() {
      return true;
    }

    @Override
    public void keep(View view, Keep keep) throws TrekException {
      keep.file("people", out -> out.write("everybody\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<Change> meanwhile(View view) throws TrekException {
      return UnsyncedCommits.of(view, view.directory().entry(DATABASE).orElseThrow()).map(Change.class::cast);
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      for (String name : List.of("a", "b", "c")) {
        if (view.directory().entry("cn=" + name + ",dc=x").orElseThrow().getAttributeValue("description") == null) {
          ValueChange value = new ValueChange("description", List.of(), List.of(Bytes.of(name)));
          preview.change(Entries.of(List.of(new ModifyEntry("cn=" + name + ",dc=x", List.of(value)))));
        }
      }
    }
  }

  private static Optional<String> setting(View view) throws TrekException {
    return Optional.ofNullable(view.directory().entry(DATABASE).orElseThrow().getAttributeValue("olcDbNoSync"));
  }

  @BeforeEach
  void planAndLearnTheEnds(@TempDir Path locks) throws TrekException {
    MemoryDirectory directory = MemoryDirectory.of("dc=x", "cn=config");
    directory.add(entry(DATABASE, "olcMdbConfig"), false);
    for (String name : List.of("a", "b", "c")) {
      directory.add(entry("cn=" + name + ",dc=x", "person"), false);
    }
    world = SmallWorld.fresh().with(directory).locked(locks).settled();
    plan = world.plan(runbook);
    before = world.scan(true);
    StepWorld undisturbed = world.copy();
    assertEquals(Outcome.Kind.DONE, undisturbed.runner(runbook).apply(plan, Terms.NONE).kind());
    after = undisturbed.scan(false);
  }

  private static Entry entry(String dn, String objectClass) {
    Entry entry = new Entry(dn);
    entry.addAttribute("objectClass", objectClass);
    return entry;
  }

  @Test
  void holdsFromTheFirstChangeToTheLastAndCountsForNothing() throws TrekException {
    List<String> phases = new ArrayList<>();
    Outcome outcome = world.runner(runbook).apply(plan, Terms.NONE);
    world.engine(runbook).journal().lines(line -> phases.add(line.phase().word() + (Json.flag(line.body(), "meanwhile") ? "!" : "")));

    assertEquals(3, outcome.changes());
    assertEquals(List.of("intent!", "done", "intent", "done", "intent", "done", "intent", "done", "undone", "step-done"),
        phases.subList(phases.indexOf("intent!"), phases.indexOf("verified")));
    assertEquals(Optional.empty(), setting(world.view()));
    world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    assertEquals(before, world.scan(true));
  }

  @Test
  void isTakenBackAfterAKillAtAnyPointByResumeAndByUndo() throws TrekException {
    Points counting = Points.counting();
    world.copy().runner(runbook, counting).apply(plan, Terms.NONE);
    int holding = 0;
    for (int point = 0; point < counting.count(); point++) {
      for (boolean back : new boolean[] {false, true}) {
        StepWorld killed = world.copy();
        Points points = Points.killingAt(point);
        assertThrows(Killed.class, () -> killed.runner(runbook, points).apply(plan, Terms.NONE));
        holding += setting(killed.view()).isPresent() ? 1 : 0;
        if (killed.engine(runbook).journal().unfinished().isPresent()) {
          String what = (back ? "undo" : "resume") + " after a kill before " + counting.passed().get(point);
          Runner runner = killed.runner(runbook);
          assertEquals(Outcome.Kind.DONE, (back ? runner.undo(OptionalLong.empty(), Terms.NONE) : runner.resume()).kind(), what);
          assertEquals(back ? before : after, killed.scan(back), what);
          assertEquals(List.of(), killed.engine(runbook).journal().verify().problems(), what);
        }
      }
    }
    assertTrue(holding > 20, "it held at " + holding + " points only");
  }

  @Test
  void isTakenBackWhereAKilledUndoOrResumeIsKilledAgain() throws TrekException {
    StepWorld killed = world.copy();
    for (int point = 0; setting(killed.view()).isEmpty(); point++) {
      StepWorld copy = world.copy();
      Points points = Points.killingAt(point);
      assertThrows(Killed.class, () -> copy.runner(runbook, points).apply(plan, Terms.NONE));
      killed = copy;
    }
    for (boolean back : new boolean[] {false, true}) {
      Points counting = Points.counting();
      recover(killed.copy().runner(runbook, counting), back);
      for (int point = 0; point < counting.count(); point++) {
        StepWorld twice = killed.copy();
        Points points = Points.killingAt(point);
        assertThrows(Killed.class, () -> recover(twice.runner(runbook, points), back));
        if (twice.engine(runbook).journal().unfinished().isPresent()) {
          recover(twice.runner(runbook), back);
          assertEquals(Optional.empty(), setting(twice.view()), (back ? "undo" : "resume") + " killed before " + counting.passed().get(point));
        }
      }
    }
  }

  private static Outcome recover(Runner runner, boolean back) throws TrekException {
    return back ? runner.undo(OptionalLong.empty(), Terms.NONE) : runner.resume();
  }

  @Test
  void isTakenBackWhereTheRunFails() throws TrekException {
    Interruption interruption = new Interruption();
    List<Optional<String>> held = new ArrayList<>();
    Progress afterTheFirst = new Progress() {
      @Override
      public void done(long count) {
        try {
          if (setting(world.view()).isPresent() && !interruption.requested()) {
            held.add(setting(world.view()));
            interruption.request();
          }
        } catch (TrekException e) {
          throw new IllegalStateException(e);
        }
      }
    };

    Outcome stopped = world.engine(runbook).runner(afterTheFirst, interruption).apply(plan, Terms.NONE);

    assertEquals(Outcome.Kind.PARTLY, stopped.kind());
    assertEquals(List.of(Optional.of("TRUE")), held);
    assertEquals(Optional.empty(), setting(world.view()));
    assertEquals(Outcome.Kind.DONE, world.runner(runbook).resume().kind());
    assertEquals(after, world.scan(false));
  }

  @Test
  void doesNotBeginWithoutAWholeBackup() throws TrekException {
    StepWorld damaged = world.copy();
    Points counting = Points.counting();
    world.copy().runner(runbook, counting).apply(plan, Terms.NONE);
    for (int point = 0; point < counting.count(); point++) {
      StepWorld killed = world.copy();
      Points points = Points.killingAt(point);
      assertThrows(Killed.class, () -> killed.runner(runbook, points).apply(plan, Terms.NONE));
      boolean kept = killed.machine().stat(HostPath.of("/estate/snapshots/run-1/quick/manifest.json")).isPresent();
      if (kept && setting(killed.view()).isEmpty()) {
        damaged = killed;
        break;
      }
    }
    damaged.edit("/estate/snapshots/run-1/quick/people", "nobody!!!\n");

    Outcome outcome = damaged.runner(runbook).resume();

    assertEquals("run-1/quick/people: has another content", outcome.failure().orElseThrow().what());
    assertEquals(Optional.empty(), setting(damaged.view()));
    assertEquals(0, outcome.changes());
  }

  @Test
  void leavesAloneWhatSomebodyElseHasSetSince() throws TrekException {
    StepWorld killed = world.copy();
    for (int point = 0; setting(killed.view()).isEmpty(); point++) {
      StepWorld copy = world.copy();
      Points points = Points.killingAt(point);
      assertThrows(Killed.class, () -> copy.runner(runbook, points).apply(plan, Terms.NONE));
      killed = copy;
    }
    killed.directory().modify(DATABASE, List.of(new Modification(ModificationType.REPLACE, "olcDbNoSync", "FALSE")), false);

    Outcome outcome = killed.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);

    assertEquals(List.of(DATABASE + ": olcDbNoSync left alone, since somebody else has changed it"), outcome.left());
    assertEquals(Optional.of("FALSE"), setting(killed.view()));
  }
}
