package org.mailtrek.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mailtrek.command.Catalogue;

/** Holds the page of commands to the commands; with {@code -Dmailtrek.reference=write} it writes the page. */
class CommandPageTest {

  private static final Path PAGE = Path.of("docs/reference/commands.md");

  @Test
  void thePageOfCommandsIsUpToDate() throws IOException {
    String wanted = CommandPage.of(new Catalogue());
    if (System.getProperty("mailtrek.reference", "").equals("write")) {
      Files.writeString(PAGE, wanted);
    }
    assertEquals(wanted, Files.readString(PAGE), "run scripts/reference");
  }
}
