package org.mailtrek.runbook.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException;

/** Kills all scenarios at all their write points, or at those of a shard, for at most so many minutes, and writes the table. Started by {@code scripts/crash-matrix}. */
@EnabledIfSystemProperty(named = "mailtrek.crash.minutes", matches = "[0-9]+", disabledReason = "runs for hours: scripts/crash-matrix")
final class CrashMatrixTest {

  private static final int BATCH = 8;

  private final String shard = System.getProperty("mailtrek.crash.shard", "1/1");
  private final CrashRecord record;
  private final List<String> failures = new ArrayList<>();

  CrashMatrixTest() throws IOException {
    record = new CrashRecord(Path.of(System.getProperty("mailtrek.crash.record", "target/crash-matrix")), shard);
  }

  @Test
  void goesOnOrBackFromAKillAtEveryPoint(@TempDir Path folder) throws IOException, InterruptedException, TrekException {
    long end = System.nanoTime() + 60_000_000_000L * Integer.getInteger("mailtrek.crash.minutes");
    List<Scenario> chosen = Scenario.matching(System.getProperty("mailtrek.crash.scenarios", ".*"));
    for (int number = 0; number < chosen.size(); number++) {
      long share = (end - System.nanoTime()) / (chosen.size() - number);
      Path world = Files.createDirectory(folder.resolve("s" + number));
      try {
        scenario(chosen.get(number), world, System.nanoTime() + share);
      } catch (TrekException | AssertionError e) {
        failures.add(chosen.get(number) + " does not come to its end undisturbed: " + e);
        System.out.println("FAILED: " + failures.get(failures.size() - 1));
      }
      CrashWorld.remove(world);
    }
    Guarantees.write(record, Path.of(System.getProperty("mailtrek.crash.page", "docs/reference/guarantees.md")));
    assertEquals(List.of(), failures);
  }

  private void scenario(Scenario scenario, Path folder, long end) throws IOException, InterruptedException, TrekException {
    Crashes crashes = Crashes.prepare(scenario, folder);
    int points = crashes.places().size();
    Set<String> before = record.begin(scenario, points);
    List<Integer> process = left(points, CrashRecord.Way.PROCESS, before);
    List<Integer> sigkill = left(points, CrashRecord.Way.SIGKILL, before);
    System.out.println(scenario + ": " + points + " write points, of which this shard has still to hit " + process.size() + " in process, and " + sigkill.size() + " by SIGKILL");
    while (System.nanoTime() < end && !(process.isEmpty() && sigkill.isEmpty())) {
      Set<Integer> batch = take(process, BATCH).stream().collect(Collectors.toSet());
      if (!batch.isEmpty()) {
        for (Crashes.Killed each : crashes.applying("batch", batch::contains)) {
          if (System.nanoTime() < end) {
            check(scenario, crashes, each, CrashRecord.Way.PROCESS, System.nanoTime());
          }
          CrashWorld.remove(each.folder());
        }
      }
      for (int point : take(sigkill, process.isEmpty() ? BATCH : BATCH / 4)) {
        long began = System.nanoTime();
        if (began < end) {
          Crashes.Killed killed = crashes.killing(point);
          check(scenario, crashes, killed, CrashRecord.Way.SIGKILL, began);
          CrashWorld.remove(killed.folder());
        }
      }
    }
  }

  /** Returns the points of this shard that were not hit yet, in an order of chance that is the same each time. */
  private List<Integer> left(int points, CrashRecord.Way way, Set<String> before) {
    List<Integer> all = new ArrayList<>(IntStream.range(0, points).boxed().toList());
    Collections.shuffle(all, new Random(points));
    int mine = Integer.parseInt(shard.split("/")[0]) - 1;
    int of = Integer.parseInt(shard.split("/")[1]);
    return new ArrayList<>(IntStream.range(0, points).filter(each -> each % of == mine).mapToObj(all::get).filter(each -> !before.contains(way + " " + each)).toList());
  }

  private static List<Integer> take(List<Integer> from, int count) {
    List<Integer> head = from.subList(0, Math.min(count, from.size()));
    List<Integer> taken = List.copyOf(head);
    head.clear();
    return taken;
  }

  private void check(Scenario scenario, Crashes crashes, Crashes.Killed killed, CrashRecord.Way way, long began) throws IOException, InterruptedException {
    String wrong = crashes.check(killed);
    record.add(scenario, new CrashRecord.Hit(way, killed.point(), wrong.isEmpty(), (System.nanoTime() - began) / 1e9));
    if (!wrong.isEmpty()) {
      failures.add(scenario + ", " + wrong);
      System.out.println("FAILED: " + failures.get(failures.size() - 1));
    }
  }
}
