package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException;

/** SIGKILL of a real process that applies a plan to real files, at a sample of its write points. */
final class RealKillTest {

  private static final int SAMPLES = 10;

  private final SmallRunbook runbook = SmallRunbook.whole();

  private static Process start(RealWorld world, int deadly) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            DyingChild.class.getName(),
            world.folder().toString(),
            Integer.toString(deadly))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Starts a child, kills it where it stands still, and returns what it said last. */
  private static String child(RealWorld world, int deadly) throws IOException, InterruptedException {
    Process child = start(world, deadly);
    try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      child.destroyForcibly();
      child.waitFor();
      return String.valueOf(line);
    }
  }

  @Test
  void namesTheProcessThatIsAtWork(@TempDir Path temporary) throws IOException, TrekException, InterruptedException {
    RealWorld world = RealWorld.make(temporary.resolve("world"));
    world.plan(runbook);
    Process child = start(world, 20);
    try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("here", said.readLine());
      TrekException why = assertThrows(TrekException.class, () -> world.runner(runbook).resume());
      assertEquals(TrekException.Kind.IN_USE, why.kind());
      assertTrue(why.what().contains("tester@here on ") && why.what().endsWith("process " + child.pid()), why.what());
    } finally {
      child.destroyForcibly();
      child.waitFor();
    }
    assertEquals(Outcome.Kind.DONE, world.runner(runbook).resume().kind());
  }

  @Test
  void goesOnOrBackFromARealKill(@TempDir Path temporary) throws IOException, InterruptedException, TrekException {
    RealWorld world = RealWorld.make(temporary.resolve("world"));
    world.plan(runbook);
    SortedMap<String, String> before = world.scan(true);
    RealWorld undisturbed = world.copyTo(temporary.resolve("undisturbed"));
    String said = child(undisturbed, Integer.MAX_VALUE);
    assertTrue(said.startsWith("points "), said);
    int points = Integer.parseInt(said.substring("points ".length()));
    SortedMap<String, String> after = undisturbed.scan(false);
    for (int sample = 0; sample < SAMPLES; sample++) {
      int point = 5 + sample * (points - 6) / SAMPLES;
      RealWorld killed = world.copyTo(temporary.resolve("killed" + sample));
      assertEquals("here", child(killed, point));
      RealWorld twin = killed.copyTo(temporary.resolve("twin" + sample));
      boolean begun = killed.engine(runbook, (call, path) -> false).journal().unfinished().isPresent();
      if (begun) {
        assertEquals(Outcome.Kind.DONE, killed.runner(runbook).resume().kind());
        assertEquals(Outcome.Kind.DONE, twin.runner(runbook).undo(OptionalLong.empty(), Terms.NONE).kind());
      }
      assertEquals(begun ? after : before, killed.scan(!begun), "resumed after a kill at " + point);
      assertEquals(before, twin.scan(true), "undone after a kill at " + point);
    }
  }
}
