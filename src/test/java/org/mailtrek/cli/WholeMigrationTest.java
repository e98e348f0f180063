package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole migration and back through the command line, with secrets to be kept and names that must not be taken for commands. */
class WholeMigrationTest {

  private static final String TAPE = "the one that is missing lies on a tape";
  private static final String DANGER = "$(touch CANARY)";

  @TempDir private Path temporary;

  private PracticeRun estate;
  private final List<String> said = new ArrayList<>();

  @Test
  void keepsSecretsAndTakesNamesForNames() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
    try {
      List<String> secrets = List.of(secret("directory.password"), secret("database.password"));
      addNames();
      loseAnAttachment();
      byte[] latin = Files.readAllBytes(estate.machine("/etc/zarafa/server.cfg"));
      SortedMap<String, String> before = estate.scan();

      String plan = estate.plan();
      try (ChildWatch watch = ChildWatch.begin(secrets)) {
        does(0, "--debug", "apply", plan, "--yes", "--override", "attachments", "--because", TAPE);
        assertTrue(watch.looks() > 0, "no child was seen");
        assertEquals(List.of(), watch.leaks());
      }
      String migrated = Files.readString(estate.machine("/etc/kopano/server.cfg"), StandardCharsets.ISO_8859_1);
      assertTrue(migrated.contains("J\u00fcrgen: Gr\u00f6\u00dfe"), "what was written in Latin-1 is not carried byte for byte");
      estate.refuses(5, List.of("apply", plan, "--yes"), "was applied already, by run 1");
      Spoken second = estate.run("open", "--plan");
      assertEquals(2, second.exit(), second::toString);
      assertTrue(second.out().contains("leave-safe-mode: ") && !second.out().contains("move-attachments: "), second::toString);
      assertFalse(estate.run("plan", "show").out().contains("next: apply"), "it can't be applied again");
      does(0, "open", "--yes");
      assertEquals(0, estate.run("open", "--plan").exit(), "there is nothing left to do");
      for (String each : List.of("journal show", "report")) {
        String text = estate.run(each.split(" ")).well().out();
        assertTrue(text.contains("attachments") && text.contains(TAPE), text);
      }
      for (String each : List.of("status", "check", "report", "plan show --full " + plan, "run list", "run show 1", "journal show", "journal verify", "snapshot list", "estate show", "plan list")) {
        Spoken now = estate.run(each.split(" "));
        said.add(now.toString());
        now.plainly();
      }
      noCensusIsBelievedThatSomebodyEdited();
      does(0, "report", "--format", "md", "-o", "report.md");
      corruptJournal();
      estate.refuses(64, List.of("undo", "--yes"), "can't be taken back", "--confirm=zcp-single");
      estate.refuses(64, List.of("undo", "--confirm=acme"), "--confirm=zcp-single");
      does(0, "--debug", "undo", "--confirm=zcp-single");
      does(0, "undo", "--yes", "--confirm=zcp-single");

      assertArrayEquals(latin, Files.readAllBytes(estate.machine("/etc/zarafa/server.cfg")));
      SortedMap<String, String> after = estate.scan();
      before.remove("journal.jsonl");
      after.remove("journal.jsonl");
      assertEquals(before, after, "not all is as it was");
      assertEquals(List.of(), written(secrets));
      secrets.forEach(each -> said.forEach(text -> assertFalse(text.contains(each), () -> "a secret was said: " + text)));
      assertNoCanary();
    } finally {
      estate.close();
    }
  }

  private void noCensusIsBelievedThatSomebodyEdited() throws IOException {
    Path census = estate.folder().resolve("snapshots/run-1/back-up/census.json");
    byte[] kept = Files.readAllBytes(census);
    Files.writeString(census, "{}");
    String checked = estate.run("--plain", "check").toString();
    assertTrue(checked.contains("run-1/back-up/census.json: has 2 bytes instead of"), checked);
    Files.write(census, kept);
    assertFalse(estate.run("--plain", "check").toString().contains("census.json"));
  }

  private void loseAnAttachment() throws IOException {
    try (var all = Files.walk(estate.machine("/var/lib/zarafa/attachments"))) {
      Files.delete(all.filter(each -> each.getFileName().toString().matches("[0-9]+(\\.gz)?") && Files.isRegularFile(each)).sorted().findFirst().orElseThrow());
    }
  }

  private void does(int exit, String... words) {
    Spoken now = estate.run(words);
    said.add(now.toString());
    assertEquals(exit, now.exit(), now::toString);
  }

  private String secret(String file) throws IOException {
    return Files.readString(estate.folder().resolve("practice").resolve(file)).strip();
  }

  /** Adds files whose names a shell would take for commands, a person with such values, and a file whose name is no UTF-8. */
  private void addNames() throws Exception {
    for (String folder : List.of("/etc/zarafa/userscripts/createuser.d", "/var/lib/zarafa/attachments")) {
      String script = "cd \"$1\" && touch -d @1489483613 -- '$(touch CANARY)' '; touch CANARY;' '`touch CANARY`' '-rf' \"$(printf 'two\\nlines')\" \"$(printf 'caf\\351')\" \"it's\"";
      assertEquals(0, new ProcessBuilder("sh", "-c", script, "sh", estate.machine(folder).toString()).inheritIO().start().waitFor());
    }
    try (LDAPConnection ldap = estate.ldap()) {
      String person = ldap.search("dc=example,dc=com", SearchScope.SUB, "(&(zarafaAccount=1)(objectClass=zarafa-user))").getSearchEntries().get(0).getDN();
      ldap.modify(person, new Modification(ModificationType.ADD, "zarafaAliases", DANGER + "@example.com"), new Modification(ModificationType.REPLACE, "givenName", "'; touch CANARY; '"));
    }
  }

  private void corruptJournal() throws Exception {
    Path journal = estate.folder().resolve("journal/journal.jsonl");
    byte[] content = Files.readAllBytes(journal);
    byte[] wrong = content.clone();
    wrong[content.length / 2] ^= 1;
    Files.write(journal, wrong);
    try {
      Spoken verified = estate.run("journal", "verify");
      assertEquals(4, verified.exit(), verified::toString);
      assertTrue(verified.out().contains("journal.jsonl") && verified.out().contains("line "), verified::toString);
      for (String command : List.of("status", "undo --yes", "resume --yes", "run list")) {
        Spoken refused = estate.run(command.split(" "));
        assertEquals(1, refused.exit(), refused::toString);
        assertTrue(refused.talk().contains("journal.jsonl") && refused.talk().endsWith("next: journal verify\n"), refused::toString);
      }
      assertArrayEquals(wrong, Files.readAllBytes(journal));
    } finally {
      Files.write(journal, content);
    }
  }

  /** Returns the files that Mailtrek wrote with a secret in them, but for images of files and backups, which must be private. */
  private List<String> written(List<String> secrets) throws IOException {
    List<String> leaks = new ArrayList<>();
    Path root = estate.folder();
    try (var all = Files.walk(root)) {
      for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile).filter(path -> !path.startsWith(root.resolve("practice")))::iterator) {
        boolean image = List.of("journal/side", "plans/content", "snapshots").stream().anyMatch(folder -> each.startsWith(root.resolve(folder)));
        String text = Files.readString(each, StandardCharsets.ISO_8859_1);
        boolean open = !PosixFilePermissions.toString(Files.getPosixFilePermissions(each)).endsWith("------");
        if (open || !image && secrets.stream().anyMatch(text::contains)) {
          leaks.add(root.relativize(each) + (open ? " may be read by others" : " holds a secret"));
        }
      }
    }
    return leaks;
  }

  private void assertNoCanary() throws IOException {
    assertFalse(new File("CANARY").exists());
    assertFalse(Files.exists(Path.of(System.getProperty("user.home"), "CANARY")));
    try (var all = Files.walk(temporary)) {
      assertEquals(List.of(), all.filter(each -> each.getFileName().toString().equals("CANARY")).toList());
    }
  }
}
