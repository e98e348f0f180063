package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that must not be made, or not be applied. */
class PlanRefusalsTest {

  private static final List<String> PLAN = List.of("plan", "zcp-to-kopano");

  @TempDir private static Path temporary;
  private static PracticeRun estate;

  @BeforeAll
  static void make() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
  }

  @AfterAll
  static void stop() throws Exception {
    estate.close();
  }

  @Test
  void listsEveryConflictOfTheDirectory() throws Exception {
    try (LDAPConnection ldap = estate.ldap()) {
      List<SearchResultEntry> people = ldap.search("dc=example,dc=com", SearchScope.SUB, "(zarafaAccount=1)").getSearchEntries().subList(0, 3);
      for (SearchResultEntry each : people) {
        ldap.modify(each.getDN(), new Modification(ModificationType.ADD, "objectClass", "kopano-user"), new Modification(ModificationType.ADD, "kopanoAccount", "0"));
      }
      try {
        String[] names = people.stream().map(SearchResultEntry::getDN).toArray(String[]::new);
        estate.refuses(5, PLAN, names);
        estate.refuses(5, List.of("ldap", "transplant", "--yes"), names);
      } finally {
        for (SearchResultEntry each : people) {
          ldap.modify(each.getDN(), new Modification(ModificationType.DELETE, "kopanoAccount"), new Modification(ModificationType.DELETE, "objectClass", "kopano-user"));
        }
      }
    }
  }

  @Test
  void refusesToLoseThePeopleOfAnotherSearchBase() throws Exception {
    estate.spoil(estate.machine("/etc/zarafa/ldap.cfg"), text -> text.replaceAll("(?m)^(ldap_search_base\\s*=).*$", "$1 ou=nowhere,dc=example,dc=com"), () -> {
      String plan = estate.plan();
      estate.refuses(5, List.of("apply", plan, "--yes"), "would delete", "ldap_search_base");
    });
  }

  @Test
  void exportsForPeopleAndOnlyWhatAnsibleReaches() throws Exception {
    String plan = estate.plan();
    String page = estate.run("plan", "export", plan, "--format", "html").well().out();
    assertTrue(page.startsWith("<!DOCTYPE html>") && page.contains("<h2>stop-mail: Stop mail from coming in</h2>") && page.contains("7.2.6-52189"), page);
    assertFalse(page.contains(" -> "), "what has a meaning in HTML is written as what it is");
    List<String> export = List.of("plan", "export", plan, "--format", "ansible", "-o", "book");
    Spoken.refused(5, estate.folder(), export, "practice machine");
    estate.spoil(estate.machine("/etc/zarafa/server.cfg"), text -> text + "threads = 99\n", () -> estate.refuses(5, export, "the estate has changed since"));
    assertFalse(Files.exists(estate.folder().resolve("book")));
  }

  @Test
  void refusesADatabaseThatIsTooOld() throws Exception {
    String plan = estate.plan();
    estate.sql("UPDATE versions SET databaserevision = 62 WHERE databaserevision = 64");
    try {
      estate.refuses(5, List.of("apply", plan, "--yes"), "62", "63");
    } finally {
      estate.sql("UPDATE versions SET databaserevision = 64 WHERE databaserevision = 62");
    }
  }

  @Test
  void refusesWhenAnAttachmentIsMissing() throws Exception {
    Path store = estate.machine("/var/lib/zarafa/attachments");
    Path one;
    try (var all = Files.walk(store)) {
      one = all.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
    }
    FileTime folder = Files.getLastModifiedTime(one.getParent());
    Path aside = temporary.resolve("aside");
    String plan = estate.plan();
    Files.move(one, aside);
    try {
      estate.refuses(5, List.of("apply", plan, "--yes"), "1 ", "attachment");
    } finally {
      Files.move(aside, one);
      Files.setLastModifiedTime(one.getParent(), folder);
    }
  }

  @Test
  void refusesRowsThatStopTheUpgrade() throws Exception {
    String plan = estate.plan();
    estate.sql("INSERT INTO names (id, nameid, namestring, guid) SELECT 9999, nameid, namestring, guid FROM names ORDER BY id LIMIT 1");
    try {
      estate.refuses(5, List.of("apply", plan, "--yes"), "names");
    } finally {
      estate.sql("DELETE FROM names WHERE id = 9999");
    }
  }

  @Test
  void refusesWhenTheWorldHasMovedOn() throws Exception {
    String plan = estate.plan();
    Path service = estate.machine("/etc/zarafa/spooler.cfg");
    estate.spoil(service, text -> text + "\n# changed\n", () -> {
      estate.refuses(5, List.of("apply", plan, "--yes"), "the world is not as it was planned on", "spooler.cfg", "plan zcp-to-kopano again");
    });
  }

  @Test
  void asksNobodyWhereNobodyIs() throws Exception {
    String plan = estate.plan();
    estate.refuses(64, List.of("apply", plan), "nobody can be asked", "--yes");
    estate.refuses(64, List.of("ldap", "transplant"), "nobody can be asked", "--yes");
    estate.refuses(64, List.of("apply", plan, "--yes", "--override", "identity"), "--because");
    estate.refuses(64, List.of("apply", plan, "--yes", "--override", "identitty", "--because", "x"), "identitty", "identity");
    estate.refuses(64, List.of("apply", plan, "--yes", "--only", "no-such-step"), "no-such-step", "move-attachments");
    estate.refuses(64, List.of("apply", plan, "--yes", "--from", "no-such-step"), "no-such-step", "move-attachments");
    estate.refuses(64, List.of("journal", "accept", "1"), "--because");
    estate.refuses(64, List.of("journal", "accept", "1", "--because", "x"), "no run is unfinished");
    estate.refuses(64, List.of("apply", plan, "--yes", "--max-changes", "few"), "few", "--max-changes 100");
  }

  @Test
  void staysWithinLimits() throws Exception {
    String plan = estate.plan();
    estate.refuses(5, List.of("apply", plan, "--yes", "--max-changes", "3"), "changes are more than the 3 agreed on", "--max-changes");
    estate.refuses(5, List.of("apply", plan, "--yes", "--max-deletes", "0"), "deletions are more than the 0 agreed on", "--max-deletes");
  }

  @Test
  void refusesAPlanThatWasEdited() throws Exception {
    String plan = estate.plan();
    Path file = estate.folder().resolve("plans").resolve(plan.substring(0, plan.indexOf('-')) + ".json");
    String number = plan.substring(0, plan.indexOf('-'));
    estate.spoil(file, text -> text.replaceFirst("zarafa-monitor", "zarafa-dagent"), () -> {
      estate.refuses(5, List.of("apply", number, "--yes"), "was changed since it was made", "plan again");
      estate.refuses(5, List.of("apply", plan, "--yes"), "was changed since it was made");
    });
    estate.spoil(file, text -> text.substring(0, text.length() / 2), () -> {
      Spoken said = estate.run("apply", number, "--yes");
      assertEquals(5, said.exit(), said::toString);
      assertTrue(said.talk().contains(file.getFileName().toString()), said::toString);
      said.plainly();
    });
  }
}
