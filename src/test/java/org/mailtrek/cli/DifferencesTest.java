package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plans and runs exchange, as people compare files: directives and entries in the heads of the places. */
class DifferencesTest {

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
  void entriesAreComparedByTheirNames() throws Exception {
    estate.run("services", "stop", "lab1", "zarafa-server", "--yes").well();
    String planned = estate.run("ldap", "transplant", "--plan", "--diff").out();
    String entry = planned.lines().filter(line -> line.startsWith("@@ uid=")).findFirst().orElseThrow();
    List<String> place = planned.lines().dropWhile(line -> !line.equals(entry)).skip(1).takeWhile(line -> line.matches("[-+].*")).toList();
    assertTrue(entry.matches("@@ uid=[^ ]+,dc=example,dc=com @@"), entry);
    assertTrue(planned.contains("--- directory\n+++ directory\n@@ "), planned);
    assertTrue(place.contains("-objectClass: zarafa-user") && place.contains("+objectClass: kopano-user"), place::toString);
    estate.run("ldap", "transplant", "--yes").well();
    String made = estate.run("run", "show", "--diff").well().out();
    List<String> after = made.lines().dropWhile(line -> !line.equals(entry)).skip(1).takeWhile(line -> line.matches("[-+].*")).toList();
    assertEquals(place, after);
    assertTrue(estate.run("run", "show", "--stat").well().out().matches("(?s).*directory +\\d+ +\\d+ +\\d+\n.*"));
    estate.run("undo", "--yes").well();
    assertEquals("no differences\n", estate.run("run", "show", "--diff").well().out());
  }

  @Test
  void filesAreComparedByDirective() throws Exception {
    Path file = estate.machine("/etc/zarafa/server.cfg");
    String before = Files.readString(file, StandardCharsets.ISO_8859_1);
    estate.run("config", "set", "log_level", "5", "--file", "server.cfg", "--yes").well();
    String diff = estate.run("run", "show", "--diff").well().out();
    String old = before.lines().filter(line -> line.matches("log_level\\s*=.*")).findFirst().map(line -> "-" + line + "\n").orElse("");
    assertTrue(diff.startsWith("--- lab1:/etc/zarafa/server.cfg\n+++ lab1:/etc/zarafa/server.cfg\n@@ log_level @@\n" + old + "+log_level"), diff);
    estate.run("undo", "--yes").well();
  }

  @Test
  void secretsAreMaskedAndRemarksFolded() throws Exception {
    estate.run("config", "takeover", "--strategy", "merge", "--yes");
    String folded = estate.run("run", "show", "--diff").well().out();
    String full = estate.run("run", "show", "--diff", "--full").well().out();
    assertTrue(folded.contains("\n+mysql_password = ••••\n"), folded);
    assertFalse(full.lines().anyMatch(line -> line.matches("[-+]#? *\\S*passw\\S* *= *[^• ].*")), full);
    assertTrue(folded.contains(" of comments and blanks: --full)"), folded);
    assertTrue(full.length() > folded.length() && !full.contains("--full)"));
    estate.run("undo", "--yes").well();
  }
}
