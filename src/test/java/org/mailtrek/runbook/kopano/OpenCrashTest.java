package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException;

/** Kills the second act of the migration, which lets mail in, before each of its writes, and goes on or back. Started by {@code scripts/crash-matrix}. */
@EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "runs for an hour: scripts/crash-matrix")
final class OpenCrashTest {

  private static final int BATCH = 40;

  @Test
  void goesOnOrBackFromAKillAnywhereInOpen(@TempDir Path folder) throws IOException, InterruptedException, TrekException {
    MigrationCrashes crashes = MigrationCrashes.prepareOpen(folder);
    int points = crashes.places().size();
    assertTrue(points > 20, () -> "only " + points + " write points");
    List<String> failures = new ArrayList<>();
    for (int from = 0; from < points; from += BATCH) {
      int first = from;
      for (MigrationCrashes.Killed each : crashes.applying("run", point -> point >= first && point < first + BATCH)) {
        System.out.println("  " + each);
        note(each + ", then resume", crashes.check(each, MigrationCrashes.RESUME), failures);
        note(each + ", then undo", crashes.check(each, MigrationCrashes.UNDO), failures);
        MigrationCrashes.remove(each.folder());
      }
    }
    assertEquals(List.of(), failures);
  }

  private static void note(String what, String wrong, List<String> failures) {
    if (!wrong.isEmpty()) {
      failures.add(what + ": " + wrong);
      System.out.println("FAILED: " + what + ": " + wrong);
    }
  }
}
