package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.Main;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.practice.Practice;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.Crashes;
import org.mailtrek.runbook.crash.LabWorld;

/**
 * SIGKILL of the real program in the middle of the migration, then its own command line on what is left. One moment, or as many as system
 * property {@code mailtrek.crash.real} says; {@code mailtrek.crash.seed} repeats them.
 */
final class RealMigrationKillTest {

  private final long seed = Long.getLong("mailtrek.crash.seed", System.nanoTime());

  @TempDir Path folder;

  /** What a command came to. */
  private record Ended(int exit, String said) {}

  private Process start(Path estate, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("-e", estate.toString()));
    command.addAll(List.of(words));
    Path said = folder.resolve("said.txt");
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).redirectInput(new java.io.File("/dev/null")).start();
  }

  private Ended run(Path estate, String... words) throws IOException, InterruptedException {
    int exit = start(estate, words).waitFor();
    return new Ended(exit, Files.readString(folder.resolve("said.txt"), StandardCharsets.UTF_8));
  }

  /** Kills a child when its journal has come to a count of lines; returns false when it ended before. */
  private static boolean killAt(Process child, Path journal, long lines) throws IOException, InterruptedException {
    try (WatchService changes = journal.getFileSystem().newWatchService()) {
      journal.register(changes, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
      child.onExit().thenRun(() -> touch(journal));
      while (child.isAlive() && lines(journal) < lines) {
        WatchKey key = changes.take();
        key.pollEvents();
        key.reset();
      }
      boolean alive = child.isAlive();
      child.destroyForcibly().waitFor();
      return alive;
    }
  }

  private static void touch(Path journal) {
    try {
      Files.createFile(journal.resolve("ended"));
    } catch (IOException noMatter) {
      // nobody watches any more
    }
  }

  private static long lines(Path journal) throws IOException {
    Path file = journal.resolve("journal.jsonl");
    if (!Files.exists(file)) {
      return 0;
    }
    try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return all.count();
    }
  }

  private static String scan(Path estate, Crashes crashes, boolean back) throws IOException, InterruptedException, TrekException {
    Practice.stop(estate);
    try (CrashWorld world = LabWorld.open(estate, Points.counting())) {
      return crashes.difference(world, back);
    }
  }

  @Test
  void theRealProgramGoesOnOrBackFromASigkill() throws IOException, InterruptedException, TrekException {
    System.out.println("crash seed " + seed);
    Random random = new Random(seed);
    Crashes crashes = Crashes.prepare(folder.resolve("worlds"));
    for (int sample = 0; sample < Integer.getInteger("mailtrek.crash.real", 1); sample++) {
      long lines = 2 + random.nextInt((int) crashes.journalLines() * 4 / 5); // the last ones may be over before the watcher sees them
      Path killed = folder.resolve("killed" + sample);
      CrashWorld.copy(crashes.planned(), killed);
      Files.createDirectories(killed.resolve("journal"));
      assertTrue(killAt(start(killed, "apply", "1", "--yes"), killed.resolve("journal"), lines), "it ended before line " + lines);
      Practice.stop(killed);
      Path twin = folder.resolve("twin" + sample);
      CrashWorld.copy(killed, twin);
      String what = "killed at line " + lines;
      Ended status = run(killed, "status");
      System.out.println(what + "\n" + status.said());
      for (String word : List.of("run 1 is unfinished ", "resume", "undo")) {
        assertTrue(status.said().contains(word), status::said);
      }
      Ended resumed = run(killed, "resume", "--yes");
      assertEquals(0, resumed.exit(), () -> what + ", resume: " + resumed.said());
      assertEquals("", scan(killed, crashes, false), what + ", then resume");
      Ended undone = run(twin, "undo", "--yes");
      assertEquals(0, undone.exit(), () -> what + ", undo: " + undone.said());
      assertEquals("", scan(twin, crashes, true), what + ", then undo");
    }
  }
}
