package org.mailtrek.runbook.kopano;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kills the whole migration at all its write points, or at every n-th, and prints a table. Started by {@code scripts/crash-matrix}. */
final class CrashMatrix {

  private static final int BATCH = 40;

  private CrashMatrix() {}

  /** What became of the points of a step. */
  private static final class Row {
    private int points;
    private int killed;
    private int survived;
    private double seconds;
  }

  /** Takes a folder for its work, n, the first point, and the minutes after which it stops. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int every = Integer.parseInt(arguments[1]);
    int first = Integer.parseInt(arguments[2]);
    long end = System.currentTimeMillis() + 60_000L * Integer.parseInt(arguments[3]);
    MigrationCrashes crashes = MigrationCrashes.prepare(folder);
    crashes.applying("count", point -> false);
    Map<String, Row> rows = new LinkedHashMap<>();
    List<String> places = crashes.places();
    places.forEach(each -> rows.computeIfAbsent(each, step -> new Row()).points++);
    List<Integer> chosen = new ArrayList<>();
    for (int point = first; point < places.size(); point += every) {
      chosen.add(point);
    }
    System.out.println(places.size() + " write points, " + chosen.size() + " of them to be killed at, from " + first + " on every " + every);
    boolean failed = false;
    for (int from = 0; from < chosen.size() && System.currentTimeMillis() < end; from += BATCH) {
      List<Integer> batch = chosen.subList(from, Math.min(chosen.size(), from + BATCH));
      for (MigrationCrashes.Killed each : crashes.applying("batch", batch::contains)) {
        Row row = rows.get(places.get(each.point()));
        long began = System.nanoTime();
        if (System.currentTimeMillis() < end) {
          row.killed++;
          String resumed = crashes.check(each, MigrationCrashes.RESUME);
          String undone = crashes.check(each, MigrationCrashes.UNDO);
          row.survived += resumed.isEmpty() && undone.isEmpty() ? 1 : 0;
          failed |= report(each, "resume", resumed) | report(each, "undo", undone);
        }
        row.seconds += (System.nanoTime() - began) / 1e9;
        MigrationCrashes.remove(each.folder());
      }
    }
    System.out.printf("%-24s %8s %8s %10s %8s%n", "step", "points", "killed", "survived", "seconds");
    rows.forEach((step, row) -> System.out.printf("%-24s %8d %8d %10d %8.0f%n", step, row.points, row.killed, row.survived, row.seconds));
    System.exit(failed ? 1 : 0);
  }

  private static boolean report(MigrationCrashes.Killed killed, String act, String wrong) {
    if (!wrong.isEmpty()) {
      System.out.println("FAILED: " + killed + ", then " + act + ": " + wrong.strip());
    }
    return !wrong.isEmpty();
  }
}
