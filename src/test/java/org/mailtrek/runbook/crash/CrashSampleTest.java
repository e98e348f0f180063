package org.mailtrek.runbook.crash;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException;

/**
 * Kills the whole migration before a sample of its writes, in different steps, and goes on or back; also when that is killed in its turn; and one of the smaller scenarios
 * once in process and once by SIGKILL. The sample differs each time; system property {@code mailtrek.crash.seed} repeats one. {@code scripts/crash-matrix} tries all points.
 */
final class CrashSampleTest {

  private final long seed = Long.getLong("mailtrek.crash.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<String> failures = new ArrayList<>();

  @Test
  void theMigrationGoesOnOrBackFromAKillAnywhereAndFromAnotherOnTheWay(@TempDir Path folder) throws IOException, InterruptedException, TrekException {
    System.out.println("crash seed " + seed);
    Crashes crashes = Crashes.prepare(folder);
    assertTrue(crashes.places().size() > 500, () -> "only " + crashes.places().size() + " write points");
    List<Crashes.Killed> killed = sample(crashes, 2);
    Crashes.Killed any = killed.get(random.nextInt(killed.size()));
    killed.addAll(killedAgain(crashes, any, "resume", false));
    killed.addAll(killedAgain(crashes, any, "undo", true));
    check(crashes, killed);
  }

  @Test
  void anotherRunbookGoesOnOrBackFromAKillAndFromASigkill(@TempDir Path folder) throws IOException, InterruptedException, TrekException {
    List<Scenario> others = Scenario.matching("kopano-8.1.kopano-upgrade|netscape.*|oracle.*"); // the others take minutes
    Scenario scenario = others.get(random.nextInt(others.size()));
    System.out.println(scenario + ", crash seed " + seed);
    Crashes crashes = Crashes.prepare(scenario, folder);
    int points = crashes.places().size();
    List<Crashes.Killed> killed = sample(crashes, 1);
    killed.add(crashes.killing(random.nextInt(points)));
    check(crashes, killed);
  }

  private List<Crashes.Killed> sample(Crashes crashes, int count) throws IOException, InterruptedException, TrekException {
    List<String> places = crashes.places();
    List<String> steps = new ArrayList<>(new TreeSet<>(places.stream().filter(each -> !each.isEmpty() && !each.equals("preflight")).toList()));
    if (steps.isEmpty()) {
      steps.addAll(new TreeSet<>(places));
    }
    Collections.shuffle(steps, random);
    BitSet chosen = new BitSet();
    for (String step : steps.subList(0, Math.min(count, steps.size()))) {
      int[] points = IntStream.range(0, places.size()).filter(point -> places.get(point).equals(step)).toArray();
      chosen.set(points[random.nextInt(points.length)]);
    }
    List<Crashes.Killed> killed = crashes.applying("run", chosen::get);
    assertEquals(chosen.cardinality(), killed.size());
    return killed;
  }

  private void check(Crashes crashes, List<Crashes.Killed> killed) throws IOException, InterruptedException {
    for (Crashes.Killed each : killed) {
      System.out.println("  " + each);
      String wrong = crashes.check(each);
      if (!wrong.isEmpty()) {
        failures.add(wrong);
      }
    }
    assertEquals(List.of(), failures, "seed " + seed);
  }

  /** Returns one of all write points of a recovery, each as likely as the others; none where it has nothing to write, since nothing was done before the kill. */
  private List<Crashes.Killed> killedAgain(Crashes crashes, Crashes.Killed from, String name, boolean back) throws IOException, InterruptedException, TrekException {
    BitSet replacing = new BitSet();
    IntStream.range(0, 20_000).filter(point -> random.nextInt(point + 1) == 0).forEach(replacing::set);
    List<Crashes.Killed> all = crashes.recovering(from, name, back, replacing::get);
    return all.subList(Math.max(0, all.size() - 1), all.size());
  }
}
