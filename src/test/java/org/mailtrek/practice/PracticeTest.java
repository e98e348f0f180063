package org.mailtrek.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException;

final class PracticeTest {

  @TempDir private static Path temporary;
  private static Path estate;
  private static Path foreign;
  private static Places places;

  @BeforeAll
  static void make() throws Exception {
    estate = temporary.resolve("a folder whose name is longer than what the kernel takes for the name of a socket, and has blanks in it");
    places = new Places(estate);
    foreign = Files.createTempFile(Path.of(Optional.ofNullable(System.getenv("TMPDIR")).orElse("/tmp")), "#sql-temptable-", ".MAI");
    Practice.make("zcp-single", estate, 40, 7, phase -> {});
  }

  /** As many as a practice estate may have: the directory of them is held in memory. */
  @Test
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "twenty thousand people take half a minute")
  void theLargestDirectoryStarts() throws Exception {
    Path large = temporary.resolve("large");
    Practice.make("zcp-single", large, 20_000, 7, phase -> {});
    Practice.stop(large);
  }

  @AfterAll
  static void stop() throws Exception {
    Practice.stop(estate);
    Files.deleteIfExists(foreign);
  }

  @Test
  void leavesTheTemporaryTablesOfOtherServersAlone() {
    assertTrue(Files.exists(foreign), "a server that is at work needs its temporary tables");
  }

  @Test
  void declaresTheEstateForItsOwnerOnly() throws Exception {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(estate.resolve("estate.yaml"))));
    String text = Files.readString(estate.resolve("estate.yaml"));
    assertTrue(text.contains("ldap://127.0.0.1:" + Ports.read(places.ports()).ldap()), text);
    assertFalse(text.contains(Recipe.password(7, "directory")), "no password in the declaration");
  }

  @Test
  void namesTheSamePeopleInDirectoryAndDatabase() throws Exception {
    try (LDAPConnection directory = directory();
        Connection database = database()) {
      int entries = directory.search(Population.BASE, SearchScope.SUB, "(objectClass=zarafa-user)").getEntryCount();
      assertEquals(40, entries);
      try (Statement statement = database.createStatement();
          ResultSet rows = statement.executeQuery("SELECT externid FROM users WHERE objectclass IN (0x10001, 0x10002) AND id > 2")) {
        int count = 0;
        for (; rows.next(); count++) {
          String filter = "(uidNumber=" + rows.getString(1) + ")";
          assertEquals(1, directory.search(Population.BASE, SearchScope.SUB, filter).getEntryCount(), filter);
        }
        assertEquals(40, count);
      }
    }
  }

  @Test
  void hasAFileForEachAttachmentThatTheDatabaseNames() throws Exception {
    try (Connection database = database();
        Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery("SELECT instanceid FROM singleinstances")) {
      int count = 0;
      for (; rows.next(); count++) {
        String path = AttachmentFiles.path("/var/lib/zarafa/attachments", rows.getLong(1)).substring(1);
        boolean plain = Files.exists(places.machine().resolve(path));
        boolean packed = Files.exists(places.machine().resolve(path + ".gz"));
        assertTrue(plain ^ packed, path);
      }
      assertEquals(400, count);
    }
  }

  @Test
  void keepsWhatTheDirectoryAnsweredWhenTheServersAreKilled() throws Exception {
    String dn = "cn=kept,ou=Contacts," + Population.BASE;
    String uuid;
    try (LDAPConnection directory = directory()) {
      directory.add("dn: " + dn, "objectClass: device", "cn: kept", "description:: b25lICA=");
      directory.modify(dn, new Modification(ModificationType.ADD, "l", "Köln"));
      directory.modifyDN(dn, "cn=renamed", true);
      uuid = directory.getEntry("cn=renamed,ou=Contacts," + Population.BASE, "entryUUID").getAttributeValue("entryUUID");
    }
    long pid = PracticeServers.published(places).orElseThrow().pid();
    ProcessHandle killed = ProcessHandle.of(pid).orElseThrow();
    killed.destroyForcibly();
    Waiting.end(killed);
    PracticeServers.ensureRunning(estate);
    assertFalse(pid == PracticeServers.published(places).orElseThrow().pid());
    try (LDAPConnection directory = directory();
        Connection database = database()) {
      Entry entry = directory.getEntry("cn=renamed,ou=Contacts," + Population.BASE, "*", "entryUUID");
      assertEquals("Köln", entry.getAttributeValue("l"));
      assertEquals(uuid, entry.getAttributeValue("entryUUID"));
      assertTrue(database.isValid(5));
    }
  }

  @Test
  void startsItsServersOnceWhenSeveralAskAtOnce() throws Exception {
    Practice.stop(estate);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<Long> ask =
          () -> {
            PracticeServers.ensureRunning(estate);
            return PracticeServers.published(places).orElseThrow().pid();
          };
      long different =
          pool.invokeAll(IntStream.range(0, 4).mapToObj(each -> ask).toList()).stream()
              .map(
                  future -> {
                    try {
                      return future.get();
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .distinct()
              .count();
      assertEquals(1, different);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void refusesTheExchangeOfAStructuralClassWithoutTheRelaxControl() throws Exception {
    String dn = "cn=Shared stores,ou=Lists," + Population.BASE;
    Modification[] exchange = {
      new Modification(ModificationType.DELETE, "objectClass", "zarafa-addresslist"),
      new Modification(ModificationType.ADD, "objectClass", "kopano-addresslist"),
      new Modification(ModificationType.DELETE, "zarafaAccount"),
      new Modification(ModificationType.DELETE, "zarafaFilter"),
      new Modification(ModificationType.DELETE, "zarafaBase")
    };
    try (LDAPConnection directory = directory()) {
      LDAPException refused = org.junit.jupiter.api.Assertions.assertThrows(LDAPException.class, () -> directory.modify(dn, exchange));
      assertEquals(69, refused.getResultCode().intValue(), refused.getMessage());
      var request = new com.unboundid.ldap.sdk.ModifyRequest(dn, exchange);
      request.addControl(new com.unboundid.ldap.sdk.Control(DirectoryHandler.RELAX, true));
      assertEquals(0, directory.modify(request).getResultCode().intValue());
    }
  }

  @Test
  void refusesAFolderThatIsNotEmpty() {
    TrekException refused =
        org.junit.jupiter.api.Assertions.assertThrows(TrekException.class, () -> Practice.make("zcp-single", estate, 40, 7, phase -> {}));
    assertEquals(TrekException.Kind.USAGE, refused.kind());
  }

  private static LDAPConnection directory() throws Exception {
    String password = Files.readString(places.directoryPassword()).strip();
    return new LDAPConnection("127.0.0.1", Ports.read(places.ports()).ldap(), Recipe.BIND_DN, password);
  }

  private static Connection database() throws SQLException, java.io.IOException {
    return DatabaseProcess.connect(places);
  }
}
