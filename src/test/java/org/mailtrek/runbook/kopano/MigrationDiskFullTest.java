package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Terms;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.FullDisk;
import org.mailtrek.host.fault.Points;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.Crashes;
import org.mailtrek.runbook.crash.LabWorld;

/**
 * Disks that fill up in the middle of the whole migration: Mailtrek's own, the mail server's, or both. Each run takes one of these and a
 * sample of steps, and a random write of each; system property {@code mailtrek.full.seed} repeats one. {@code scripts/crash-matrix} takes all
 * disks and all steps ({@code mailtrek.full.steps}).
 */
final class MigrationDiskFullTest {

  private static final int FEW = 1;

  private final long seed = Long.getLong("mailtrek.full.seed", System.nanoTime());
  private final int steps = Integer.getInteger("mailtrek.full.steps", FEW);
  private final Random random = new Random(seed);
  private final List<String> failures = new ArrayList<>();
  private Crashes crashes;
  private Path folder;

  /** Which disks fill up. */
  private enum Which {
    OURS,
    THE_SERVERS,
    BOTH
  }

  @BeforeEach
  void makeAnEstate(@TempDir Path in) throws IOException, InterruptedException, TrekException {
    System.out.println("disk seed " + seed);
    folder = in;
    crashes = Crashes.prepare(in);
  }

  @Test
  void goesOnOrBackFromAFullDiskInAnyStep() throws IOException, InterruptedException, TrekException {
    List<Which> disks = new ArrayList<>(List.of(Which.values()));
    Collections.shuffle(disks, random);
    for (Which which : steps > FEW ? disks : disks.subList(0, 1)) {
      Map<String, int[]> writes = new LinkedHashMap<>();
      apply(which, FullDisk.never(), writes, folder.resolve("learning"));
      assertTrue(writes.size() > 5, () -> which + ": only " + writes.keySet());
      List<String> names = new ArrayList<>(writes.keySet());
      Collections.shuffle(names, random);
      for (String step : names.subList(0, Math.min(steps, names.size()))) {
        int[] range = writes.get(step);
        fill(which, step, range[0] + random.nextInt(range[1] - range[0]));
      }
    }
    assertEquals(List.of(), failures, "seed " + seed);
  }

  private void fill(Which which, String step, int room) throws IOException, InterruptedException, TrekException {
    Path world = folder.resolve("full");
    Crashes.Killed full = new Crashes.Killed(world, room, step + ", full: " + which);
    System.out.println("  " + full);
    Optional<Outcome> outcome = apply(which, FullDisk.after(room), new LinkedHashMap<>(), world);
    String said = outcome.flatMap(Outcome::failure).map(TrekException::getMessage).orElse("");
    if (outcome.isPresent() && !said.contains("No space left") && !outcome.get().left().toString().contains("No space left")) {
      failures.add(full + ": says " + outcome.get().kind() + " " + said);
    }
    note(full + ", then resume", crashes.check(full, false));
    note(full + ", then undo", crashes.check(full, true));
    CrashWorld.remove(world);
  }

  private void note(String what, String wrong) {
    if (!wrong.isEmpty()) {
      failures.add(what + ": " + wrong);
    }
  }

  /** Applies the plan in a copy; notes which writes, by number, belong to which step. Empty when nothing was begun. */
  private Optional<Outcome> apply(Which which, FullDisk full, Map<String, int[]> bySteps, Path in) throws IOException, InterruptedException, TrekException {
    CrashWorld.remove(in);
    CrashWorld.copy(crashes.planned(), in);
    String[] current = {""};
    Progress progress =
        new Progress() {
          @Override
          public void phase(int number, int of, String id, String title) {
            end();
            current[0] = id;
            bySteps.put(id, new int[] {full.count(), full.count()});
          }

          private void end() {
            bySteps.computeIfPresent(current[0], (id, range) -> new int[] {range[0], full.count()});
          }
        };
    try (LabWorld world = LabWorld.open(in, Points.counting(), disk -> which == Which.THE_SERVERS ? disk : full.over(disk), disk -> which == Which.OURS ? disk : full.over(disk))) {
      Outcome outcome = world.runner(progress).apply(world.engine().plans().named("1"), Terms.NONE);
      bySteps.computeIfPresent(current[0], (id, range) -> new int[] {range[0], full.count()});
      return Optional.of(outcome);
    } catch (TrekException nothingBegun) {
      note("before the first change", nothingBegun.getMessage().contains("No space left") ? "" : nothingBegun.toString());
      return Optional.empty();
    } finally {
      bySteps.values().removeIf(range -> range[0] == range[1]);
    }
  }
}
