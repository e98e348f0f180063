package org.mailtrek.runbook.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.mailtrek.host.TrekException;

/**
 * Kills scenarios at all their write points, or at those of a shard, for a time, and notes what survived. Started by {@code scripts/crash-matrix}, as a program of its own,
 * so that several may work side by side: arguments are the seconds, the shard as {@code K/N}, and an expression for names of scenarios; {@code page} alone writes the table.
 */
final class CrashMatrix {

  private static final int FIRST_BATCH = 8;
  private static final int LARGEST_BATCH = 64;

  private final String shard;
  private final CrashRecord record;
  private final List<String> failures = new ArrayList<>();

  private CrashMatrix(String shard) throws IOException {
    this.shard = shard;
    this.record = new CrashRecord(Path.of(System.getProperty("mailtrek.crash.record", "target/crash-matrix")), shard);
  }

  public static void main(String[] words) throws IOException, InterruptedException {
    if (words[0].equals("page")) {
      Guarantees.write(new CrashMatrix("1/1").record, Path.of(System.getProperty("mailtrek.crash.page", "docs/reference/guarantees.md")));
      return;
    }
    CrashMatrix matrix = new CrashMatrix(words[1]);
    Path folder = Files.createTempDirectory("mt");
    try {
      matrix.goOnOrBack(folder, System.nanoTime() + 1_000_000_000L * Long.parseLong(words[0]), Scenario.matching(words[2]));
    } finally {
      CrashWorld.remove(folder);
    }
    matrix.failures.forEach(each -> System.out.println("FAILED: " + each));
    System.exit(matrix.failures.isEmpty() ? 0 : 1);
  }

  /** Shares out the time between the scenarios; what one leaves of its share is for the others. */
  private void goOnOrBack(Path folder, long end, List<Scenario> chosen) throws IOException, InterruptedException {
    for (int number = 0; number < chosen.size(); number++) {
      long share = (end - System.nanoTime()) / (chosen.size() - number);
      Path world = Files.createDirectory(folder.resolve("s" + number));
      try {
        scenario(chosen.get(number), world, System.nanoTime() + share);
      } catch (TrekException | AssertionError e) {
        failures.add(chosen.get(number) + " does not come to its end undisturbed: " + e);
      }
      CrashWorld.remove(world);
    }
  }

  private void scenario(Scenario scenario, Path folder, long end) throws IOException, InterruptedException, TrekException {
    Crashes crashes = Crashes.prepare(scenario, folder);
    int points = crashes.places().size();
    Set<String> before = record.begin(scenario, points);
    List<Integer> process = left(points, CrashRecord.Way.PROCESS, before);
    List<Integer> sigkill = left(points, CrashRecord.Way.SIGKILL, before);
    System.out.println(scenario + ": " + points + " write points, of which this shard has still to hit " + process.size() + " in process, and " + sigkill.size() + " by SIGKILL");
    int size = FIRST_BATCH;
    while (System.nanoTime() < end && !(process.isEmpty() && sigkill.isEmpty())) {
      long began = System.nanoTime();
      List<Integer> batch = take(process, size);
      inProcess(scenario, crashes, Set.copyOf(batch), end);
      for (int point : take(sigkill, process.isEmpty() ? size : size / 4)) {
        bySigkill(scenario, crashes, point, end);
      }
      size = sizeAfter(size, System.nanoTime() - began, end - System.nanoTime());
    }
  }

  /** Each batch costs a run of its own, so it grows to what can be looked at in half of the time that is left. */
  private static int sizeAfter(int size, long took, long left) {
    return (int) Math.max(FIRST_BATCH, Math.min(LARGEST_BATCH, size * Math.max(0, left) / 2 / Math.max(1, took)));
  }

  private void inProcess(Scenario scenario, Crashes crashes, Set<Integer> batch, long end) throws IOException, InterruptedException, TrekException {
    if (batch.isEmpty()) {
      return;
    }
    for (Crashes.Killed each : crashes.applying("batch", batch::contains)) {
      if (System.nanoTime() < end) {
        check(scenario, crashes, each, CrashRecord.Way.PROCESS, System.nanoTime());
      }
      CrashWorld.remove(each.folder());
    }
  }

  private void bySigkill(Scenario scenario, Crashes crashes, int point, long end) throws IOException, InterruptedException {
    long began = System.nanoTime();
    if (began < end) {
      Crashes.Killed killed = crashes.killing(point);
      check(scenario, crashes, killed, CrashRecord.Way.SIGKILL, began);
      CrashWorld.remove(killed.folder());
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
    }
  }
}
