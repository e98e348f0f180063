package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each dialect as its programs read it, and every byte kept. */
final class DialectTest {

  private static final List<String> PIECES =
      List.of("\n", "\r\n", "\r", " ", "\t", "#", "!", "!include x", "=", "a", "name = value", "export A=1", "index uid eq", "\n  goes on", "'", "\"", "\0", "\u00e4", "\u00ff", "\f", "$HOME");

  private static ConfigFile parse(Dialect dialect, String text) {
    return ConfigFile.parse(text.getBytes(StandardCharsets.ISO_8859_1), dialect);
  }

  @ParameterizedTest
  @EnumSource
  void givesBackAnyBytes(Dialect dialect) {
    long seed = System.nanoTime() & 0xffffff;
    Random random = new Random(seed);
    for (int count = 0; count < 1000; count++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(random.nextInt(8) == 0 ? "x".repeat(random.nextInt(5000)) : PIECES.get(random.nextInt(PIECES.size())));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      assertArrayEquals(bytes, ConfigFile.parse(bytes, dialect).bytes(), () -> "seed " + seed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void putsAValueInForceWhateverStandsAround(Dialect dialect) {
    long seed = System.nanoTime() & 0xffffff;
    Random random = new Random(seed);
    for (int count = 0; count < 300; count++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(20); length > 0; length--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      String before = text.toString();
      ConfigFile edited = parse(dialect, before.endsWith("\n") || before.isEmpty() ? before : before + "\n").with("wanted", "site");
      assertEquals(Optional.of("site"), ConfigFile.parse(edited.bytes(), dialect).value("wanted"), () -> "seed " + seed);
    }
  }

  @Test
  void aDaemonReadsBufferByBuffer() {
    ConfigFile file = parse(Dialect.DAEMON, "long = " + "x".repeat(4088) + "#rest = 1\nnext = 2\n");
    assertEquals(Optional.of("x".repeat(1023)), file.value("long"));
    assertEquals(Optional.empty(), file.value("rest"), "the second buffer begins with a sign in its first column");
    assertEquals(Optional.of("2"), file.value("next"));
  }

  @Test
  void aServiceStripsEveryBlankBeforeItLooks() {
    ConfigFile file = parse(Dialect.SERVICE, "  # off = 1\n\f\u000b limit = 3\n");
    assertEquals(Optional.empty(), file.value("off"));
    assertEquals(Optional.of("3"), file.value("limit"));
  }

  @Test
  void slapdJoinsLinesThatGoOn() {
    ConfigFile file = parse(Dialect.SLAPD, "# a comment\n  goes on: index all\nInclude\t/etc/ldap/schema/core.schema\nindex  uid,\n\tmail   eq\nsuffix \"dc=x\"\n");
    assertEquals(Optional.of("uid, mail   eq"), file.value("index"));
    assertEquals(Optional.of("\"dc=x\""), file.value("suffix"));
    assertEquals(4, file.lines().size());
    assertEquals("suffix dc=y\n", parse(Dialect.SLAPD, "suffix  dc=x\n").with("suffix", "dc=y").text().replace("  ", " "));
  }

  @Test
  void slapdNamesWhatItIncludes() {
    assertEquals(List.of("core.schema"), parse(Dialect.SLAPD, "include core.schema\n").commands("include"));
  }

  @Test
  void theShellsVariablesMayBeExportedAndQuoted() {
    ConfigFile file = parse(Dialect.SHELL, "export TIMELIMIT=$((24*60*60)) # a day\nSENDMAILPARAMS=\"-t -f\"\nAUTORESPOND_CC = 1\n");
    assertEquals(Optional.empty(), file.value("AUTORESPOND_CC"), "a shell takes that for a program");
    assertEquals("$((24*60*60))", ShellValue.plain(file.value("TIMELIMIT").orElseThrow()));
    assertEquals("-t -f", ShellValue.plain(file.value("SENDMAILPARAMS").orElseThrow()));
    assertEquals(86400, ShellValue.number("$[24 * 60*60]").orElseThrow());
  }

  @Test
  void writesShellFilesThatAShellCanRead() {
    String written = new String(StockFile.write(Catalogue.open().file(Release.of("zcp-7.2.6"), "autorespond")), StandardCharsets.UTF_8);
    ConfigFile file = parse(Dialect.SHELL, written);
    assertEquals(Optional.of("\"-t -f\""), file.value("SENDMAILPARAMS"));
    assertEquals(Optional.of("0"), file.value("AUTORESPOND_CC"));
  }

  @Test
  void everyFileHasTheDialectOfItsProgram() {
    Release old = Release.of("zcp-7.1.11");
    assertEquals(Dialect.DAEMON, Dialect.of("search.cfg", old));
    assertEquals(Dialect.SERVICE, Dialect.of("search.cfg", Release.of("zcp-7.2.0")));
    assertEquals(Dialect.SHELL, Dialect.of("autorespond", old));
    assertEquals(Dialect.SERVICE, Dialect.of("autorespond.cfg", Release.of("kc-8.7.25")));
    assertEquals(Dialect.SLAPD, Dialect.of("slapd.conf", old));
  }
}
