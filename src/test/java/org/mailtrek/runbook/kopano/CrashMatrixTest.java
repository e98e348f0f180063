package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException;

/** Kills the whole migration at all its write points, or at every n-th, and prints a table. Started by {@code scripts/crash-matrix}. */
@EnabledIfSystemProperty(named = "mailtrek.crash.every", matches = "[1-9][0-9]*", disabledReason = "runs for hours: scripts/crash-matrix")
final class CrashMatrixTest {

  private static final int BATCH = 40;

  /** What became of the points of a step. */
  private static final class Row {
    private int points;
    private int killed;
    private int survived;
    private double seconds;
  }

  @Test
  void goesOnOrBackFromAKillAtEveryPointOfTheMigration(@TempDir Path folder) throws IOException, InterruptedException, TrekException {
    int every = Integer.getInteger("mailtrek.crash.every");
    int first = Integer.getInteger("mailtrek.crash.first", 0);
    long end = System.currentTimeMillis() + 60_000L * Integer.getInteger("mailtrek.crash.minutes", 600);
    MigrationCrashes crashes = MigrationCrashes.prepare(System.getProperty("mailtrek.crash.kind", "zcp-single"), folder);
    Map<String, Row> rows = new LinkedHashMap<>();
    List<String> places = crashes.places();
    places.forEach(each -> rows.computeIfAbsent(each, step -> new Row()).points++);
    List<Integer> chosen = new ArrayList<>();
    for (int point = first; point < places.size(); point += every) {
      chosen.add(point);
    }
    System.out.println(places.size() + " write points, " + chosen.size() + " of them to be killed at, from " + first + " on every " + every);
    List<String> failures = new ArrayList<>();
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
          report(each, "resume", resumed, failures);
          report(each, "undo", undone, failures);
        }
        row.seconds += (System.nanoTime() - began) / 1e9;
        MigrationCrashes.remove(each.folder());
      }
    }
    System.out.printf(Locale.ROOT, "%-24s %8s %8s %10s %8s%n", "step", "points", "killed", "survived", "seconds");
    rows.forEach((step, row) -> System.out.printf(Locale.ROOT, "%-24s %8d %8d %10d %8.0f%n", step, row.points, row.killed, row.survived, row.seconds));
    assertEquals(List.of(), failures);
  }

  private static void report(MigrationCrashes.Killed killed, String act, String wrong, List<String> failures) {
    if (!wrong.isEmpty()) {
      failures.add(killed + ", then " + act + ": " + wrong.strip());
      System.out.println("FAILED: " + failures.get(failures.size() - 1));
    }
  }
}
