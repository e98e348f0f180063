package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.Mailtrek;
import org.mailtrek.command.Session;
import org.mailtrek.engine.Step;
import org.mailtrek.practice.Practice;

/** The search index is built anew by command, with undo, and its progress told (Z10). */
final class IndexCommandsTest {

  @TempDir private Path temporary;

  @AfterEach
  void ends() throws Exception {
    Practice.stop(temporary.resolve("p"));
  }

  @Test
  void anIndexIsSetAsideWhileItsProgramIsStoppedAndComesBack() throws Exception {
    Spoken.in(temporary, "simulate", "zcp-single", "--into", "p", "--users", "10").well();
    Path estate = temporary.resolve("p");
    Path index = estate.resolve("practice/lab1/var/lib/zarafa/search");
    List<String> before = Spoken.in(estate, "scan").well().out().lines().toList();
    Spoken looked = Spoken.in(estate, "index", "status");
    assertEquals(2, looked.exit(), looked::toString);
    assertTrue(looked.out().contains("not begun") && looked.out().contains("/var/lib/zarafa/search"), looked::toString);

    Spoken preview = Spoken.in(estate, "index", "rebuild", "--plan", "--full");
    assertTrue(preview.out().indexOf("zarafa-search: stop") < preview.out().indexOf("remove the") && preview.out().indexOf("remove the") < preview.out().indexOf("zarafa-search: start"), preview::toString);
    assertEquals(before, Spoken.in(estate, "scan").well().out().lines().toList());
    Spoken.in(estate, "index", "rebuild", "--yes").well();
    assertEquals(List.of(), shown(index));
    assertTrue(Spoken.in(estate, "services", "list", "lab1").out().lines().anyMatch(line -> line.contains("zarafa-search") && line.contains("running")));

    Files.writeString(index.resolve("4711_state"), "\u0001" + "0A".repeat(48) + "\u0001" + "00", StandardCharsets.ISO_8859_1);
    assertEquals("building", state(estate));
    Files.writeString(index.resolve("4711_state"), "\u0001SERVER\u000100", StandardCharsets.ISO_8859_1);
    assertEquals("complete", state(estate));
    assertEquals(0, Spoken.in(estate, "index", "status", "--follow").exit());
    Files.delete(index.resolve("4711_state"));

    Spoken.in(estate, "undo", "--yes").well();
    assertEquals(before, Spoken.in(estate, "scan").well().out().lines().toList());
  }

  /** What ran when it was planned is part of the plan: a resume, which finds it stopped, must find the same steps. */
  @Test
  void isTheSameStepsOnAResumeAndTakesNothingButAnIndexAway() throws Exception {
    Spoken.in(temporary, "simulate", "zcp-single", "--into", "p", "--users", "10").well();
    Path estate = temporary.resolve("p");
    Spoken.in(estate, "services", "stop", "lab1", "zarafa-search", "--yes").well();
    try (Session session = Mailtrek.session(estate)) {
      List<Step> steps = session.engine().runbooks().named("index rebuild").steps(session.estate().view(), Map.of("host", "lab1", "running", "zarafa-search"));
      assertEquals(3, steps.size());
    }
    Path search = estate.resolve("practice/lab1/etc/zarafa/search.cfg");
    String text = Files.readString(search);
    for (String each : List.of("/var/lib/zarafa", "/var/lib", "/srv", "/var/lib/zarafa/attachments/0", "/etc")) {
      Files.writeString(search, text + "\nindex_path = " + each + "\n");
      Spoken.refused(5, estate, List.of("index", "rebuild", "--yes"), each, "index_path");
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "a whole migration, of which TakeoverTest has the part that counts")
  void aNewFolderForTheIndexIsToldToTheProgramThatSearches() throws Exception {
    Spoken.in(temporary, "simulate", "zcp-single", "--into", "p", "--users", "10").well();
    Path estate = temporary.resolve("p");
    Path declared = estate.resolve("estate.yaml");
    Files.writeString(declared, Files.readString(declared).replace("index: /var/lib/kopano/search", "index: /srv/search"));
    Files.createDirectories(estate.resolve("practice/lab1/srv"));
    String plan = Spoken.in(estate, "--json", "plan", "zcp-to-kopano").well().json().getFieldAsString("plan");
    Spoken.in(estate, "apply", plan, "--yes").well();
    assertTrue(Files.exists(estate.resolve("practice/lab1/srv/search/index-01.xapian")));
    assertTrue(Files.readString(estate.resolve("practice/lab1/etc/kopano/search.cfg")).lines().anyMatch(line -> line.matches("index_path *= */srv/search/?")));
    assertTrue(Spoken.in(estate, "index", "status").out().contains("/srv/search"));
  }

  private static String state(Path estate) {
    return ((com.unboundid.util.json.JSONObject) Spoken.in(estate, "--json", "index", "status").json().getFieldAsArray("indexes").get(0)).getFieldAsString("state");
  }

  private static List<String> shown(Path folder) throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> each.getFileName().toString()).filter(each -> !each.contains(".mailtrek-")).toList();
    }
  }
}
