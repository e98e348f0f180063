package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSlapd;
import org.mailtrek.lab.LabSlapdOptions;
import org.mailtrek.lab.RequiresLab;

/** {@code ldap transplant --fast} as a process of its own, on a real slapd that syncs every commit: the server never stays without syncing. */
@RequiresLab("slapd")
class QuickTransplantTest {

  private static final int USERS = 3000;
  private static final String DATABASE = "olcDatabase={1}mdb,cn=config";

  @TempDir
  Path folder;

  private OwnProcess ours;

  @Test
  void syncsAgainAfterwardsAndKeepsTheBackup() throws Exception {
    try (LabSlapd slapd = loaded(300)) {
      SortedMap<String, String> before = entries(slapd);
      assertEquals(5, ours.run("ldap", "transplant", "--yes", "--max-changes", "299"), ours.said());
      assertEquals(2, ours.run("ldap", "transplant", "--fast", "--plan"));
      assertTrue(ours.said().contains("don't sync each commit (olcDbNoSync of " + DATABASE + ")"), ours.said());
      assertEquals(0, ours.run("ldap", "transplant", "--fast", "--yes"), ours.said());

      assertEquals(Optional.empty(), setting(slapd));
      assertNotEquals(before, entries(slapd));
      Path backup = folder.resolve("snapshots/run-1/transplant-directory/directory.ldif");
      assertEquals(300, Files.readString(backup).lines().filter("objectClass: zarafa-user"::equals).count());
      loseEverything(slapd);
      slapd.load(backup);
      assertEquals(before, entries(slapd));
      assertEquals(0, ours.run("undo", "--yes"), ours.said());
      assertEquals(before, entries(slapd));
      assertEquals(Optional.empty(), setting(slapd));
    }
  }

  @Test
  void namesWhatTheServerRefusesAndGoesOnUnlessAskedToStop() throws Exception {
    String rule = "to attrs=kopanoAliases val=a7@example.com by * none";
    for (boolean stop : new boolean[] {false, true}) {
      try (LabSlapd slapd = loaded(100, LabSlapdOptions.DEFAULT.withAccess(rule, "to * by users write by * read"))) {
        String estate = Files.readString(folder.resolve("estate.yaml"));
        Files.writeString(folder.resolve("estate.yaml"), estate.replace("bind-dn: " + LabSlapd.ROOT, "bind-dn: uid=u1," + LabSlapd.BASE));

        int exit = stop ? ours.run("ldap", "transplant", "--yes", "--stop-on-refusal") : ours.run("ldap", "transplant", "--yes");

        assertEquals(stop ? 3 : 4, exit, ours.said());
        assertTrue(ours.said().contains("uid=u7," + LabSlapd.BASE + ": left alone, since the directory refuses to change objectClass, zarafaAccount, "), ours.said());
        assertTrue(ours.said().contains("kopanoAliases (50 insufficient access rights)"), ours.said());
        int moved = moved(slapd);
        assertTrue(stop ? moved < 20 : moved == 99, moved + " were moved");
        assertEquals(0, ours.run("undo", "--yes"), ours.said());
        assertEquals(0, moved(slapd));
      }
    }
  }

  @Test
  void isRefusedWhereTheConfigurationIsNotOpen() throws Exception {
    try (LabSlapd slapd = loaded(3)) {
      String estate = Files.readString(folder.resolve("estate.yaml"));
      Files.writeString(folder.resolve("estate.yaml"), estate.replaceAll("  config: .*\n", ""));
      assertEquals(5, ours.run("ldap", "transplant", "--fast", "--yes"));
      assertTrue(ours.said().contains("its own configuration can't be reached"), ours.said());
      assertEquals(0, moved(slapd));
    }
  }

  @Test
  void syncsAgainAfterARealKillAndAResumeOrAnUndo() throws Exception {
    for (boolean back : new boolean[] {false, true}) {
      try (LabSlapd slapd = loaded(USERS)) {
        SortedMap<String, String> before = entries(slapd);
        killWhileItHolds(slapd);
        assertEquals(Optional.of("TRUE"), setting(slapd));
        assertNotEquals(before, entries(slapd));

        assertEquals(0, ours.run(back ? "undo" : "resume", "--yes"), ours.said());

        assertEquals(Optional.empty(), setting(slapd));
        assertEquals(back ? 0 : USERS, moved(slapd));
        if (back) {
          assertEquals(before, entries(slapd));
        }
      }
    }
  }

  @Test
  void syncsAgainWhereTheServerWasKilledMeanwhile() throws Exception {
    try (LabSlapd slapd = loaded(USERS)) {
      Process running = ours.start("ldap", "transplant", "--fast", "--yes");
      awaitMoved(slapd, running);
      slapd.kill();
      assertTrue(running.waitFor(120, TimeUnit.SECONDS));
      assertEquals(3, running.exitValue(), ours.said());
      slapd.restart();
      assertEquals(Optional.of("TRUE"), setting(slapd));

      assertEquals(0, ours.run("resume", "--yes"), ours.said());

      assertEquals(Optional.empty(), setting(slapd));
      assertEquals(USERS, moved(slapd));
    }
  }

  private LabSlapd loaded(int users) throws Exception {
    return loaded(users, LabSlapdOptions.DEFAULT.withSync());
  }

  private LabSlapd loaded(int users, LabSlapdOptions options) throws Exception {
    LabSlapd slapd = LabSlapd.start(options);
    StringBuilder text = new StringBuilder();
    for (int user = 0; user < users; user++) {
      text.append("dn: uid=u").append(user).append(',').append(LabSlapd.BASE).append("\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\nuid: u").append(user)
          .append("\ncn: u\nsn: u\nzarafaAccount: 1\nzarafaAliases: a").append(user).append("@example.com\nuserPassword: ")
          .append(LabSlapd.PASSWORD).append("\n\n");
    }
    slapd.load(Files.writeString(folder.resolve("users.ldif"), text));
    ours = OwnProcess.on(slapd, folder);
    return slapd;
  }

  /** As after a loss of power at the worst moment. */
  private static void loseEverything(LabSlapd slapd) throws IOException {
    slapd.stop();
    try (var files = Files.list(slapd.folder().resolve("data"))) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
  }

  private void killWhileItHolds(LabSlapd slapd) throws Exception {
    Process running = ours.start("ldap", "transplant", "--fast", "--yes");
    awaitMoved(slapd, running);
    running.destroyForcibly().waitFor();
  }

  /** Waits for the first entry that has moved: the server does not sync then. */
  private void awaitMoved(LabSlapd slapd, Process running) throws Exception {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", slapd.port(), LabSlapd.ROOT, LabSlapd.PASSWORD)) {
      Filter any = Filter.createEqualityFilter("objectClass", "kopano-user");
      while (connection.search(LabSlapd.BASE, SearchScope.SUB, any, "1.1").getEntryCount() == 0) {
        assertTrue(running.isAlive(), ours::said);
      }
    }
  }

  private static Optional<String> setting(LabSlapd slapd) throws LDAPException {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", slapd.port(), "cn=admin,cn=config", LabSlapd.PASSWORD)) {
      return Optional.ofNullable(connection.getEntry(DATABASE).getAttributeValue("olcDbNoSync")).filter(each -> !each.equals("FALSE"));
    }
  }

  private static int moved(LabSlapd slapd) throws LDAPException {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", slapd.port(), LabSlapd.ROOT, LabSlapd.PASSWORD)) {
      Filter whole = Filter.createANDFilter(Filter.createEqualityFilter("objectClass", "kopano-user"), Filter.createPresenceFilter("kopanoAliases"),
          Filter.createNOTFilter(Filter.createPresenceFilter("zarafaAliases")));
      return connection.search(LabSlapd.BASE, SearchScope.SUB, whole, "1.1").getEntryCount();
    }
  }

  private static SortedMap<String, String> entries(LabSlapd slapd) throws LDAPException {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", slapd.port(), LabSlapd.ROOT, LabSlapd.PASSWORD)) {
      List<Entry> all = new ArrayList<>(connection.search(LabSlapd.BASE, SearchScope.SUBORDINATE_SUBTREE, Filter.createPresenceFilter("objectClass")).getSearchEntries());
      return new TreeMap<>(Expected.found(all));
    }
  }
}
