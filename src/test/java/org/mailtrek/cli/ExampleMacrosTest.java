package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The macros of {@code examples/macros}, each on a practice estate, judged by what lies in its directory, database and files. */
class ExampleMacrosTest {

  private static final Path EXAMPLES = Path.of("examples/macros");

  @TempDir private static Path temporary;
  private static PracticeRun estate;

  @BeforeAll
  static void make() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
    Files.createDirectories(estate.folder().resolve("macros"));
    try (Stream<Path> examples = Files.list(EXAMPLES)) {
      for (Path each : examples.toList()) {
        Files.copy(each, estate.folder().resolve("macros").resolve(each.getFileName()));
      }
    }
  }

  @AfterAll
  static void stop() throws Exception {
    estate.close();
  }

  private static SearchResultEntry one(String filter) throws Exception {
    try (LDAPConnection ldap = estate.ldap()) {
      return ldap.search("dc=example,dc=com", SearchScope.SUB, filter).getSearchEntries().get(0);
    }
  }

  @Test
  void allOfThemCompileAndHaveExamples() throws Exception {
    String said = estate.run("macro", "check").well().out();
    try (Stream<Path> examples = Files.list(EXAMPLES)) {
      assertEquals(examples.count(), said.lines().filter(line -> line.strip().endsWith("well")).count(), said);
    }
  }

  @Test
  void moveSocketsChangesDirectoryAndConfigurationAsOnePlan() throws Exception {
    String before = Files.readString(estate.machine("/etc/zarafa/server.cfg"), StandardCharsets.ISO_8859_1);
    Spoken plan = estate.run("move-sockets", "--socket", "/run/new.sock", "--config", "--plan");
    assertEquals(2, plan.exit(), plan::toString);
    assertTrue(plan.out().contains("1. change-1: let every server object name /run/new.sock"), plan::toString);
    assertTrue(plan.out().contains("2. change-2: let the servers open /run/new.sock"), plan::toString);
    assertEquals(before, Files.readString(estate.machine("/etc/zarafa/server.cfg"), StandardCharsets.ISO_8859_1));
    Spoken done = estate.run("move-sockets", "--socket", "/run/new.sock", "--config", "--yes").well();
    assertTrue(done.out().contains("done, 2 objects changed"), done::toString);
    assertEquals("/run/new.sock", one("(cn=lab1)").getAttributeValue("zarafaFilePath"));
    assertTrue(Files.readString(estate.machine("/etc/zarafa/server.cfg"), StandardCharsets.ISO_8859_1).contains("server_pipe_name = /run/new.sock"));
    Spoken again = estate.run("move-sockets", "--socket", "/run/new.sock", "--config", "--yes").well();
    assertFalse(again.out().contains("changed"), again::toString);
    estate.run("undo", "--yes").well();
    assertEquals(before, Files.readString(estate.machine("/etc/zarafa/server.cfg"), StandardCharsets.ISO_8859_1));
    assertEquals("/var/run/zarafad/server.sock", one("(cn=lab1)").getAttributeValue("zarafaFilePath"));
  }

  @Test
  void deadSendAsTakesAwayOnlyRightsThatNameNobody() throws Exception {
    String dn = one("(&(objectClass=posixAccount)(zarafaAccount=1))").getDN();
    String nobody = "uid=nobody,ou=People,dc=example,dc=com";
    try (LDAPConnection ldap = estate.ldap()) {
      ldap.modify("dn: " + dn, "changetype: modify", "add: zarafaSendAsPrivilege", "zarafaSendAsPrivilege: " + nobody, "zarafaSendAsPrivilege: " + dn);
    }
    Spoken said = estate.run("--json", "dead-send-as").well();
    assertEquals(1, said.json().getFieldAsInteger("dead_rights"), said::toString);
    estate.run("dead-send-as", "--remove", "--yes").well();
    List<String> left = rights(dn);
    assertFalse(left.contains(nobody), left::toString);
    assertTrue(left.contains(dn), left::toString);
    estate.run("undo", "--yes").well();
    try (LDAPConnection ldap = estate.ldap()) {
      ldap.modify("dn: " + dn, "changetype: modify", "delete: zarafaSendAsPrivilege", "zarafaSendAsPrivilege: " + nobody, "zarafaSendAsPrivilege: " + dn);
    }
  }

  private static List<String> rights(String dn) throws Exception {
    try (LDAPConnection ldap = estate.ldap()) {
      return List.of(ldap.getEntry(dn).getAttributeValues("zarafaSendAsPrivilege"));
    }
  }

  @Test
  void quotaReportAddsUpTheLimits() throws Exception {
    Spoken said = estate.run("--json", "quota-report").well();
    int people = said.json().getFieldAsInteger("people_with_a_quota_of_their_own");
    assertTrue(people > 0, said::toString);
    assertEquals(people, said.json().getFieldAsArray("people").size());
    assertEquals(3000 * people, said.json().getFieldAsInteger("sum_of_hard_limits_in_mb"));
    assertEquals(0, estate.run("--json", "quota-report", "--above", "3000").well().json().getFieldAsArray("people").size());
  }

  @Test
  void pilotGroupGivesEachMemberTheFeature() throws Exception {
    SearchResultEntry group = one("(&(objectClass=posixGroup)(memberUid=*))");
    Spoken done = estate.run("pilot-group", group.getAttributeValue("cn"), "--feature", "mobile", "--yes").well();
    for (String login : group.getAttributeValues("memberUid")) {
      SearchResultEntry member = one("(uid=" + login + ")");
      assertTrue(member.hasAttributeValue("zarafaEnabledFeatures", "mobile"), done::toString);
    }
    estate.run("undo", "--yes").well();
    assertEquals(5, estate.run("pilot-group", "no such group", "--yes").exit());
  }

  @Test
  void orphanStoresNamesTheStoreWhoseOwnerIsGone() throws Exception {
    assertEquals(0, estate.run("--json", "orphan-stores").well().json().getFieldAsInteger("orphans"));
    estate.sql("update stores set user_id = user_id + 100000 where type = 0 order by id limit 1");
    Spoken said = estate.run("--json", "orphan-stores");
    estate.sql("update stores set user_id = user_id - 100000 where user_id > 100000");
    assertEquals(1, said.well().json().getFieldAsInteger("orphans"), said::toString);
    assertEquals(1, said.json().getFieldAsArray("stores").size(), said::toString);
  }

  @Test
  void renameCompanyRenamesWhatLiesBelowAndWhatNamesIt() throws Exception {
    String old = "ou=Example,ou=Lists,dc=example,dc=com";
    try (LDAPConnection ldap = estate.ldap()) {
      ldap.add("dn: cn=below," + old, "objectClass: top", "objectClass: device", "cn: below", "owner: " + old, "seeAlso: cn=below," + old);
      Spoken done = estate.run("rename-company", "Example", "Beispiel", "--yes").well();
      SearchResultEntry below = ldap.getEntry("cn=below,ou=Beispiel,ou=Lists,dc=example,dc=com");
      assertEquals("ou=Beispiel,ou=Lists,dc=example,dc=com", below.getAttributeValue("owner"), done::toString);
      assertEquals("cn=below,ou=Beispiel,ou=Lists,dc=example,dc=com", below.getAttributeValue("seeAlso"));
      estate.run("undo", "--yes").well();
      assertEquals(old, ldap.getEntry("cn=below," + old).getAttributeValue("owner"));
      ldap.delete("cn=below," + old);
    }
  }

  @Test
  void compareEstatesReadsAnotherEstate() {
    Spoken same = estate.run("--json", "compare-estates", estate.folder().toString()).well();
    assertEquals(0, same.json().getFieldAsInteger("people_who_differ"), same::toString);
    assertTrue(same.json().getFieldAsInteger("people_here") >= 10, same::toString);
    assertEquals(10, estate.run("compare-estates", temporary.resolve("nothing").toString()).exit());
  }

  @Test
  void nightRunStopsBeforeTheNextStepWhenItsConditionHolds() throws Exception {
    String plan = estate.plan();
    assertEquals(2, estate.run("night-run", plan, "--free", "0", "--plan").exit());
    Spoken full = estate.run("night-run", plan, "--free", "100000000", "--yes");
    assertEquals(5, full.exit(), full::toString);
    Path late = estate.folder().resolve("macros/late.groovy");
    Files.writeString(late, "// Stops after some steps.\n// takes PLAN   the plan\ndef seen = 0\nstopWhen('it is late') { ++seen > 4 }\nplans.apply plan\n");
    Spoken stopped = estate.run("late", plan, "--yes");
    assertEquals(3, stopped.exit(), stopped::toString);
    assertTrue((stopped.out() + stopped.talk()).contains("stopping before the next step: it is late"), stopped::toString);
    estate.run("undo", "--yes").well();
  }

  @Test
  void freeSpaceAsksEachHost() {
    assertEquals(1, estate.run("--json", "free-space", "--path", "/etc").well().json().getFieldAsArray("hosts").size());
  }
}
