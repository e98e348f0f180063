package org.mailtrek.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ConfigFileTest {

  private static ConfigFile daemon(String text) {
    return ConfigFile.parse(text.getBytes(StandardCharsets.ISO_8859_1), Dialect.DAEMON);
  }

  @Test
  void givesBackAnyBytesUnharmed() {
    long seed = 20;
    Random random = new Random(seed);
    byte[] likely = "#=! \t\r\n\0abc\u00e4".getBytes(StandardCharsets.ISO_8859_1);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[random.nextInt(round % 50 == 0 ? 9000 : 120)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : likely[random.nextInt(likely.length)];
      }
      for (Dialect dialect : Dialect.values()) {
        assertArrayEquals(bytes, ConfigFile.parse(bytes, dialect).bytes(), "seed " + seed + ", round " + round);
      }
    }
  }

  @Test
  void takesTheLastAssignmentTrimmed() {
    assertEquals(Optional.of("b c"), daemon("x = a\n x\t=  b c \t\r\n").value("x"));
  }

  @Test
  void takesASignForACommentInTheFirstColumnOnly() {
    assertEquals(List.of("# x"), List.copyOf(daemon(" # x = 1\n#y = 2\n").names()));
    assertEquals(List.of("y"), List.copyOf(ConfigFile.parse(" # x = 1\n y = 2\n".getBytes(StandardCharsets.UTF_8), Dialect.SERVICE).names()));
  }

  @Test
  void keepsTheSignWithinAValue() {
    assertEquals(Optional.of("a # b"), daemon("x = a # b\n").value("x"));
  }

  @Test
  void cutsAValueWhereTheDaemonCutsIt() {
    assertEquals(1023, daemon("x = " + "v".repeat(2000)).value("x").orElseThrow().length());
  }

  @Test
  void readsALineLongerThanTheDaemonsBufferAsTwo() {
    ConfigFile file = daemon("#" + "c".repeat(4094) + "x = 1\n");
    assertEquals(Optional.of("1"), file.value("x"));
  }

  @Test
  void namesAreCaseSensitive() {
    assertFalse(daemon("X = 1\n").sets("x"));
  }

  @Test
  void findsIncludesAndPropmaps() {
    ConfigFile file = daemon("!include a.cfg\n#!include b.cfg\n !include c.cfg\n!propmap  /etc/x \n");
    assertEquals(List.of("a.cfg"), file.commands("include"));
    assertEquals(List.of("/etc/x"), file.commands("propmap"));
  }

  @Test
  void changesTheValueAndNothingElse() {
    ConfigFile file = daemon("# top\nx\t=\ta\r\nx\t= b\t\r\n# end").with("x", "c");
    assertEquals("# top\nx\t=\ta\r\nx\t= c\r\n# end", file.text());
  }

  @Test
  void fillsAnEmptyValueWithAGap() {
    assertEquals("x = c\n", daemon("x =\n").with("x", "c").text());
    assertEquals("x=c\n", daemon("x=\n").with("x", "c").text());
  }

  @Test
  void setsANewDirectiveBelowTheCommentThatShowsIt() {
    assertEquals("a = 1\n# x = 5\nx = 6\nb = 2\n", daemon("a = 1\n# x = 5\nb = 2\n").with("x", "6").text());
  }

  @Test
  void setsAnUnknownDirectiveInANewLastLine() {
    assertEquals("a = 1\nx = 6\n", daemon("a = 1").with("x", "6").text());
  }

  @Test
  void leavesAFileAloneThatHasTheValueAlready() {
    ConfigFile file = daemon("x   =   6   \n");
    assertEquals(file, file.with("x", "6"));
  }

  @Test
  void renamesEveryAssignment() {
    assertEquals(" y = 1\n#x = 2\ny=3\n", daemon(" x = 1\n#x = 2\nx=3\n").renamed("x", "y").text());
  }

  @Test
  void commentsEveryAssignmentOutWithItsReason() {
    assertEquals("# gone\n#x = 1\ny = 2\n# gone\n# x = 3\n", daemon("x = 1\ny = 2\n x = 3").commentedOut("x", "gone").text());
  }

  @Test
  void takesEveryAssignmentAway() {
    assertEquals("y = 2\n", daemon("x = 1\ny = 2\nx = 3").without("x").text());
  }

  @Test
  void refusesValuesThatWouldBecomeLinesOfTheirOwn() {
    assertThrows(IllegalArgumentException.class, () -> daemon("").with("x", "1\ny = 2"));
    assertThrows(IllegalArgumentException.class, () -> daemon("").with("x", "\u20ac"));
  }

  @Test
  void keepsLatin1BytesAsTheyAre() {
    byte[] latin = {'p', ' ', '=', ' ', (byte) 0xFC, '\n'};
    ConfigFile file = ConfigFile.parse(latin, Dialect.DAEMON);
    ConfigFile other = daemon("# \u00c3\u00bc\n").with("p", file.value("p").orElseThrow());
    assertEquals("# \u00c3\u00bc\np = \u00fc\n", other.text());
    assertEquals("\u00fc", ByteText.show(file.value("p").orElseThrow()));
  }

  @Test
  void writesAFileOfTheCatalogueThatSetsWhatTheShippedOneSets() {
    Catalogue catalogue = Catalogue.open();
    ConfigFile file = ConfigFile.parse(StockFile.write(catalogue.file(Release.of("kc-8.7.25"), "ldap.cfg")), Dialect.DAEMON);
    assertEquals(List.of("/usr/share/kopano/ldap.openldap.cfg"), file.commands("include"));
    assertEquals(List.of(), file.commands("propmap"));
    assertEquals(Optional.of(""), file.value("ldap_uri"));
    assertFalse(file.sets("ldap_host"));
  }
}
