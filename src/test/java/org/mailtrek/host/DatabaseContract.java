package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.DatabaseView.ArrivedMessage;
import org.mailtrek.host.DatabaseView.StoreRow;
import org.mailtrek.host.DatabaseView.StoredVersion;

/** What every database port must do, whatever server is behind it. */
abstract class DatabaseContract {

  static final String SCRATCH = "mailtrek_restore_7_42";

  private Database database;
  private DatabaseView view;

  /** Makes a database anew with the tables of schema 64, empty, and opens it. */
  abstract Database fresh() throws Exception;

  /** Runs statements in our database, as somebody else would. */
  abstract void run(String... statements) throws Exception;

  @BeforeEach
  void fill() throws Exception {
    database = fresh();
    view = database.view();
    run("INSERT INTO versions (major, minor, micro, revision, databaserevision, updatetime) VALUES (7,2,5,50000,63,'2015-01-01 10:00:00'),"
            + "(7,2,6,51823,64,'2016-02-29 23:59:59'),(7,2,4,60000,64,'2017-01-01 10:00:00')",
        "INSERT INTO settings (`name`, `value`) VALUES ('attachment_storage', X'66696C6573'), ('server_guid', X'000102030405060708090A0B0C0DFEFF')",
        "INSERT INTO users (id, externid, objectclass, company) VALUES (1, NULL, 196609, 0), (2, NULL, 65537, 0), (3, X'C3A4275C00', 65537, 7),"
            + "(4294967290, X'3432', 196610, 0)",
        "INSERT INTO stores (id, hierarchy_id, user_id, `type`, user_name, guid) VALUES (1, 1, 3, 0, 'müller\\'s \"x\"; -- 漢', X'00FF10')"
            .replace("\\'", "''"),
        "INSERT INTO hierarchy (id, parent, `type`, flags, owner) VALUES (1, NULL, 1, 0, 3), (2, 1, 3, 0, 3), (10, 2, 5, 0, 3), (11, 10, 7, 0, 3),"
            + "(12, 11, 5, 0, 3), (13, 2, 5, 1024, 3), (3000000000, 2, 5, 0, 3)",
        "INSERT INTO properties (hierarchyid, tag, `type`, val_string, val_double) VALUES (13, 55, 30, CONCAT('line\nbreak\ttab ', CHAR(92), ' back'), 0.1)",
        "INSERT INTO properties (hierarchyid, tag, `type`, val_binary) VALUES (10, 4, 258, X''), (10, 5, 258, X'5C270A00FF'), (10, 6, 258, NULL)",
        "INSERT INTO singleinstances (instanceid, hierarchyid, tag) VALUES (5, 11, 14081), (5, 12, 14081), (4, 14, 14081), (4294967295, 13, 26508)",
        "INSERT INTO names (id, nameid, namestring, guid) VALUES (1, 5, NULL, X'00112233445566778899AABBCCDDEEFF'),"
            + "(2, NULL, 'Größe', X'00112233445566778899AABBCCDDEEFF')");
  }

  @AfterEach
  void close() throws Exception {
    database.drop(SCRATCH);
    database.close();
  }

  private byte[] dump() throws TrekException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    view.dump(out);
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsTheVersionThatDecides() throws Exception {
    assertEquals(Optional.of(new StoredVersion(7, 2, 6, 51823, 64)), view.storedVersion());
    run("DELETE FROM versions WHERE databaserevision = 64");
    assertEquals(Optional.of(new StoredVersion(7, 2, 0, 50000, 63)), view.storedVersion());
    run("DELETE FROM versions");
    assertEquals(Optional.empty(), view.storedVersion());
    run("DROP TABLE versions");
    assertEquals(Optional.empty(), view.storedVersion());
  }

  @Test
  void readsTheVersionOfASchemaWithoutMicro() throws Exception {
    run("DELETE FROM versions WHERE databaserevision = 64", "ALTER TABLE versions DROP PRIMARY KEY", "ALTER TABLE versions DROP COLUMN micro");
    assertEquals(Optional.of(new StoredVersion(7, 2, 0, 50000, 63)), view.storedVersion());
  }

  @Test
  void readsSettingsAsBytes() throws Exception {
    assertEquals("files", new String(view.setting("attachment_storage").orElseThrow(), StandardCharsets.UTF_8));
    assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, -2, -1}, view.setting("server_guid").orElseThrow());
    assertEquals(Optional.empty(), view.setting("lock'; --"));
  }

  @Test
  void exchangesASettingOnlyForWhatWasExpected() throws Exception {
    assertFalse(database.exchangeSetting("attachment_storage", Optional.of(bytes("database")), Optional.of(bytes("x"))));
    assertFalse(database.exchangeSetting("attachment_storage", Optional.empty(), Optional.of(bytes("x"))));
    assertEquals("files", new String(view.setting("attachment_storage").orElseThrow(), StandardCharsets.UTF_8));
    assertTrue(database.exchangeSetting("attachment_storage", Optional.of(bytes("files")), Optional.of(bytes("database"))));
    assertEquals("database", new String(view.setting("attachment_storage").orElseThrow(), StandardCharsets.UTF_8));
    assertTrue(database.exchangeSetting("attachment_storage", Optional.of(bytes("database")), Optional.empty()));
    assertEquals(Optional.empty(), view.setting("attachment_storage"));
    assertFalse(database.exchangeSetting("attachment_storage", Optional.of(bytes("database")), Optional.of(bytes("x"))));
    assertTrue(database.exchangeSetting("attachment_storage", Optional.empty(), Optional.of(bytes("files"))));
    assertEquals("files", new String(view.setting("attachment_storage").orElseThrow(), StandardCharsets.UTF_8));
  }

  @Test
  void listsUsersAndStores() throws Exception {
    List<DatabaseView.UserRow> users = view.users();
    assertEquals(List.of(1L, 2L, 3L, 4294967290L), users.stream().map(DatabaseView.UserRow::id).toList());
    assertArrayEquals(new byte[] {(byte) 0xC3, (byte) 0xA4, '\'', '\\', 0}, users.get(2).externalId());
    assertEquals(0, users.get(0).externalId().length);
    assertEquals(0x10001, users.get(2).objectClass());
    assertEquals(7, users.get(2).company());
    assertEquals(List.of(new StoreRow(1, 3, 0, "müller's \"x\"; -- 漢", "00ff10")), view.stores());
  }

  @Test
  void handsOverEachInstanceOnceAscending() throws Exception {
    List<Long> instances = new ArrayList<>();
    view.attachmentInstances(instances::add);
    assertEquals(List.of(4L, 5L, 4294967295L), instances);
  }

  @Test
  void handsOverInstancesThatLieFarApart() throws Exception {
    List<Long> scattered = List.of(4L, 5L, 31L, 32L, 63L, 64L, 4194303L, 4194304L, 2147483648L, 4294967264L, 4294967295L);
    for (long each : scattered.subList(2, scattered.size() - 1)) {
      run("INSERT INTO singleinstances (instanceid, hierarchyid, tag) VALUES (" + each + ", " + (100 + scattered.indexOf(each)) + ", 14081)");
    }
    List<Long> instances = new ArrayList<>();
    view.attachmentInstances(instances::add);
    assertEquals(scattered, instances);
  }

  @Test
  void answersAQuestionWithinAnother() throws Exception {
    List<Long> seen = new ArrayList<>();
    view.attachmentInstances(id -> {
      try {
        seen.add(view.highestObject());
      } catch (TrekException e) {
        throw new IllegalStateException(e);
      }
    });
    assertEquals(List.of(3000000000L, 3000000000L, 3000000000L), seen);
  }

  @Test
  void aTakerThatFailsEndsTheQuestion() throws Exception {
    assertThrows(IllegalArgumentException.class, () -> view.attachmentInstances(id -> {
      throw new IllegalArgumentException("enough");
    }));
    assertEquals(4, view.users().size());
  }

  @Test
  void listsMessagesThatArrivedInFolders() throws Exception {
    assertEquals(3000000000L, view.highestObject());
    assertEquals(List.of(new ArrivedMessage(13, "line\nbreak\ttab \\ back"), new ArrivedMessage(3000000000L, "")), view.messagesAbove(10));
    run("DELETE FROM hierarchy");
    assertEquals(0, view.highestObject());
  }

  @Test
  void countsTheRowsOfEveryTable() throws Exception {
    SortedMap<String, Long> counts = view.rowCounts();
    assertEquals(26, counts.size());
    assertEquals(4, counts.get("users"));
    assertEquals(0, counts.get("lob"));
  }

  /** Returns how much the tables take at least on the disk; nothing where they are in memory. */
  long leastBytes() {
    return 0;
  }

  @Test
  void saysAboutHowLargeItIs() throws Exception {
    assertTrue(view.bytes() >= leastBytes(), () -> "less than " + leastBytes() + " bytes");
  }

  @Test
  void digestsDoNotDependOnTheOrderOfRows() throws Exception {
    Map<String, String> before = view.tableDigests();
    assertEquals(before, view.tableDigests());
    run("DELETE FROM users WHERE id = 1");
    assertNotEquals(before.get("users"), view.tableDigests().get("users"));
    assertEquals(before.get("stores"), view.tableDigests().get("stores"));
    run("INSERT INTO users (id, externid, objectclass, company) VALUES (1, NULL, 196609, 0)");
    assertEquals(before, view.tableDigests());
  }

  @Test
  void digestsTellEmptyFromMissingAndSeeNewColumns() throws Exception {
    Map<String, String> before = view.tableDigests();
    run("UPDATE properties SET val_binary = NULL WHERE tag = 4");
    String without = view.tableDigests().get("properties");
    assertNotEquals(before.get("properties"), without);
    run("UPDATE properties SET val_binary = X'' WHERE tag = 4");
    assertEquals(before, view.tableDigests());
    run("ALTER TABLE lob ADD COLUMN extra INT");
    assertNotEquals(before.get("lob"), view.tableDigests().get("lob"));
  }

  @Test
  void countsObjectsByOwnerAndContentsByProperty() throws Exception {
    run("DELETE FROM hierarchy", "DELETE FROM singleinstances",
        "INSERT INTO hierarchy (id, parent, `type`, flags, owner) VALUES (1, NULL, 1, 0, 3), (2, 1, 3, 0, 3), (3, 2, 5, 0, 3), (4, 2, 5, 64, 3), (5, 2, 5, 1024, 3), "
            + "(6, 3, 7, 0, 3), (7, 2, 5, 1088, 4)",
        "INSERT INTO singleinstances (instanceid, hierarchyid, tag) VALUES (7, 6, 14081), (7, 8, 14081), (4294967295, 9, 14081), (8, 3, 26508)");
    assertEquals(List.of(new DatabaseView.OwnerRow(3, 1, 2, 1, 1), new DatabaseView.OwnerRow(4, 0, 0, 1, 0)), view.objectsByOwner());
    assertEquals(List.of(new DatabaseView.ContentRow(0x3701, 3, 2, 4294967295L), new DatabaseView.ContentRow(0x678C, 1, 1, 8)), view.contentsByProperty());
  }

  @Test
  void namesWhatStopsTheUpgrade() throws Exception {
    assertEquals(List.of(), view.stopSigns());
    run("INSERT INTO names (id, nameid, namestring, guid) VALUES (31486, 5, NULL, X'00112233445566778899AABBCCDDEEFF'),"
        + "(4, NULL, 'Größe', X'00112233445566778899AABBCCDDEEFF')");
    List<String> signs = view.stopSigns();
    assertEquals(3, signs.size());
    assertTrue(signs.get(0).contains("nameid 5") && signs.get(0).contains("00112233445566778899aabbccddeeff"), signs.get(0));
    assertTrue(signs.get(1).contains("Größe"), signs.get(1));
    assertTrue(signs.get(2).contains("31486"), signs.get(2));
  }

  @Test
  void aDumpComesBackByteForByte() throws Exception {
    byte[] before = dump();
    Map<String, String> digests = view.tableDigests();
    assertFalse(view.exists(SCRATCH));
    assertEquals(Map.of(), view.tableDigests(SCRATCH));
    database.load(new ByteArrayInputStream(before), SCRATCH);
    assertTrue(view.exists(SCRATCH));
    assertEquals(digests, view.tableDigests());
    run("ALTER TABLE versions ADD COLUMN later INT", "DROP TABLE clientupdatestatus", "CREATE TABLE kopano_new (id INT PRIMARY KEY)",
        "INSERT INTO users (externid, objectclass) VALUES (X'FFFF', 65537)", "DELETE FROM settings", "UPDATE properties SET val_double = 3",
        "ALTER TABLE singleinstances ADD COLUMN filename VARCHAR(255) DEFAULT NULL", "DROP INDEX " + hierarchyIndex());
    assertNotEquals(digests, view.tableDigests());
    assertEquals(digests, view.tableDigests(SCRATCH));
    database.take(SCRATCH);
    assertEquals(new String(before, StandardCharsets.UTF_8), new String(dump(), StandardCharsets.UTF_8));
    assertEquals(digests, view.tableDigests());
    database.take(SCRATCH);
    assertEquals(digests, view.tableDigests());
    database.drop(SCRATCH);
    database.drop(SCRATCH);
    assertFalse(view.exists(SCRATCH));
    assertArrayEquals(before, dump());
  }

  /** Returns the words that name the index of table hierarchy after DROP INDEX. */
  abstract String hierarchyIndex();

  @Test
  void numbersGoOnWhereTheyWere() throws Exception {
    run("DELETE FROM singleinstances WHERE instanceid > 5", "ALTER TABLE singleinstances " + autoIncrement("instanceid", 900));
    byte[] before = dump();
    database.load(new ByteArrayInputStream(before), SCRATCH);
    database.take(SCRATCH);
    database.drop(SCRATCH);
    assertArrayEquals(before, dump());
    assertEquals(900, view.nextContent());
    run("INSERT INTO singleinstances (hierarchyid, tag) VALUES (77, 1)");
    List<Long> instances = new ArrayList<>();
    view.attachmentInstances(instances::add);
    assertEquals(List.of(4L, 5L, 900L), instances);
    assertEquals(901, view.nextContent());
    database.load(new ByteArrayInputStream(before), SCRATCH);
    database.contentsFrom(SCRATCH, 4294967200L);
    database.contentsFrom(SCRATCH, 17);
    assertEquals(901, view.nextContent());
    database.take(SCRATCH);
    assertEquals(4294967200L, view.nextContent());
  }

  /** Returns the words that set the next number of a column, after ALTER TABLE. */
  abstract String autoIncrement(String column, long next);

  @Test
  void largeRowsComeBack() throws Exception {
    run("INSERT INTO lob (instanceid, chunkid, tag, val_binary) VALUES (5, 0, 14081, X'" + "00FF5C27".repeat(393_216 / 4) + "'),"
        + "(5, 1, 14081, X'" + "0D0A".repeat(393_216 / 2) + "'), (5, 2, 14081, NULL)");
    byte[] before = dump();
    String digest = view.tableDigests().get("lob");
    database.load(new ByteArrayInputStream(before), SCRATCH);
    run("DELETE FROM lob");
    database.take(SCRATCH);
    assertEquals(digest, view.tableDigests().get("lob"));
    assertArrayEquals(before, dump());
  }

  @Test
  void aDumpThatWasCutShortIsRefused() throws Exception {
    byte[] whole = dump();
    for (int length : new int[] {0, 100, whole.length / 2, whole.length - 10}) {
      TrekException thrown = assertThrows(TrekException.class,
          () -> database.load(new ByteArrayInputStream(Arrays.copyOf(whole, length)), SCRATCH), "after " + length + " bytes");
      assertFalse(thrown.what().isEmpty());
      database.drop(SCRATCH);
    }
    assertArrayEquals(whole, dump());
  }

  @Test
  void loadsOnlyBesideOurs() {
    assertThrows(IllegalArgumentException.class, () -> database.drop("zarafa"));
    assertThrows(IllegalArgumentException.class, () -> database.take("ZARAFA"));
    assertThrows(IllegalArgumentException.class, () -> database.load(new ByteArrayInputStream(new byte[0]), "zarafa"));
  }

  @Test
  void takingWhatIsNotThereChangesNothing() throws Exception {
    byte[] before = dump();
    assertThrows(TrekException.class, () -> database.take(SCRATCH));
    assertArrayEquals(before, dump());
  }

  @Test
  void attachmentsInTheDatabaseAreHandedOverInOrder() throws Exception {
    run("INSERT INTO lob (instanceid, chunkid, tag, val_binary) VALUES (5, 1, 14081, X'0203'), (5, 0, 14081, X'5C2700FF'), (6, 0, 14081, X''), (7, 0, 14081, NULL), (4294967295, 0, 26508, X'00')",
        "INSERT INTO properties (hierarchyid, tag, `type`, val_ulong) VALUES (11, 3616, 3, 100), (12, 3616, 3, 200), (12, 14085, 3, 5)",
        "INSERT INTO properties (hierarchyid, tag, `type`, val_string) VALUES (11, 14087, 30, 'ü')",
        "INSERT INTO mvproperties (hierarchyid, orderid, tag, `type`, val_string) VALUES (11, 0, 1, 30, 'ab'), (11, 1, 1, 30, 'c')");
    AttachmentRows rows = view.attachmentRows();
    assertEquals(List.of(4L, 5L, 6L, 7L, 4294967295L), rows.next(0, 10));
    assertEquals(List.of(6L, 7L), rows.next(6, 2));
    assertEquals(List.of(), rows.next(4294967295L + 1, 10));
    List<String> found = new ArrayList<>();
    rows.references(List.of(4L, 5L, 4294967295L), each -> found.add(each.id() + " " + each.object() + " " + each.claimed()));
    assertEquals(List.of("4 14 OptionalLong.empty", "5 11 OptionalLong[7]", "5 12 OptionalLong.empty", "4294967295 13 OptionalLong.empty"), found);
    found.clear();
    rows.chunks(List.of(5L, 6L, 7L), false, each -> found.add(each.id() + " " + each.number() + " " + each.length() + each.digest()));
    assertEquals(List.of("5 0 OptionalLong[4]Optional.empty", "5 1 OptionalLong[2]Optional.empty", "6 0 OptionalLong[0]Optional.empty", "7 0 OptionalLong.emptyOptional.empty"), found);
    found.clear();
    rows.chunks(List.of(5L, 6L, 7L, 4294967295L), true, each -> found.add(each.digest().orElse("none")));
    List<String> digests = new ArrayList<>();
    rows.contents(List.of(5L, 6L, 7L, 4294967295L), each -> digests.add(each.bytes().map(DatabaseContract::sha256).orElse("none")));
    assertEquals(digests, found);
    assertEquals(sha256(new byte[] {0x5c, 0x27, 0, (byte) 0xff}), found.get(0));
  }

  private static String sha256(byte[] bytes) {
    try {
      return java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
