package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.backup.DumpFile;

/** The database of a practice estate counted, dumped, loaded, and looked at for what would stop its upgrade. */
class DatabaseLookTest {

  @TempDir private Path temporary;

  @Test
  void countsByOwnerAndSaysWhatStopsAndHowItIsMended() throws Exception {
    try (PracticeRun estate = PracticeRun.make(temporary.resolve("acme"))) {
      String census = estate.run("database", "census", "--plain").well().out();
      assertTrue(census.lines().anyMatch(each -> each.matches("lab1\tdatabase: messages\t\\w+ \\d+\t[1-9]\\d*")), census);
      assertTrue(census.lines().anyMatch(each -> each.matches("lab1\tdatabase: contents\tproperty 0x3701\t\\d+")), census);
      assertFalse(census.contains("database: orphaned stores"), census);
      estate.sql("DELETE FROM users WHERE objectclass = 65537 ORDER BY id DESC LIMIT 1");
      String named = estate.run("database", "census", "--names", "--plain").well().out();
      assertTrue(named.lines().anyMatch(each -> each.matches("lab1\tdatabase: orphaned stores\t\\w+ [0-9a-f]{32}")), named);

      assertTrue(estate.run("database", "check").well().out().contains("nothing would stop the upgrade"));
      noServerStartsThatWouldTakeItsPeopleForGone(estate);
      dumpsAndLoadsAndUndoes(estate);
      estate.sql("CREATE TABLE statistics (id INT) ENGINE=MyISAM");
      estate.sql("UPDATE versions SET databaserevision = 62");
      Spoken found = estate.run("database", "check", "--plain");
      assertEquals(2, found.exit(), found::out);
      assertTrue(found.out().contains("lab1\tstops\thas schema 62 (") && found.out().contains("raises only 63 and later\tupgrade to ZCP 7.1 or later"), found.out());
      assertTrue(found.out().contains("table statistics is in MyISAM, where the mail server starts with InnoDB only\tALTER TABLE `statistics` ENGINE=InnoDB"), found.out());
    }
  }

  private static void noServerStartsThatWouldTakeItsPeopleForGone(PracticeRun estate) throws Exception {
    estate.run("services", "stop", "lab1", "zarafa-server", "--yes").well();
    estate.spoil(estate.machine("/etc/zarafa/ldap.cfg"), text -> text.replaceFirst("(?m)^ldap_user_unique_attribute\\s*=.*", "ldap_user_unique_attribute = uid"), () -> {
      estate.refuses(5, List.of("services", "start", "lab1", "zarafa-server", "--yes"), "would delete", "would get a new, empty store", "identity check");
      Spoken named = estate.run("--json", "identity", "check");
      assertEquals(2, named.exit(), named::toString);
      assertTrue(named.out().contains("user_safe_mode: would delete user "), named.out());
      estate.run("services", "start", "lab1", "zarafa-gateway", "--yes").well();
    });
    assertTrue(estate.run("identity", "check", "--config", "/etc/zarafa", "--release", "kc-8.7.25").well().out().contains("are the same in directory and database"));
    estate.run("services", "start", "lab1", "zarafa-server", "--yes").well();
  }

  private static String checksums(PracticeRun estate) throws Exception {
    StringBuilder all = new StringBuilder();
    try (Connection connection = estate.database(); Statement statement = connection.createStatement();
        ResultSet tables = connection.createStatement().executeQuery("SHOW TABLES")) {
      while (tables.next()) {
        try (ResultSet row = statement.executeQuery("CHECKSUM TABLE `" + tables.getString(1) + "`")) {
          row.next();
          all.append(row.getString(1)).append(' ').append(row.getString(2)).append('\n');
        }
      }
    }
    return all.toString();
  }

  private void dumpsAndLoadsAndUndoes(PracticeRun estate) throws Exception {
    Path dump = temporary.resolve("zarafa.sql.gz");
    String before = checksums(estate);
    estate.run("services", "stop", "lab1", "zarafa-server", "--yes").well();
    JSONObject made = estate.run("--json", "database", "dump", dump.toString()).well().json();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(DumpFile.beside(dump))));
    assertEquals(made.getFieldAsString("sha256"), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(dump))));
    String text = new String(new GZIPInputStream(Files.newInputStream(dump)).readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(text.contains("CREATE TABLE `singleinstances`") && !text.contains(Files.readString(estate.folder().resolve("practice/database.password")).strip()));
    estate.refuses(5, List.of("database", "dump", dump.toString()), "is there already", "move it away");
    estate.sql("UPDATE users SET signature = 'changed' WHERE id = 3");
    estate.sql("INSERT INTO hierarchy (parent, type, flags, owner) SELECT parent, type, flags, owner FROM hierarchy WHERE type = 5 ORDER BY id LIMIT 1");
    String worse = checksums(estate);
    estate.refuses(5, List.of("database", "load", dump.toString(), "--yes"), "arrived after the backup", "--over-newer");
    estate.run("services", "start", "lab1", "zarafa-server", "--yes").well();
    estate.refuses(5, List.of("database", "load", dump.toString(), "--over-newer", "--yes"), "while they are exchanged would be lost", "services stop lab1 zarafa-server");
    estate.run("services", "stop", "lab1", "zarafa-server", "--yes").well();
    Spoken planned = estate.run("database", "load", dump.toString(), "--over-newer", "--plan");
    assertTrue(planned.exit() == 2 && planned.out().contains("2 of "), planned::toString);
    estate.run("database", "load", dump.toString(), "--over-newer", "--yes").well();
    assertEquals(before, checksums(estate));
    estate.run("undo", "--yes").well();
    assertEquals(worse, checksums(estate));
    Files.write(dump, new byte[] {1}, StandardOpenOption.APPEND);
    estate.refuses(5, List.of("database", "load", dump.toString(), "--over-newer", "--yes"), "is not what was written down", "use another dump");
    Files.delete(DumpFile.beside(dump));
    estate.refuses(5, List.of("database", "load", dump.toString(), "--over-newer", "--yes"), "has no zarafa.sql.gz.json beside it");
  }
}
