package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.TrekException.Kind;
import org.mailtrek.lab.LabMariaDb;
import org.mailtrek.lab.RequiresLab;

/** The contract on a real MariaDB, and what only a real one does. */
@RequiresLab({"mariadbd", "mariadb-install-db"})
final class MariaDbDatabaseTest extends DatabaseContract {

  private static final DatabaseLimits SHORT = new DatabaseLimits(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(1));

  private static LabMariaDb server;

  @BeforeAll
  static void start() {
    server = LabMariaDb.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static DatabaseLogin login() {
    return new DatabaseLogin(LabMariaDb.USER, Secret.of(LabMariaDb.PASSWORD));
  }

  @Override
  long leastBytes() {
    return 26 * 16_384;
  }

  @Override
  Database fresh() throws Exception {
    server.createZcp("zarafa");
    return MySqlDatabase.open(server.url("zarafa"), login(), SHORT);
  }

  @Override
  void run(String... statements) {
    server.run("zarafa", statements);
  }

  @Override
  String hierarchyIndex() {
    return "parenttypeflags ON hierarchy";
  }

  @Override
  String autoIncrement(String column, long next) {
    return "AUTO_INCREMENT = " + next;
  }

  private static byte[] dump(Database database) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    database.view().dump(out);
    return out.toByteArray();
  }

  @Test
  void rowFormatsAndCharacterSetsComeBack() throws Exception {
    server.run("", "ALTER DATABASE zarafa CHARACTER SET latin1 COLLATE latin1_german1_ci", "SET GLOBAL innodb_default_row_format = 'compact'");
    run("CREATE TABLE old (id INT AUTO_INCREMENT PRIMARY KEY, t VARCHAR(20) CHARACTER SET latin1, s TIMESTAMP NULL) ENGINE=InnoDB DEFAULT CHARSET=latin1",
        "CREATE TABLE named (id INT PRIMARY KEY, b BIT(9), y YEAR) ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=4",
        "SET NAMES utf8mb4", "INSERT INTO old (t, s) VALUES ('Grüße', '2016-02-29 10:11:12')", "INSERT INTO named VALUES (1, b'100000001', 1999)",
        "SET GLOBAL innodb_default_row_format = 'dynamic'");
    try (Database database = MySqlDatabase.open(server.url("zarafa"), login(), SHORT)) {
      byte[] before = dump(database);
      Map<String, String> digests = database.view().tableDigests();
      database.load(new ByteArrayInputStream(before), SCRATCH);
      server.run("", "ALTER DATABASE zarafa CHARACTER SET utf8mb4");
      run("DROP TABLE old", "ALTER TABLE named ROW_FORMAT=DYNAMIC KEY_BLOCK_SIZE=0");
      database.take(SCRATCH);
      assertArrayEquals(before, dump(database));
      assertEquals(digests, database.view().tableDigests());
      try (Connection connection = server.connect("zarafa")) {
        assertEquals("Compact", MySqlTables.rowFormat(connection, "zarafa", "old"));
        assertEquals("latin1 COLLATE latin1_german1_ci", MySqlTables.characterSet(connection, "zarafa"));
      }
    }
  }

  @Test
  void anExchangeThatBrokeOffIsCompleted() throws Exception {
    try (Database database = MySqlDatabase.open(server.url("zarafa"), login(), SHORT)) {
      byte[] before = dump(database);
      database.load(new ByteArrayInputStream(before), SCRATCH);
      run("CREATE TABLE added (id INT)", "DELETE FROM users", "DELETE FROM versions");
      run("CREATE TABLE " + SCRATCH + ".mailtrek_exchange (name VARCHAR(64) PRIMARY KEY)",
          "INSERT INTO " + SCRATCH + ".mailtrek_exchange SELECT table_name FROM information_schema.tables WHERE table_schema = 'zarafa'",
          "RENAME TABLE zarafa.added TO " + SCRATCH + ".mailtrek_former_added, zarafa.users TO " + SCRATCH + ".mailtrek_former_users, "
          + "zarafa.versions TO " + SCRATCH + ".mailtrek_former_versions, " + SCRATCH + ".users TO zarafa.users");
      database.take(SCRATCH);
      assertArrayEquals(before, dump(database));
    }
  }

  @Test
  void tablesOutsideInnoDbStopTheUpgrade() throws Exception {
    run("CREATE TABLE statistics (id INT) ENGINE=MyISAM");
    try (Database database = MySqlDatabase.open(server.url("zarafa"), login(), SHORT)) {
      List<String> signs = database.view().stopSigns();
      assertEquals(1, signs.size());
      assertTrue(signs.get(0).contains("statistics is in MyISAM"), signs.get(0));
    }
  }

  private static List<UpgradeSign> signs() throws Exception {
    try (Database database = MySqlDatabase.open(server.url("zarafa"), login(), SHORT)) {
      return database.view().upgradeSigns();
    }
  }

  private static void assertStops(String part, String mend, List<UpgradeSign> signs) {
    List<UpgradeSign> found = signs.stream().filter(each -> each.found().contains(part)).toList();
    assertEquals(1, found.size(), () -> part + " in " + signs);
    assertTrue(found.get(0).stops() && found.get(0).mend().contains(mend), found.toString());
  }

  private static void assertWarns(String part, List<UpgradeSign> signs) {
    List<UpgradeSign> found = signs.stream().filter(each -> each.found().contains(part)).toList();
    assertTrue(found.size() == 1 && !found.get(0).stops(), () -> part + " in " + signs);
  }

  @Test
  void keysThatTheServerNeedsStopTheUpgradeAndTheMendingHelps() throws Exception {
    assertEquals(List.of(), signs());
    run("ALTER TABLE tproperties DROP PRIMARY KEY, ADD PRIMARY KEY (folderid, hierarchyid, tag, `type`)",
        "ALTER TABLE names DROP KEY guidnameid", "ALTER TABLE versions DROP PRIMARY KEY", "ALTER TABLE singleinstances DROP KEY hkey",
        "ALTER TABLE properties DROP PRIMARY KEY", "CREATE TABLE extra (id INT) ENGINE=Aria");
    List<UpgradeSign> signs = signs();
    assertStops("tproperties has the key (folderid, hierarchyid, tag, type)", "DROP PRIMARY KEY, ADD PRIMARY KEY (folderid, tag, hierarchyid, `type`)", signs);
    assertStops("names lacks key guidnameid", "ADD KEY guidnameid", signs);
    assertStops("versions has no primary key", "ADD PRIMARY KEY", signs);
    assertStops("extra is in Aria", "ENGINE=InnoDB", signs);
    assertWarns("singleinstances has no unique key", signs);
    assertWarns("properties has no primary key", signs);
    signs.stream().filter(each -> each.mend().startsWith("ALTER")).forEach(each -> run(each.mend()));
    assertEquals(1, signs().size());
  }

  @Test
  void rowFormatsTriggersAndSettingsOfTheServerAreSaid() throws Exception {
    run("ALTER TABLE acl ROW_FORMAT=COMPACT", "ALTER TABLE lob ROW_FORMAT=COMPRESSED", "CREATE TRIGGER watch BEFORE INSERT ON users FOR EACH ROW SET NEW.company = 1");
    server.run("", "SET GLOBAL max_allowed_packet = 1048576", "SET GLOBAL innodb_read_only_compressed = ON");
    try {
      List<UpgradeSign> signs = signs();
      assertWarns("1 tables have an old row format", signs);
      assertStops("row format COMPRESSED can't be written on this server (innodb_read_only_compressed): lob", "innodb_read_only_compressed = OFF", signs);
      assertWarns("trigger watch", signs);
      assertWarns("max_allowed_packet is 1048576", signs);
      assertEquals(4, signs.size(), signs::toString);
    } finally {
      server.run("", "SET GLOBAL max_allowed_packet = 16777216", "SET GLOBAL innodb_read_only_compressed = OFF", "DROP TRIGGER zarafa.watch");
    }
  }

  @Test
  void versionsOfOtherServersHaveTheirTraps() {
    assertEquals(List.of(), new MySqlServerSigns(Map.of(), "10.11.19-MariaDB").read());
    assertEquals(List.of(), new MySqlServerSigns(Map.of(), "5.5.5-10.11.19-MariaDB-log").read());
    assertEquals(List.of(), new MySqlServerSigns(Map.of(), "5.7.44").read());
    assertWarns("utf8mb4", new MySqlServerSigns(Map.of(), "5.1.73").read());
    assertWarns("MySQL 5.7 and later refuse", new MySqlServerSigns(Map.of(), "5.5.62-MariaDB").read());
    assertWarns("caching_sha2_password", new MySqlServerSigns(Map.of(), "8.0.36-0ubuntu").read());
    assertWarns("thread_stack", new MySqlServerSigns(Map.of("thread_stack", "196608"), "10.1.48-MariaDB").read());
    assertWarns("innodb_file_per_table", new MySqlServerSigns(Map.of("innodb_file_per_table", "OFF"), "10.1.48-MariaDB").read());
    assertStops("does not take writes", "written to", new MySqlServerSigns(Map.of("read_only", "ON"), "10.1.48-MariaDB").read());
    assertStops("does not take writes", "written to", new MySqlServerSigns(Map.of("innodb_force_recovery", "1"), "10.1.48-MariaDB").read());
  }

  @Test
  void namesOfAHashedStoreComeByNameThoseWithoutFirst() throws Exception {
    server.run("zarafa", "ALTER TABLE singleinstances ADD COLUMN filename VARCHAR(255)",
        "INSERT INTO singleinstances (instanceid, hierarchyid, tag, filename) VALUES (9001, 71, 14081, 'b'), (9002, 72, 14081, 'a'), (9002, 73, 14081, 'a'), (4294967000, 74, 14081, NULL)");
    List<String> found = new ArrayList<>();
    try (Database database = MySqlDatabase.open(server.url("zarafa"), login(), SHORT)) {
      database.view().storedNames((id, name) -> {
        if (id > 9000 && id < AttachmentRows.HIGHEST) {
          found.add(id + " " + name.orElse("-"));
        }
      });
    } finally {
      server.run("zarafa", "DELETE FROM singleinstances WHERE hierarchyid BETWEEN 71 AND 74", "ALTER TABLE singleinstances DROP COLUMN filename");
    }
    assertEquals(List.of("4294967000 -", "9002 a", "9001 b"), found);
  }

  @Test
  void aHeldTableIsInUseAndNothingIsExchanged() throws Exception {
    try (Database database = MySqlDatabase.open(server.url("zarafa"), login(), SHORT);
        Connection other = server.connect("zarafa"); Statement statement = other.createStatement()) {
      database.load(new ByteArrayInputStream(dump(database)), SCRATCH);
      other.setAutoCommit(false);
      statement.executeQuery("SELECT * FROM stores");
      assertEquals(Kind.IN_USE, assertThrows(TrekException.class, () -> database.take(SCRATCH)).kind());
      other.rollback();
      assertEquals(26, database.view().rowCounts().size());
    }
  }

  @Test
  void aWrongPasswordIsUnreachableAndNeverShown() {
    TrekException thrown = assertThrows(TrekException.class,
        () -> MySqlDatabase.open(server.url("zarafa"), new DatabaseLogin("zarafa", Secret.of("falsches-Wort-77")), SHORT));
    assertEquals(Kind.UNREACHABLE, thrown.kind());
    assertTrue(thrown.next().contains("database.password"), thrown.next());
    assertFalse((thrown + thrown.next() + thrown.getCause()).contains("Wort-77"));
  }

  @Test
  void aWrongDatabaseIsNamed() {
    TrekException thrown = assertThrows(TrekException.class,
        () -> MySqlDatabase.open(server.url("zarafo"), new DatabaseLogin("root", Secret.of(LabMariaDb.PASSWORD)), SHORT));
    assertEquals(Kind.UNREACHABLE, thrown.kind());
    assertTrue(thrown.what().contains("zarafo"), thrown.what());
  }

  @Test
  void anotherProgramsDatabaseIsSaid() throws Exception {
    run("DROP TABLE users");
    try (Database database = MySqlDatabase.open(server.url("zarafa"), login(), SHORT)) {
      TrekException thrown = assertThrows(TrekException.class, () -> database.view().users());
      assertTrue(thrown.next().contains("Zarafa or Kopano"), thrown.next());
    }
  }

  @Test
  void aServerThatIsDownIsUnreachableAndComesBack() throws Exception {
    try (Database database = MySqlDatabase.open(server.url("zarafa"), login(), SHORT)) {
      server.kill();
      assertEquals(Kind.UNREACHABLE, assertThrows(TrekException.class, () -> database.view().users()).kind());
      assertEquals(Kind.UNREACHABLE, assertThrows(TrekException.class, () -> MySqlDatabase.open(server.url("zarafa"), login(), SHORT)).kind());
      server.restart();
      assertEquals(4, database.view().users().size());
    }
  }

  @Test
  void addressesWithAnAccountAreRefused() {
    for (String url : List.of("jdbc:mysql://zarafa:secret@127.0.0.1/zarafa", "jdbc:mysql://127.0.0.1/zarafa?user=x&password=secret", "jdbc:mysql://127.0.0.1/",
        "postgres://x/y")) {
      TrekException thrown = assertThrows(TrekException.class, () -> MySqlDatabase.open(url, login(), SHORT));
      assertEquals(Kind.ESTATE, thrown.kind());
      assertFalse((thrown + thrown.next()).contains("secret"));
    }
  }
}
