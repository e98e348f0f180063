package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret that was typed by mistake is said nowhere and kept nowhere. */
class TypedSecretsTest {

  private static final String CANARY = "sesame-4711";

  private static final List<String> LINES = List.of(
      "let db_password=" + CANARY, "let", "note 'the new password: " + CANARY + "'", "journal show", "ldap search password=" + CANARY + " --nonsense", "password=" + CANARY,
      "help --ldap-password=" + CANARY, "config get --bind-password " + CANARY, "run show secret=" + CANARY, "plan show token=" + CANARY, "diff-config passwd=" + CANARY, "let db_password='" + CANARY + "' | !nonsense",
      "source password=" + CANARY + ".trek", "ldap rewrite password=" + CANARY + ".ldif /dev/null", "backup verify password=" + CANARY);

  @TempDir private Path folder;

  @BeforeEach
  void anEstate() throws IOException {
    Files.createDirectories(folder.resolve("machine/etc"));
    Files.writeString(folder.resolve("estate.yaml"), "estate: acme\nhosts:\n  here: { simulated: machine }\n");
  }

  private void nothingHoldsIt(Spoken said) throws IOException {
    assertFalse((said.out() + said.talk()).contains(CANARY), said::toString);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        assertFalse(Files.readString(each, StandardCharsets.ISO_8859_1).contains(CANARY), each::toString);
      }
    }
  }

  @Test
  void isMaskedInErrorsResultsLogsJournalAndTranscripts() throws IOException {
    for (List<String> options : List.of(List.of("--keep-going"), List.of("--keep-going", "--json", "--debug"), List.of("--keep-going", "--echo", "-v"))) {
      List<String> words = new java.util.ArrayList<>(options);
      words.addAll(List.of("-c", String.join("\n", LINES)));
      Spoken said = Spoken.in(folder, words.toArray(String[]::new));
      assertTrue(said.talk().contains("\u2022\u2022"), said::toString);
      nothingHoldsIt(said);
    }
    assertTrue(Files.readString(folder.resolve("journal/journal.jsonl")).contains("the new password: \u2022"), "the rest of the note is kept");
    assertTrue(Files.size(folder.resolve("logs/mailtrek.log")) > 0);
  }

  @Test
  void anEchoShowsTheLineWithoutThem() {
    Spoken said = Spoken.in(folder, "--echo", "-c", "let db_password='" + CANARY + "'; let a=b");
    assertEquals("> let db_password='\u2022\u2022\u2022\u2022'; let a=b\n", said.well().talk());
    assertFalse(Spoken.in(folder, "--echo", "-c", "let db_pass'word=" + CANARY.replace("-", "'-")).talk().contains("sesame"));
  }
}
