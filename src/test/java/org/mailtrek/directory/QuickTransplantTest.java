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
import java.nio.file.attribute.PosixFilePermissions;
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

  @Test
  void syncsAgainAfterwardsAndKeepsTheBackup() throws Exception {
    try (LabSlapd slapd = loaded(300)) {
      SortedMap<String, String> before = entries(slapd);
      assertEquals(2, run("ldap", "transplant", "--fast", "--plan"));
      assertTrue(said().contains("don't sync each commit (olcDbNoSync of " + DATABASE + ")"), said());
      assertEquals(0, run("ldap", "transplant", "--fast", "--yes"), said());

      assertEquals(Optional.empty(), setting(slapd));
      assertNotEquals(before, entries(slapd));
      Path backup = folder.resolve("snapshots/run-1/transplant-directory/directory.ldif");
      assertEquals(300, Files.readString(backup).lines().filter("objectClass: zarafa-user"::equals).count());
      loseEverything(slapd);
      slapd.load(backup);
      assertEquals(before, entries(slapd));
      assertEquals(0, run("undo", "--yes"), said());
      assertEquals(before, entries(slapd));
      assertEquals(Optional.empty(), setting(slapd));
    }
  }

  @Test
  void isRefusedWhereTheConfigurationIsNotOpen() throws Exception {
    try (LabSlapd slapd = loaded(3)) {
      String estate = Files.readString(folder.resolve("estate.yaml"));
      Files.writeString(folder.resolve("estate.yaml"), estate.replaceAll("  config: .*\n", ""));
      assertEquals(5, run("ldap", "transplant", "--fast", "--yes"));
      assertTrue(said().contains("its own configuration can't be reached"), said());
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

        assertEquals(0, run(back ? "undo" : "resume", "--yes"), said());

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
      Process ours = start("ldap", "transplant", "--fast", "--yes");
      awaitMoved(slapd, ours);
      slapd.kill();
      assertTrue(ours.waitFor(120, TimeUnit.SECONDS));
      assertEquals(3, ours.exitValue(), said());
      slapd.restart();
      assertEquals(Optional.of("TRUE"), setting(slapd));

      assertEquals(0, run("resume", "--yes"), said());

      assertEquals(Optional.empty(), setting(slapd));
      assertEquals(USERS, moved(slapd));
    }
  }

  private LabSlapd loaded(int users) throws Exception {
    LabSlapd slapd = LabSlapd.start(LabSlapdOptions.DEFAULT.withSync());
    StringBuilder text = new StringBuilder();
    for (int user = 0; user < users; user++) {
      text.append("dn: uid=u").append(user).append(',').append(LabSlapd.BASE).append("\nobjectClass: inetOrgPerson\nobjectClass: zarafa-user\nuid: u").append(user)
          .append("\ncn: u\nsn: u\nzarafaAccount: 1\nzarafaAliases: a").append(user).append("@example.com\n\n");
    }
    slapd.load(Files.writeString(folder.resolve("users.ldif"), text));
    try (var all = Files.walk(folder)) {
      all.filter(each -> each.startsWith(folder.resolve("journal")) || each.startsWith(folder.resolve("snapshots")) || each.startsWith(folder.resolve("plans")))
          .sorted(java.util.Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
    }
    Path password = Files.writeString(folder.resolve("password"), LabSlapd.PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("estate.yaml"), "estate: lab\ndirectory:\n  url: " + slapd.address().url() + "\n  base: " + LabSlapd.BASE + "\n  bind-dn: "
        + LabSlapd.ROOT + "\n  password: { file: password }\n  config: { dn: cn=config, bind-dn: \"cn=admin,cn=config\", password: { file: password } }\n");
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
    Process ours = start("ldap", "transplant", "--fast", "--yes");
    awaitMoved(slapd, ours);
    ours.destroyForcibly().waitFor();
  }

  /** Waits for the first entry that has moved: the server does not sync then. */
  private void awaitMoved(LabSlapd slapd, Process ours) throws Exception {
    try (LDAPConnection connection = new LDAPConnection("127.0.0.1", slapd.port(), LabSlapd.ROOT, LabSlapd.PASSWORD)) {
      Filter any = Filter.createEqualityFilter("objectClass", "kopano-user");
      while (connection.search(LabSlapd.BASE, SearchScope.SUB, any, "1.1").getEntryCount() == 0) {
        assertTrue(ours.isAlive(), () -> said());
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

  private int run(String... words) throws Exception {
    Process process = start(words);
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    return process.exitValue();
  }

  private Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.mailtrek.Main"));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("out"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
