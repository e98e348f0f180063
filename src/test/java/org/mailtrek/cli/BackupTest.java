package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything backed up, everything damaged, everything brought back, and that taken back again. */
class BackupTest {

  private static final long LATER = 7_000_000;

  @TempDir private Path temporary;

  @Test
  void bringsBackWhatWasDamagedAndCanBeTakenBack() throws Exception {
    try (PracticeRun estate = PracticeRun.make(temporary.resolve("acme"))) {
      estate.run("services", "stop", "lab1", "zarafa-server", "--yes").well();
      String name = estate.run("--json", "backup", "--yes").well().json().getFieldAsString("backup");
      assertTrue(estate.run("backup", "list").well().out().contains("config, ldap, attachments, database"));
      estate.run("backup", "verify", name).well();
      estate.spoil(attachment(estate), content -> "x" + content, () -> {
        Spoken found = estate.run("backup", "verify", name);
        assertEquals(4, found.exit(), found::toString);
        assertTrue(found.out().contains("was written to since; a hard link does not protect from that"), found.out());
      });
      theDumpComesBackOnAServerOfOurOwn(estate, name);
      assertTrue(estate.run("backup", "restore", name, "--plan").well().out().contains("nothing to do"));
      SortedMap<String, String> good = world(estate);
      damage(estate);
      SortedMap<String, String> bad = world(estate);
      assertNotEquals(good, bad);
      estate.refuses(5, List.of("backup", "restore", name, "--yes"), "arrived after the backup", "--over-newer");
      estate.refuses(64, List.of("backup", "restore", "run-9/backup", "--yes"), "no finished backup", "backup list");
      estate.refuses(64, List.of("backup", "restore", name, "nonsense", "--yes"), "'nonsense' is no part");
      estate.run("backup", "restore", name, "--over-newer", "--yes").well();
      assertEquals(good, world(estate));
      assertEquals(LATER + 1, nextContent(estate), "the number of a file that arrived after the backup is not given out again");
      estate.run("undo", "--yes").well();
      assertEquals(bad, world(estate));
      estate.run("backup", "restore", name, "config", "--yes").well();
      assertTrue(Files.exists(estate.machine("/etc/zarafa/spooler.cfg")));
    }
  }

  @Test
  void changesNoEntryWhileTheServerLooksOnAndStopsItBeforeAnythingElse() throws Exception {
    try (PracticeRun estate = PracticeRun.make(temporary.resolve("acme"))) {
      estate.run("services", "stop", "lab1", "zarafa-server", "--yes").well();
      String name = estate.run("--json", "backup", "--yes").well().json().getFieldAsString("backup");
      estate.run("services", "start", "lab1", "zarafa-server", "--yes").well();
      try (LDAPConnection ldap = estate.ldap()) {
        String user = ldap.search("dc=example,dc=com", SearchScope.SUB, "(&(zarafaAccount=1)(objectClass=zarafa-user))").getSearchEntries().get(0).getDN();
        ldap.modify(user, new Modification(ModificationType.REPLACE, "description", "changed since"));
      }
      estate.sql("INSERT INTO hierarchy (parent, type, flags, owner) SELECT parent, type, flags, owner FROM hierarchy WHERE type = 5 ORDER BY id LIMIT 1");
      estate.refuses(5, List.of("backup", "restore", name, "ldap", "--yes"), "without safe mode", "services stop lab1 zarafa-server");
      estate.refuses(5, List.of("backup", "restore", name, "--yes"), "arrived after the backup", "--over-newer");
      SortedMap<String, String> bad = world(estate);
      String said = estate.run("backup", "restore", name, "--over-newer", "--yes").well().out();
      assertTrue(said.contains("stays stopped"), said);
      assertTrue(said.indexOf("1. stop-mail-servers-lab1") < said.indexOf("restore-directory"), said);
      assertTrue(estate.run("services", "list", "--plain").well().out().lines().anyMatch(each -> each.contains("zarafa-server") && each.contains("stopped")));
      assertTrue(estate.run("backup", "restore", name, "--plan").well().out().contains("nothing to do"));
      estate.run("undo", "--yes").well();
      assertEquals(bad, world(estate));
    }
  }

  private static SortedMap<String, String> world(PracticeRun estate) throws Exception {
    SortedMap<String, String> all = estate.scan();
    all.remove("journal.jsonl");
    // folders have the times of the restore, and entries of those who made them again
    all.replaceAll((object, line) -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME"));
    return all;
  }

  private static void theDumpComesBackOnAServerOfOurOwn(PracticeRun estate, String name) throws Exception {
    String loaded = estate.run("backup", "verify", name, "--load").well().out();
    assertTrue(loaded.contains("lab1/database.gz: was loaded into a server of our own, 26 tables"), loaded);
    try (var left = Files.list(estate.folder())) {
      assertEquals(List.of(), left.filter(each -> each.getFileName().toString().startsWith(".scratch")).toList());
    }
  }

  private static Path attachment(PracticeRun estate) throws Exception {
    try (var all = Files.walk(estate.machine("/var/lib/zarafa/attachments"))) {
      return all.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
  }

  /** Returns what the database says of the next attachment's number. */
  private static long nextContent(PracticeRun estate) throws Exception {
    try (Connection connection = estate.database(); ResultSet row = connection.createStatement().executeQuery("SHOW CREATE TABLE singleinstances")) {
      row.next();
      return Long.parseLong(row.getString(2).replaceFirst("(?s).*AUTO_INCREMENT=(\\d+).*", "$1"));
    }
  }

  private static void damage(PracticeRun estate) throws Exception {
    estate.sql("INSERT INTO singleinstances (instanceid, hierarchyid, tag) VALUES (" + LATER + ", 99999999, 14081)");
    Files.delete(estate.machine("/etc/zarafa/spooler.cfg"));
    Files.writeString(estate.machine("/etc/zarafa/server.cfg"), "nonsense\n");
    Files.delete(attachment(estate));
    try (LDAPConnection ldap = estate.ldap()) {
      ldap.delete(ldap.search("dc=example,dc=com", SearchScope.SUB, "(&(zarafaAccount=1)(objectClass=zarafa-user))").getSearchEntries().get(0).getDN());
    }
    estate.sql("INSERT INTO hierarchy (parent, type, flags, owner) SELECT parent, type, flags, owner FROM hierarchy WHERE type = 5 ORDER BY id LIMIT 1");
  }
}
