package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while a plan is being applied, and another Mailtrek that comes in between; in a process of its own, as people start it. */
class InterruptedApplyTest {

  @TempDir private Path temporary;

  @Test
  void finishesTheChangeAtHandAndCanGoOnOrBack() throws Exception {
    try (PracticeRun estate = PracticeRun.make(temporary.resolve("acme"))) {
      SortedMap<String, String> before = estate.scan();
      String plan = estate.plan();
      interruptedAtOnce(estate, plan);
      Process child = start(estate, "apply", plan, "--yes");
      List<String> said = new ArrayList<>();
      try (BufferedReader talk = child.errorReader(StandardCharsets.UTF_8)) {
        for (String line = talk.readLine(); line != null; line = talk.readLine()) {
          said.add(line);
          if (line.startsWith("2/")) {
            signal(child, "STOP");
            Spoken.refused(11, estate.folder(), List.of("resume", "--yes"), "in use by " + System.getProperty("user.name"), "process " + child.pid());
            Spoken.refused(11, estate.folder(), List.of("apply", plan, "--yes"), "in use by", "process " + child.pid(), "status");
            signal(child, "INT");
            signal(child, "CONT");
          }
        }
      }
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      assertEquals(3, child.exitValue(), said::toString);
      assertTrue(said.contains("stopping: the step at hand is being finished, no other is begun"), said::toString);

      JSONObject status = estate.run("--json", "status").well().json();
      assertEquals(1, status.getFieldAsInteger("unfinished"), status::toString);
      estate.refuses(64, List.of("resume"), "nobody can be asked", "--yes");
      estate.refuses(5, List.of("apply", plan, "--yes"), "is unfinished", "resume, or undo");
      Spoken resumed = estate.run("resume", "--yes");
      assertEquals(0, resumed.exit(), resumed::toString);
      assertTrue((resumed.out() + resumed.talk()).contains("open (lets mail and clients in)"), resumed::toString);
      assertEquals(0, estate.run("undo", "--yes").exit());
      SortedMap<String, String> after = estate.scan();
      before.remove("journal.jsonl");
      after.remove("journal.jsonl");
      assertEquals(before, after, "not all is as it was");
    }
  }

  /** Interrupts while the plan is still being looked at: nothing was changed then, and nothing is half-done. */
  private static void interruptedAtOnce(PracticeRun estate, String plan) throws Exception {
    SortedMap<String, String> before = estate.scan();
    Process child = start(estate, "apply", plan, "--yes");
    List<String> said = new ArrayList<>();
    try (BufferedReader talk = child.errorReader(StandardCharsets.UTF_8)) {
      for (String line = talk.readLine(); line != null; line = talk.readLine()) {
        said.add(line);
        if (line.startsWith("0/")) {
          signal(child, "INT");
        }
      }
    }
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, child.exitValue(), said::toString);
    assertEquals(before, estate.scan(), "the estate is not untouched");
  }

  private static Process start(PracticeRun estate, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.mailtrek.Main"));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).directory(estate.folder().toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static void signal(Process child, String name) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).inheritIO().start().waitFor());
  }
}
