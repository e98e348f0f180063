package org.mailtrek.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the page of directives to the catalogue; with {@code -Dmailtrek.reference=write} it writes the page. */
class DirectivesPageTest {

  private static final Path PAGE = Path.of("docs/reference/directives.md");

  @Test
  void thePageOfDirectivesIsUpToDate() throws IOException {
    String wanted = DirectivesPage.of();
    if (System.getProperty("mailtrek.reference", "").equals("write")) {
      Files.writeString(PAGE, wanted);
    }
    assertEquals(wanted, Files.readString(PAGE), "run scripts/reference");
  }

  @Test
  void saysWhatARenamedDirectiveIsCalledNow() throws IOException {
    assertTrue(Files.readAllLines(PAGE).stream().anyMatch(line -> line.startsWith("| `enable_hosted_zarafa` | zcp-") && line.contains("named `enable_hosted_kopano` since kc-")));
  }
}
