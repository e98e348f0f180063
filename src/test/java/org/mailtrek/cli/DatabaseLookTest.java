package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database counted, and looked at for what would stop its upgrade, on a practice estate. */
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
}
