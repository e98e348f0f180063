package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.fuzz.Fuzzing;

/** Whatever a host's tools answer, it is read or refused. */
final class AnswersFuzzTest {

  @Test
  void anyListOfFilesIsRead() throws InterruptedException {
    Fuzzing.of("records of files", "f 0 0 644 12 1700000000.0000000000 1 7 \0/etc/a\0\0d 0 0 755 0 1700000000.5 2 8 \0/etc\0\0.\0\0\0# file: etc/a\nuser.x=0sYWI=\n").words("\0", "\0\0\0", ".\0", "user.x=0s", "# file: ").feed(input -> {
      FileRecords found = FileRecords.of("here", input);
      found.order();
      found.whole();
    });
  }

  @Test
  void anyStatusOfPackagesIsReadAndWrittenSoThatItIsReadAlike() throws InterruptedException {
    Fuzzing.of("status of packages", "Package: a\nStatus: install ok installed\nVersion: 1-2\nConffiles:\n /etc/a 1234\n\nPackage: b\nStatus: deinstall ok config-files\n\n").words("Package: ", "\n\n", "\n ", ":").feed(input -> {
      String once = PackageStatus.parse(new String(input, StandardCharsets.UTF_8)).text();
      assertEquals(once, PackageStatus.parse(once).text());
    });
  }

  @Test
  void anyKeyIsReadOrRefused() throws InterruptedException {
    Fuzzing.of("signing key", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF").words("-----BEGIN PGP PUBLIC KEY BLOCK-----\n", "Version: 1\n\n", "mQENBF", "\n=abcd\n", "-----END").feed(input -> {
      try {
        SigningKey.of(input);
      } catch (IllegalArgumentException refused) {
        assertEquals(false, refused.getMessage().isBlank());
      }
    });
  }

  @Test
  void anySettingsOfSlapdAreRead() throws InterruptedException {
    Fuzzing.of("settings of slapd", "include /etc/ldap/schema/core.schema\ndatabase mdb\nsuffix \"dc=x\"\ndirectory /var/lib/ldap\n", "dn: olcDatabase={1}mdb,cn=config\nolcSuffix: dc=x\nolcDbDirectory: /var\n a\n").words("olcDbDirectory: ", "directory ", "suffix ", "attributetype ( 1.2 NAME 'a' )\n").feed(input -> {
      String text = new String(input, StandardCharsets.UTF_8);
      SlapdSettings.ofFile(text).folder("dc=x");
      SlapdSettings.ofEntries(text).folder("dc=x");
    });
  }

  @Test
  void anyDumpIsTakenApartIntoStatementsThatStayWhole() throws InterruptedException {
    Fuzzing.of("dump", "-- mark\nCREATE TABLE `a;b` (c int);\nINSERT INTO x VALUES ('it''s; \\'x', 0x00ff, \"q\");\n/*!40101 SET NAMES utf8 */;\n# end\n").words("'", "\\", ";", "`", "/*", "*/", "--", "\n# ").feed(input -> {
      for (boolean escapes : new boolean[] {true, false}) {
        List<String> once = statements(input, escapes).stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
        if (once.stream().allMatch(each -> each.chars().noneMatch(letter -> letter == '\uFFFD'))) {
          assertEquals(once, statements(String.join(";", once).getBytes(StandardCharsets.UTF_8), escapes).stream().map(String::strip).toList());
        }
      }
    });
  }

  private static List<String> statements(byte[] dump, boolean escapes) throws IOException {
    SqlStatements reading = new SqlStatements(new ByteArrayInputStream(dump), escapes);
    List<String> all = new ArrayList<>();
    for (Optional<String> each = reading.read(); each.isPresent(); each = reading.read()) {
      all.add(each.get());
    }
    return all;
  }
}
