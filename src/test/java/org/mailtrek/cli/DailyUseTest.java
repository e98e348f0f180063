package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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
  void statusSaysOnOneScreenWhatThereIsAndWhatToDo() throws Exception {
    estate.run("services", "stop", "lab1", "postfix", "--yes").well();
    String run = estate.run("--json", "status").well().json().getFieldAsInteger("run").toString();
    String plan = estate.run("--json", "status").well().json().getFieldAsString("plan");
    Spoken said = estate.run("status").well();
    estate.run("undo", "--yes").well();
    assertEquals(
        """
        estate: zcp-single
        folder: FOLDER
        hosts: lab1 (declared: zcp 7.2.6)
        snapshots: 0
        last run: RUN, services stop, done, 1 changes
        last plan: PLAN, services stop, applied
        next: check   or: report   or: undo
        """,
        said.out().replace(estate.folder().toString(), "FOLDER").replace("last run: " + run, "last run: RUN").replace("last plan: " + plan, "last plan: PLAN"));
    StringBuilder many = new StringBuilder("hosts:\n");
    for (int i = 100; i < 180; i++) {
      many.append("  mail").append(i).append(": { simulated: practice/lab1 }\n");
    }
    Path crowd = Files.createDirectories(temporary.resolve("crowd"));
    Files.writeString(crowd.resolve("estate.yaml"), "estate: crowd\n" + many);
    String out = Spoken.in(crowd, "status").well().out();
    assertTrue(out.contains(" and 68 more (estate show)"), out);
    assertTrue(out.lines().mapToInt(line -> 1 + line.length() / 80).sum() <= 24, out);
  }

  @Test
  void exitCodesAreThoseOfThePage() throws Exception {
    assertEquals(0, estate.run("status").exit());
    assertEquals(1, estate.run("services", "stop", "lab1", "nonsense", "--yes").exit());
    assertEquals(2, estate.run("services", "stop", "lab1", "postfix", "--plan").exit());
    assertEquals(5, estate.run("services", "stop", "lab1", "postfix", "--yes", "--max-changes", "0").exit());
    assertEquals(10, Spoken.in(temporary, "status").exit());
    assertEquals(64, estate.run("services", "stop", "lab1", "postfix").exit());
    List<Integer> codes = Files.readAllLines(Path.of("docs/reference/exit-codes.md")).stream().filter(line -> line.matches("\\| \\d+ \\|.*")).map(line -> Integer.valueOf(line.split(" ")[1])).toList();
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 10, 11, 12, 64, 130), codes);
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
  void suggestsOpenOnlyWhereSomethingWaitsForIt() {
    estate.run("services", "stop", "lab1", "postfix", "--yes").well();
    String after = estate.run("status").well().out();
    Spoken open = estate.run("open", "--plan");
    estate.run("undo", "--yes").well();
    assertFalse(after.contains("open"), after);
    assertEquals(0, open.exit(), open::toString);
    assertTrue(open.out().contains("no plan that was applied waits for it"), open::toString);
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
  void lintAsksTheMachineAndTheDirectory() throws Exception {
    Path ldap = estate.machine("/etc/zarafa/ldap.cfg");
    Path server = estate.machine("/etc/zarafa/server.cfg");
    String plugin = Files.readString(ldap, java.nio.charset.StandardCharsets.ISO_8859_1);
    String before = Files.readString(server, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertFalse(estate.run("config", "lint", "--plain").out().contains("does not work together"));
    try {
      Files.writeString(ldap, plugin + "\nldap_search_base = dc=nowhere\n", java.nio.charset.StandardCharsets.ISO_8859_1);
      Files.writeString(server, before + "\nattachment_path = /srv/nowhere\nmysql_database = another\n", java.nio.charset.StandardCharsets.ISO_8859_1);
      String out = estate.run("config", "lint", "--plain").out();
      assertTrue(out.contains("the directory has no entry dc=nowhere"), out);
      assertTrue(out.contains("/srv/nowhere is not there"), out);
      assertTrue(out.contains("the server works with another, estate.yaml names zarafa"), out);
    } finally {
      Files.writeString(ldap, plugin, java.nio.charset.StandardCharsets.ISO_8859_1);
      Files.writeString(server, before, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void knowsTheReleasesOfTheEstate() {
    Spoken differs = estate.run("diff-config", estate.machine("/etc/zarafa/server.cfg").toString());
    assertEquals(2, differs.exit(), differs::toString);
    assertTrue(differs.out().contains("differ between zcp-7.2.6 and kc-8.7.25"), differs::toString);
  }

  @Test
  void needsReleasesWithoutAnEstate() {
    Spoken.refused(64, temporary, List.of("diff-config", "nowhere"), "without an estate it needs --from");
  }

  @Test
  void setsOneDirectiveAndTakesItBack() throws Exception {
    String before = Files.readString(estate.machine("/etc/zarafa/server.cfg"), java.nio.charset.StandardCharsets.ISO_8859_1);
    estate.refuses(64, List.of("config", "set", "user_safe_moed", "yes", "--yes"), "did you mean user_safe_mode?");
    estate.refuses(64, List.of("config", "set", "log_level", "5", "--yes"), "is in several files", "--file ");
    estate.refuses(64, List.of("config", "set", "mysql_password", "x", "--yes"), "holds a secret");
    estate.refuses(64, List.of("config", "set", "user_safe_mode", "--yes"), "needs a value, or --unset");
    estate.run("config", "set", "user_safe_mode", "yes", "--yes").well();
    assertTrue(estate.run("config", "get", "user_safe_mode", "--plain").well().out().contains("user_safe_mode\tyes\t/etc/zarafa/server.cfg:"));
    assertFalse(estate.run("config", "get").well().out().contains(Files.readString(estate.folder().resolve("practice/database.password")).strip()), "a secret is shown");
    estate.run("undo", "--yes").well();
    assertEquals(before, Files.readString(estate.machine("/etc/zarafa/server.cfg"), java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  @Test
  void writesDownWhatPeopleSay() {
    estate.run("note", "it rained").well();
    estate.run("sign-off", "people-must-do", "--note", "DNS, ticket 4711").well();
    String report = estate.run("report").well().out();
    assertTrue(report.contains(": it rained") && report.contains("signed off people-must-do: DNS, ticket 4711"), report);
    Spoken.refused(64, estate.folder(), List.of("note", "two\nlines"), "one line");
  }

  @Test
  void importsLdifAndTakesItBack() throws Exception {
    Path ldif = Files.writeString(temporary.resolve("new.ldif"), "dn: ou=New,dc=example,dc=com\nobjectClass: organizationalUnit\nou: New\n");
    estate.run("ldap", "import", ldif.toString(), "--yes").well();
    String found = estate.run("--json", "ldap", "search", "(ou=New)").well().out();
    assertTrue(found.contains("\"count\":1, \"entries\":[ { \"dn\":\"ou=New,dc=example,dc=com\"") && found.endsWith("} ] }\n"), found);
    estate.run("undo", "--yes").well();
    assertFalse(estate.run("ldap", "search", "(ou=New)").out().contains("ou=New,dc=example,dc=com"));
    Spoken.refused(1, estate.folder(), List.of("ldap", "import", "nowhere.ldif", "--yes"), "there is no such file");
  }

  @Test
  void takesTheConfigurationOverOnTheEstate() {
    estate.run("config", "takeover", "--yes").well();
    assertTrue(Files.exists(estate.machine("/etc/kopano/server.cfg")));
    estate.run("undo", "--yes").well();
    assertFalse(Files.exists(estate.machine("/etc/kopano")));
  }

  @Test
  void returnsToASnapshotWithABackup() {
    JSONObject made = estate.run("--json", "snapshot", "create", "here", "--with", "config,ldap", "--yes").well().json();
    assertEquals("here", made.getFieldAsString("snapshot"));
    assertTrue(estate.run("snapshot", "show", "here").well().out().contains("config, ldap"));
    Spoken.refused(64, estate.folder(), List.of("snapshot", "create", "here", "--with", "all", "--yes"), "there is one already");
    estate.run("services", "stop", "lab1", "postfix", "--yes").well();
    Spoken back = estate.run("rollback", "snapshot", "here", "--yes").well();
    assertTrue(back.out().contains("taken back, 1 object") && back.out().contains("backup restore " + made.getFieldAsString("backup")), back::toString);
    estate.run("snapshot", "delete", "here", "--confirm=here").well();
  }
}
