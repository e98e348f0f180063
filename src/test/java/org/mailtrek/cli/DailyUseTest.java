package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say from day to day. */
class DailyUseTest {

  @TempDir private static Path temporary;
  private static PracticeRun estate;

  @BeforeAll
  static void make() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
  }

  @AfterAll
  static void stop() throws Exception {
    estate.close();
  }

  @Test
  void saysThatWhatWasUndoneIsTakenBack() {
    estate.run("services", "stop", "lab1", "postfix", "--yes").well();
    Spoken undone = estate.run("undo", "--yes").well();
    assertTrue(undone.out().contains("taken back, 1 object\n"), undone::toString);
    assertFalse(undone.out().contains("done, "), undone::toString);
  }

  @Test
  void isQuietWhereNobodyIsAsked() {
    assertEquals("", estate.run("-q", "services", "stop", "lab1", "postfix", "--yes").well().out());
    assertEquals("", estate.run("-q", "undo", "--yes").well().out());
    assertTrue(estate.run("services", "stop", "lab1", "postfix", "--yes").well().out().contains("1. stop-services"));
    estate.run("undo", "--yes").well();
  }

  @Test
  void showsTimesInSecondsAndTellsProgramsAll() {
    estate.plan();
    String shown = estate.run("plan", "list").well().out();
    assertTrue(shown.lines().allMatch(line -> line.startsWith("Plan") || line.matches(".* \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC")), shown);
    JSONObject plan = (JSONObject) estate.run("--json", "plan", "list").well().json().getFieldAsArray("plans").get(0);
    assertTrue(Instant.parse(plan.getFieldAsString("created")).isBefore(Instant.now().plusSeconds(1)));
  }

  @Test
  void suggestsNoPlanFromBeforeTheLastRun() {
    String plan = estate.plan();
    assertTrue(estate.run("status").well().out().contains("apply " + plan), "a fresh plan is suggested");
    estate.run("services", "stop", "lab1", "postfix", "--yes").well();
    String after = estate.run("status").well().out();
    estate.run("undo", "--yes").well();
    assertFalse(after.contains("apply "), after);
    assertTrue(after.contains("undo"), after);
  }

  @Test
  void namesFilesAsTheyWereGiven() throws Exception {
    Path given = Files.createDirectories(temporary.resolve("given"));
    Files.copy(estate.machine("/etc/zarafa/server.cfg"), given.resolve("server.cfg"));
    Spoken linted = estate.run("config", "lint", given.toString(), "--release", "kc-8.7.25");
    assertEquals(2, linted.exit(), linted::toString);
    assertTrue(linted.out().contains(given.resolve("server.cfg").toString()), linted::toString);
    assertFalse(linted.out().contains("/etc/kopano/server.cfg  "), linted::toString);
  }

  @Test
  void knowsTheReleasesOfTheEstate() {
    Spoken differs = estate.run("diff-config", estate.machine("/etc/zarafa/server.cfg").toString());
    assertEquals(2, differs.exit(), differs::toString);
    assertTrue(differs.out().contains("differ between zcp-7.2.6 and kc-8.7.25"), differs::toString);
  }

  @Test
  void needsReleasesWithoutAnEstate() {
    Spoken.refused(64, temporary, java.util.List.of("diff-config", "nowhere"), "without an estate it needs --from");
  }
}
