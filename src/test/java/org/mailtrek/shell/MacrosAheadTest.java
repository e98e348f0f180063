package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.Mailtrek;
import org.mailtrek.command.Session;

/** Macros that are compiled before anybody runs them. */
class MacrosAheadTest {

  @TempDir private Path folder;
  private Path macros;

  @BeforeEach
  void makeAnEstate() throws Exception {
    Files.writeString(folder.resolve("estate.yaml"), "estate: acme\nhosts: { here: { local: true } }\n");
    macros = Files.createDirectory(folder.resolve("macros"));
    Files.writeString(macros.resolve("one.groovy"), "// Says one.\n// reads\nsay 1\n");
  }

  private List<String> look(String account) throws Exception {
    try (Session session = Mailtrek.session(folder); MacrosAhead ahead = new MacrosAhead(session, account)) {
      return look(ahead);
    }
  }

  private List<String> look(MacrosAhead ahead) throws Exception {
    ahead.look().get(60, TimeUnit.SECONDS);
    Path cache = macros.resolve(".compiled");
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> kept = Files.list(cache)) {
      return kept.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private String own() throws Exception {
    return Files.getOwner(macros).getName();
  }

  @Test
  void aMacroThatIsNewOrEditedIsCompiledBeforeItRuns() throws Exception {
    try (Session session = Mailtrek.session(folder); MacrosAhead ahead = new MacrosAhead(session, own())) {
      List<String> first = look(ahead);
      assertEquals(1, first.size(), first.toString());
      assertEquals(first, look(ahead), "nothing is compiled twice");
      Files.writeString(macros.resolve("one.groovy"), "// Says two.\n// reads\nsay 2\n");
      Files.setLastModifiedTime(macros.resolve("one.groovy"), FileTime.from(Instant.now().plusSeconds(1))); // nobody edits within the same tick of the clock
      List<String> second = look(ahead);
      assertEquals(1, second.size(), second.toString());
      assertNotEquals(first, second);
    }
  }

  @Test
  void oneThatIsWrongKeepsNoOtherFromBeingCompiled() throws Exception {
    Files.writeString(macros.resolve("broken.groovy"), "// Is wrong.\nif (\n");
    Files.writeString(macros.resolve("good.groovy"), "// Says good.\n// reads\nsay 'good'\n");
    assertTrue(look(own()).stream().anyMatch(each -> each.startsWith("good-")));
  }

  @Test
  void thoseOfAnotherAccountAreLeftAlone() throws Exception {
    assertEquals(List.of(), look("somebody-else"));
  }
}
