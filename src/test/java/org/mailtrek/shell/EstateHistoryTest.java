package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was typed, estate by estate. */
class EstateHistoryTest {

  @TempDir private Path folder;

  private List<String> typed(Path file, String... lines) throws Exception {
    EstateHistory history = new EstateHistory();
    List<String> all = new ArrayList<>();
    try (Terminal terminal = new DumbTerminal(new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream())) {
      LineReader reader = LineReaderBuilder.builder().terminal(terminal).history(history).option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).build();
      history.use(reader, Optional.of(file));
      for (String line : lines) {
        history.add(line);
      }
      history.forEach(entry -> all.add(entry.line()));
    }
    return all;
  }

  @Test
  void staysWithItsEstate() throws Exception {
    Path one = folder.resolve("one/logs/history");
    Path two = folder.resolve("two/logs/history");
    typed(one, "status", "note it's\\ mine");
    assertEquals(List.of("check"), typed(two, "check"));
    assertEquals(List.of("status", "note it's\\ mine", "undo"), typed(one, "undo"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one.getParent())));
  }

  @Test
  void keepsNoSecretsAndNothingBehindABlank() throws Exception {
    Path file = folder.resolve("logs/history");
    assertEquals(List.of("status"), typed(file, " groovy secret", "config set mysql_password hunter2", "status"));
    assertEquals(1, Files.readAllLines(file).size());
  }

  @Test
  void goesOverToAnotherEstateAndBack() throws Exception {
    EstateHistory history = new EstateHistory();
    try (Terminal terminal = new DumbTerminal(new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream())) {
      LineReader reader = LineReaderBuilder.builder().terminal(terminal).history(history).build();
      history.use(reader, Optional.of(folder.resolve("one")));
      history.add("first");
      history.use(reader, Optional.of(folder.resolve("two")));
      assertEquals(0, history.size());
      history.add("second");
      history.use(reader, Optional.of(folder.resolve("one")));
      assertEquals("first", history.get(history.last()));
    }
  }
}
