package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.Children;
import org.mailtrek.host.TrekException;

/** SIGKILL of a real process that applies a plan to real files, at a sample of its write points. */
final class RealKillTest {

  private static final int SAMPLES = 10;

  private final SmallRunbook runbook = SmallRunbook.whole();

  private static Process start(RealWorld world, int deadly, String... act) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(world.folder().toString(), Integer.toString(deadly)));
    arguments.addAll(List.of(act));
    return start(DyingChild.class, arguments.toArray(String[]::new));
  }

  private static Process start(Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Starts a child, kills it where it stands still, and returns what it said last. */
  private static String child(RealWorld world, int deadly, String... act) throws IOException, InterruptedException {
    Process child = start(world, deadly, act);
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
  void waitsForWhatAKilledOneHasLeftAtWork(@TempDir Path temporary) throws Exception {
    RealWorld world = RealWorld.make(temporary.resolve("world"));
    for (String pipe : List.of("begun", "go", "stay")) {
      assertEquals(0, new ProcessBuilder("mkfifo", world.folder().resolve(pipe).toString()).start().waitFor());
    }
    Process holder = start(LeavingChild.class, world.folder().toString());
    String[] numbers = Files.readString(world.folder().resolve("begun")).strip().split(" ");
    ProcessHandle left = ProcessHandle.of(Long.parseLong(numbers[0])).orElseThrow();
    ProcessHandle daemon = ProcessHandle.of(Long.parseLong(numbers[1])).orElseThrow();
    try {
      holder.destroyForcibly();
      holder.waitFor();
      TrekException why = assertThrows(TrekException.class, () -> world.runner(runbook).note("me too"));
      assertEquals(TrekException.Kind.IN_USE, why.kind());
      assertTrue(why.what().contains("process " + holder.pid() + ", which has ended, had started: ") && why.what().contains("sh (process " + left.pid() + ") still runs"), why.what());
      Files.writeString(world.folder().resolve("go"), "on\n");
      left.onExit().get(20, TimeUnit.SECONDS);
      assertTrue(Files.exists(world.folder().resolve("root/etc/late")), "it had not yet written");
      assertTrue(daemon.isAlive());
      world.runner(runbook).note("me too");
    } finally {
      left.destroyForcibly();
      daemon.destroyForcibly();
    }
  }

  @Test
  void waitsForWhatItHasToldToEndInVain(@TempDir Path temporary) throws Exception {
    RealWorld world = RealWorld.make(temporary.resolve("world"));
    Path pid = temporary.resolve("pid");
    Children gentle = Children.of("here").within(Duration.ofMillis(700)).gently(Duration.ofMillis(300));
    TrekException late = assertThrows(TrekException.class, () -> gentle.run(new byte[0], List.of("sh", "-c", "trap '' TERM; echo $$ > " + pid + "; setsid sleep 60 & wait; sleep 60")));
    assertTrue(late.what().contains("still runs"), late::what);
    ProcessHandle left = ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    List<ProcessHandle> daemons = left.descendants().toList();
    try {
      TrekException why = assertThrows(TrekException.class, () -> world.runner(runbook).note("me too"));
      assertEquals(TrekException.Kind.IN_USE, why.kind());
      assertTrue(why.what().contains("told to end: sh (process " + left.pid() + ") still runs"), why::what);
      left.destroyForcibly();
      for (int tries = 0; left.isAlive() && tries < 200; tries++) {
        Thread.sleep(50);
      }
      world.runner(runbook).note("me too");
    } finally {
      left.destroyForcibly();
      daemons.forEach(ProcessHandle::destroyForcibly);
    }
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

  @Test
  void goesOnOrBackFromARealKillOfOpen(@TempDir Path temporary) throws IOException, InterruptedException, TrekException {
    RealWorld world = RealWorld.make(temporary.resolve("world"));
    assertEquals(Outcome.Kind.DONE, world.runner(runbook).apply(world.plan(runbook), Terms.NONE).kind());
    SortedMap<String, String> shut = world.scan(true);
    RealWorld undisturbed = world.copyTo(temporary.resolve("undisturbed"));
    int points = Integer.parseInt(child(undisturbed, Integer.MAX_VALUE, "open").substring("points ".length()));
    SortedMap<String, String> opened = undisturbed.scan(false);
    for (int sample = 0; sample < 4; sample++) {
      int point = points * (2 * sample + 1) / 8;
      RealWorld killed = world.copyTo(temporary.resolve("killed" + sample));
      assertEquals("here", child(killed, point, "open"));
      RealWorld twin = killed.copyTo(temporary.resolve("twin" + sample));
      if (killed.engine(runbook, (call, path) -> false).journal().unfinished().isPresent()) {
        assertEquals(Outcome.Kind.DONE, killed.runner(runbook).resume().kind());
        assertEquals(opened, killed.scan(false), "open resumed after a kill at " + point);
        assertEquals(Outcome.Kind.DONE, twin.runner(runbook).undo(OptionalLong.of(2), Terms.NONE.confirmed("made-up")).kind());
      }
      assertEquals(shut, twin.scan(true), "open taken back after a kill at " + point);
    }
  }
}
