package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.fault.KillEstate;
import org.mailtrek.host.fault.Killed;
import org.mailtrek.host.fault.Points;

/** The laws of a change, each tried on one case; no kind of change escapes it. */
final class ChangeHarness {

  private static final Instant PLANNED = Instant.parse("2025-05-05T05:05:05Z");

  private final ChangeCase subject;
  private final Change change;
  private final MemorySide side = new MemorySide();
  private final Map<Change.Place, Instant> times = new LinkedHashMap<>();
  private final SortedMap<String, String> before;
  private final SortedMap<String, String> after;

  private ChangeHarness(ChangeCase subject) throws Exception {
    this.subject = subject;
    World world = subject.world();
    subject.contents().forEach(side::store);
    world.machine().files().settle();
    before = subject.showing().of(world, true);
    Change made = subject.making().change(world.estate().view()).dated(PLANNED);
    made.describe().lines().skip(1).forEach(line -> assertTrue(line.isBlank(), "one line describes a change"));
    change = ChangeKinds.read(new JSONObject(made.text()));
    assertEquals(made, change, "its JSON form makes an equal change");
    made.over(world.estate().view());
    assertEquals(Seen.BEFORE, made.look(world.estate().view(), side), "before anything was kept");
    made.keep(world.estate().view(), side);
    side.intend();
    assertEquals(Seen.BEFORE, made.look(world.estate().view(), side));
    for (Change.Place place : change.folders(world.estate().view())) {
      world.estate().view().host(place.host()).stat(place.path()).ifPresent(state -> times.put(place, state.modified()));
    }
    assertEquals(before, subject.showing().of(world, true), "making, keeping and looking only read");
    World later = world.copy();
    Left left = change.perform(later.estate(), side);
    assertTrue(left.nothing(), left::toString);
    after = subject.showing().of(later, false);
    assertNotEquals(subject.showing().of(world, false), after, "the change changes something");
    assertEquals(Seen.AFTER, change.look(later.estate().view(), side));
    assertEquals(subject.foreseen(ViewDump.of(later.estate().view())), subject.foreseen(ViewDump.of(made.over(world.estate().view()))), "over() shows what perform() makes");
  }

  /** Tries every law on a case. */
  static void prove(ChangeCase subject) throws Exception {
    ChangeHarness harness = new ChangeHarness(subject);
    harness.goesThereAndBack();
    harness.leavesTheForeignAlone();
    harness.survivesEveryKill(true);
    harness.survivesEveryKill(false);
  }

  private void goesThereAndBack() throws Exception {
    World world = subject.world().copy();
    perform(world);
    perform(world);
    world.losePower();
    assertEquals(after, subject.showing().of(world, false), "what was performed outlives a loss of power");
    revert(world);
    assertEquals(before, subject.showing().of(world, true), "what was reverted is as it was, times included");
    assertEquals(Seen.BEFORE, change.look(world.estate().view(), side));
    revert(world);
    world.losePower();
    assertEquals(withoutTimes(), subject.showing().of(world, false), "what was reverted outlives a loss of power");
    perform(world);
  }

  private SortedMap<String, String> withoutTimes() throws Exception {
    return subject.showing().of(subject.world(), false);
  }

  private void leavesTheForeignAlone() throws Exception {
    if (subject.meddling().isPresent()) {
      World world = subject.world().copy();
      subject.meddling().get().with(world);
      world.machine().files().settle();
      SortedMap<String, String> foreign = subject.showing().of(world, true);
      assertEquals(Seen.FOREIGN, change.look(world.estate().view(), side));
      assertFalse(change.perform(world.estate(), side).nothing(), "what is foreign is said");
      assertEquals(foreign, subject.showing().of(world, true), "what is foreign is left alone");
    }
    if (subject.meddlingLater().isPresent()) {
      World world = subject.world().copy();
      perform(world);
      subject.meddlingLater().get().with(world);
      world.machine().files().settle();
      SortedMap<String, String> foreign = subject.showing().of(world, true);
      assertEquals(Seen.FOREIGN, change.look(world.estate().view(), side));
      assertFalse(change.revert(world.estate(), side).nothing(), "what is foreign is said");
      assertEquals(foreign, subject.showing().of(world, true), "what is foreign is left alone");
    }
  }

  private void perform(World world) throws Exception {
    Left left = change.perform(world.estate(), side);
    assertTrue(left.nothing(), left::toString);
    same(after, subject.showing().of(world, false), "");
    assertEquals(Seen.AFTER, change.look(world.estate().view(), side));
  }

  /** Fails with the lines in which the two differ. */
  private static void same(SortedMap<String, String> expected, SortedMap<String, String> found, String what) {
    SortedMap<String, String> missing = new TreeMap<>(expected);
    missing.entrySet().removeAll(found.entrySet());
    SortedMap<String, String> other = new TreeMap<>(found);
    other.entrySet().removeAll(expected.entrySet());
    assertEquals(missing, other, what);
  }

  private void revert(World world) throws Exception {
    Left left = change.revert(world.estate(), side);
    assertTrue(left.nothing(), left::toString);
    for (Map.Entry<Change.Place, Instant> time : times.entrySet()) {
      world.estate().host(time.getKey().host()).disk().touch(time.getKey().path(), time.getValue());
    }
    same(before, subject.showing().of(world, true), "");
  }

  private void survivesEveryKill(boolean forward) throws Exception {
    for (int point = 0; ; point++) {
      World world = start(forward);
      if (!dies(world, forward, point)) {
        return;
      }
      String where = (forward ? "perform" : "revert") + " killed at point " + point;
      recover(world, where);
      World dark = world.copy();
      dark.losePower();
      recover(dark, where + " by loss of power");
    }
  }

  private World start(boolean forward) throws Exception {
    World world = subject.world().copy();
    if (!forward) {
      perform(world);
    }
    return world;
  }

  /** Recovers in both directions, and again after every kill during the recovery. */
  private void recover(World killed, String where) throws Exception {
    finish(killed, where);
    if (subject.light()) {
      return;
    }
    for (boolean forward : new boolean[] {true, false}) {
      World world = killed.copy();
      for (int point = 0; dies(world, forward, point); point++) {
        finish(world, where + ", recovery by " + (forward ? "perform" : "revert") + " at point " + point);
        World dark = world.copy();
        dark.losePower();
        finish(dark, where + ", recovery by " + (forward ? "perform" : "revert") + " at point " + point + " by loss of power");
        world = killed.copy();
      }
    }
  }

  private void finish(World killed, String where) throws Exception {
    try {
      assertNotEquals(Seen.FOREIGN, change.look(killed.estate().view(), side), where);
      perform(killed.copy());
      revert(killed.copy());
    } catch (AssertionError | Exception e) {
      throw new AssertionError(subject.title() + ": " + where + ": " + e.getMessage() + "\nfound " + killed.dump(true), e);
    }
  }

  /** Returns whether it was killed. */
  private boolean dies(World world, boolean forward, int point) throws Exception {
    KillEstate estate = new KillEstate(world.estate(), Points.killingAt(point));
    try {
      if (forward) {
        change.perform(estate, side);
      } else {
        change.revert(estate, side);
      }
      return false;
    } catch (Killed killed) {
      return true;
    }
  }
}
