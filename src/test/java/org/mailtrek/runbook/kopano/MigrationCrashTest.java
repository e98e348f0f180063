package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.host.TrekException;

/**
 * Kills the whole migration, and the upgrade of Kopano, before a sample of its writes, in different steps, and goes on or back; also when that is killed in its turn. The
 * sample differs each time; system property {@code mailtrek.crash.seed} repeats one. {@code scripts/crash-matrix} tries all points.
 */
final class MigrationCrashTest {

  private final long seed = Long.getLong("mailtrek.crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<String> failures = new ArrayList<>();
  private MigrationCrashes crashes;

  @ParameterizedTest
  @CsvSource({"zcp-single, 2, true", "kopano-8.1, 1, false"})
  void goesOnOrBackFromAKillAnywhereAndFromAnotherOnTheWay(String kind, int sample, boolean again, @TempDir Path folder) throws IOException, InterruptedException, TrekException {
    System.out.println(kind + ", crash seed " + seed);
    crashes = MigrationCrashes.prepare(kind, folder);
    List<String> places = crashes.places();
    assertTrue(places.size() > 500, () -> "only " + places.size() + " write points");
    List<String> steps = new ArrayList<>(new TreeSet<>(places.stream().filter(each -> !each.isEmpty() && !each.equals("preflight")).toList()));
    Collections.shuffle(steps, random);
    BitSet chosen = new BitSet();
    for (String step : steps.subList(0, sample)) {
      int[] points = IntStream.range(0, places.size()).filter(point -> places.get(point).equals(step)).toArray();
      chosen.set(points[random.nextInt(points.length)]);
    }
    List<MigrationCrashes.Killed> killed = crashes.applying("run", chosen::get);
    assertEquals(chosen.cardinality(), killed.size());
    if (again) {
      MigrationCrashes.Killed any = killed.get(random.nextInt(killed.size()));
      killed.add(killedAgain(any, "resume", MigrationCrashes.RESUME));
      killed.add(killedAgain(any, "undo", MigrationCrashes.UNDO));
    }
    for (MigrationCrashes.Killed each : killed) {
      check(each);
    }
    assertEquals(List.of(), failures, "seed " + seed);
  }

  private void check(MigrationCrashes.Killed killed) throws IOException, InterruptedException {
    System.out.println("  " + killed);
    note(killed + ", then resume", crashes.check(killed, MigrationCrashes.RESUME));
    note(killed + ", then undo", crashes.check(killed, MigrationCrashes.UNDO));
    MigrationCrashes.remove(killed.folder());
  }

  /** Returns one of all write points of a recovery, each as likely as the others. */
  private MigrationCrashes.Killed killedAgain(MigrationCrashes.Killed from, String name, MigrationCrashes.Act act)
      throws IOException, InterruptedException, TrekException {
    BitSet replacing = new BitSet();
    IntStream.range(0, 20_000).filter(point -> random.nextInt(point + 1) == 0).forEach(replacing::set);
    List<MigrationCrashes.Killed> all = crashes.recovering(from, name, act, replacing::get);
    return all.get(all.size() - 1);
  }

  private void note(String what, String wrong) {
    if (!wrong.isEmpty()) {
      failures.add(what + ": " + wrong);
    }
  }
}
