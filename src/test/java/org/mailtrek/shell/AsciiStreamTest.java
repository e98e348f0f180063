package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsciiStreamTest {

  @TempDir private Path folder;

  @Test
  void takesAsManyColumns() {
    for (String each : new String[] {"M\u00fcller", "\u6f22\u5b57", "e\u0301t", "cut\u2026", "\u2022\u2022\u2022\u2022", "\ud83d\ude80", "\u2500\u2502", "\u00df\u0141"}) {
      String shown = AsciiStream.ascii(each);
      assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(shown), shown);
      assertEquals(Cells.width(each), Cells.width(shown), shown);
    }
    assertEquals("Muller ?? cut.", AsciiStream.ascii("M\u00fcller \u6f22 cut\u2026"));
  }

  @Test
  void jsonLosesNothingAndDataPassAsTheyAre() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream ascii = AsciiStream.text(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    AsciiStream.json(ascii).print("{\"a\":\"\u00fc\ud83d\ude80\"}");
    assertEquals("{\"a\":\"\\u00fc\\ud83d\\ude80\"}", bytes.toString(StandardCharsets.UTF_8));
    bytes.reset();
    ascii.write("\u00fc".getBytes(StandardCharsets.UTF_8));
    ascii.flush();
    assertEquals("\u00fc", bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theLocaleSaysWhetherItIsWanted() {
    assertTrue(AsciiStream.wanted(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8")));
    assertTrue(AsciiStream.wanted(Map.of("LANG", "de_DE.ISO-8859-1")));
    assertTrue(AsciiStream.wanted(Map.of()));
    assertFalse(AsciiStream.wanted(Map.of("LC_ALL", "", "LC_CTYPE", "C.utf8", "LANG", "C")));
    assertFalse(AsciiStream.wanted(Map.of("LANG", "tr_TR.UTF-8")));
    assertTrue(AsciiStream.wanted(Map.of("LC_ALL", "C.UTF-8", "MAILTREK_ASCII", "on")), "the launcher has replaced the locale");
    assertFalse(AsciiStream.wanted(Map.of("LC_ALL", "C", "MAILTREK_ASCII", "off")));
  }

  @Test
  void anOptionAsksForItAnywhereAndFilesKeepWhatTheyGet() throws Exception {
    assertEquals("a\tMuller\n", Said.by(folder, "", "--plain", "--ascii", "-c", "let a=M\u00fcller; let").out());
    assertEquals("a\tM\u00fcller\n", Said.by(folder, "", "--plain", "-c", "let a=M\u00fcller; let").out());
    Said.by(folder, "", "--plain", "--ascii", "-c", "let a=M\u00fcller; let > kept");
    assertEquals("a\tM\u00fcller\n", Files.readString(folder.resolve("kept")));
    assertTrue(Said.by(folder, "", "--ascii", "n\u00efx").talk().contains("nix"));
    assertTrue(Said.by(folder, "", "-c", "let a=M\u00fcller; let --ascii").out().contains("Muller"));
    assertTrue(Said.by(folder, "", "-c", "let a=M\u00fcller; let --ascii --json").out().contains("M\\u00fcller"));
  }
}
