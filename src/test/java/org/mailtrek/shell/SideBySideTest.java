package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Parser;
import org.mailtrek.command.Result;
import org.mailtrek.command.Session;
import org.mailtrek.host.TrekException;

/** {@code diff-config --side-by-side} on screens of 20 to 200 columns, with values in Latin-1, in UTF-8 and of wide characters. */
class SideBySideTest {

  private static final String WIDE = "\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c\u4e16\u754c";

  @TempDir private Path folder;
  private Result compared;

  @BeforeEach
  void compare() throws IOException, TrekException {
    ByteArrayOutputStream server = new ByteArrayOutputStream();
    server.writeBytes("server_name = M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));
    server.writeBytes(("server_hostname = " + WIDE + "\n").getBytes(StandardCharsets.UTF_8));
    server.writeBytes("mysql_database = gr\u00fc\u00dfe\nlog_file = /a/very/long/path/without/any/blank/in/which/it/could/be/split/server.log\nthread = 9\n".getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("server.cfg"), server.toByteArray());
    try (Session session = new Session(folder, Optional.empty(), Clock.systemUTC(), (path, asking) -> {
      throw new IllegalStateException("no estate is opened");
    })) {
      List<String> words = List.of("diff-config", folder.toString(), "--from", "zcp-7.2.6", "--to", "kc-8.7.25", "--side-by-side");
      Parser.Parsed parsed = new Parser(new Catalogue()).parse(Globals.NONE, words);
      compared = parsed.command().run(parsed.in(session));
    }
  }

  @Test
  void noLineIsWiderThanTheScreen() {
    for (int columns = 20; columns <= 200; columns++) {
      int width = columns;
      for (String line : new Page(false, () -> width).lines(compared.blocks().get(0))) {
        assertTrue(Cells.width(line) <= columns, columns + ": " + line);
      }
    }
  }

  @Test
  void bothSidesAreReadableInAnyEncoding() {
    for (int columns : new int[] {20, 40, 59, 200}) {
      String text = String.join("\n", new Page(false, () -> columns).lines(compared.blocks().get(0)));
      String joined = text.replace("\n    ", "").replace("\n", " ");
      assertTrue(joined.contains("M\u00fcller"), columns + ": " + text);
      assertTrue(joined.contains("\u4e16\u754c"), columns + ": " + text);
      assertTrue(!joined.contains("\ufffd"), columns + ": " + text);
    }
  }

  @Test
  void columnsStandBelowEachOtherAlsoBehindWideCharacters() {
    List<String> lines = new Page(false, () -> 200).lines(compared.blocks().get(0));
    int start = Cells.width(lines.get(0).substring(0, lines.get(0).indexOf("Verdict")));
    String wide = lines.stream().filter(line -> line.contains("\u4e16")).findFirst().orElseThrow();
    int at = wide.indexOf("kept because changed");
    assertTrue(at > 0, wide);
    assertEquals(start, Cells.width(wide.substring(0, at)), wide);
  }
}
