package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailtrek.cli.DatabaseStore.TAG;
import static org.mailtrek.cli.DatabaseStore.content;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.WholeProgram;
import org.mailtrek.lab.LabMariaDb;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** The ways in which the documented converter loses mail, each seen there first, on a real database; and what {@code attachments extract} does instead. */
@RequiresLab({"mariadbd", "mariadb-install-db"})
final class AttachmentsExtractTest {

  private static LabMariaDb server;

  @TempDir private Path folder;
  private DatabaseStore store;

  @BeforeAll
  static void start() {
    server = LabMariaDb.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void make() throws Exception {
    store = DatabaseStore.fresh(server, folder);
  }

  @AfterEach
  void end() throws Exception {
    store.close();
  }

  private WholeProgram.Ended extract(String... more) {
    String[] words = new String[more.length + 3];
    System.arraycopy(new String[] {"attachments", "extract", "--yes"}, 0, words, 0, 3);
    System.arraycopy(more, 0, words, 3, more.length);
    return store.type(words);
  }

  private static void ends(int code, WholeProgram.Ended ended) {
    assertEquals(code, ended.exit(), ended::text);
  }

  @Test
  void writesEveryAttachmentAndTellsTheServerAndUndoTakesItBack() throws Exception {
    long[] ids = {1, 19, 210, 2_147_483_653L, 4_294_967_295L};
    for (long id : ids) {
      store.attachment(id, content((int) (id % 1_000_003)));
    }
    String before = store.configuration();
    ends(0, extract());
    for (long id : ids) {
      assertArrayEquals(content((int) (id % 1_000_003)), store.read(id));
    }
    assertEquals("files", store.value("SELECT value FROM settings WHERE name = 'attachment_storage'"));
    assertEquals(before.replace("= database", "= files"), store.configuration());
    ends(0, store.type("attachments", "verify"));
    assertTrue(extract().text().contains("5 attachments are there already"));
    ends(0, store.type("undo", "--yes"));
    assertEquals("database", store.value("SELECT value FROM settings WHERE name = 'attachment_storage'"));
    assertEquals(before, store.configuration());
    assertFalse(Files.exists(store.top()));
  }

  @Test
  void aFileThatAKilledConverterLeftHalfWrittenIsNotTakenForDone() throws Exception {
    store.attachment(40, content(1_200_000));
    assertEquals(137, new DocumentedConverter(store).dyingAt(40).runAndDelete());
    byte[] half = store.read(40);
    assertEquals(600_000, half.length);
    WholeProgram.Ended refused = extract();
    assertTrue(refused.exit() != 0 && refused.text().contains("/0/4/40"), refused::text);
    ends(0, extract("--replace"));
    assertArrayEquals(content(1_200_000), store.read(40));
    store.file(40, half);
    assertEquals(0, new DocumentedConverter(store).runAndDelete());
    assertArrayEquals(half, store.read(40), "the documented way ends well");
    assertEquals("0", store.value("SELECT COUNT(*) FROM lob"), "and the other half is gone");
  }

  @Test
  void aQueryThatFailsLosesNothingAndIsDoneAgain() throws Exception {
    int size = DatabaseStore.ROW * 2;
    for (int id = 1; id <= 25; id++) {
      store.attachment(id, content(size + id));
    }
    for (String kill : new String[] {"KILL QUERY ", "KILL "}) {
      WholeProgram.Ended failed;
      try (Killer killer = new Killer(kill)) {
        failed = extract("--connections=1");
        assertTrue(killer.kills() > 0, "it was too quick to be killed");
      }
      assertTrue(failed.exit() != 0 && failed.text().contains("failed, nothing was changed"), failed::text);
      assertEquals("75", store.value("SELECT COUNT(*) FROM lob"));
      assertFalse(Files.exists(store.top()));
    }
    ends(0, extract());
    for (int id = 1; id <= 25; id++) {
      assertArrayEquals(content(size + id), store.read(id));
    }
    Files.delete(store.file(25));
    assertEquals(0, new DocumentedConverter(store).failingAt(25).runAndDelete());
    assertEquals(0, store.read(25).length, "the documented way leaves an empty file");
    assertEquals("0", store.value("SELECT COUNT(*) FROM lob"), "and the attachment is gone");
  }

  /** Kills the first query for contents, as an administrator or a time limit of the server does. */
  private static final class Killer implements AutoCloseable {

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger kills = new AtomicInteger();
    private final Thread thread;

    Killer(String how) {
      thread = new Thread(() -> watch(how), "killer");
      thread.start();
    }

    private void watch(String how) {
      try (Connection connection = server.connect(""); Statement statement = connection.createStatement()) {
        while (!over.get() && kills.get() == 0) {
          long found = -1;
          try (ResultSet rows = statement.executeQuery("SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT instanceid, tag, chunkid, val_binary%' AND info NOT LIKE '%processlist%'")) {
            found = rows.next() ? rows.getLong(1) : -1;
          }
          if (found >= 0) {
            statement.execute(how + found);
            kills.incrementAndGet();
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    int kills() {
      return kills.get();
    }

    @Override
    public void close() {
      over.set(true);
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static void tool(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  @Test
  @RequiresRoot
  void aDiskThatIsTooSmallIsSeenBeforeAnythingIsWritten() throws Exception {
    for (int id = 1; id <= 600; id++) {
      store.attachment(id, content(100));
    }
    Files.createDirectories(store.top());
    tool("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", store.top().toString());
    try {
      WholeProgram.Ended refused = extract();
      assertTrue(refused.exit() != 0 && refused.text().contains("has no room"), refused::text);
      try (var files = Files.list(store.top())) {
        assertEquals(0, files.count());
      }
      assertEquals(0, new DocumentedConverter(store).runAndDelete());
      long empty = 0;
      for (int id = 1; id <= 600; id++) {
        empty += store.read(id).length == 0 ? 1 : 0;
      }
      assertTrue(empty > 50, "the documented way leaves empty files");
      assertEquals("0", store.value("SELECT COUNT(*) FROM lob"), "and what they should hold is gone");
    } finally {
      tool("umount", store.top().toString());
    }
  }

  @Test
  void rowsThatAreNotWholeAreNamedAndLeftBehindOnlyWhenThatWasSaid() throws Exception {
    store.attachment(5, content(50));
    store.named(70, 30);
    store.row(70, TAG, 0, content(10));
    store.row(70, TAG, 2, content(10));
    store.named(71, 20);
    store.row(71, TAG, 0, content(10));
    store.row(71, TAG, 1, null);
    store.named(72, 10);
    store.row(72, TAG, 0, content(10));
    store.row(72, 0x678C, 0, content(10));
    store.named(73, 5000);
    store.row(73, TAG, 0, content(10));
    WholeProgram.Ended refused = extract();
    assertTrue(refused.exit() != 0, refused::text);
    for (String each :
        new String[] {"70: row 1 is missing", "71: row 1 is NULL", "72: its rows have two tags, 0x3701 and 0x678C", "73: has 10 bytes, where 5000 bytes are claimed"}) {
      assertTrue(refused.text().contains(each), refused::text);
    }
    assertFalse(Files.exists(store.top()));
    ends(0, extract("--damaged=leave"));
    assertArrayEquals(content(50), store.read(5));
    assertArrayEquals(content(10), store.read(73), "what there is of it");
    for (long id : new long[] {70, 71, 72}) {
      assertFalse(Files.exists(store.file(id)));
    }
    assertEquals(0, new DocumentedConverter(store).runAndDelete());
    assertEquals(20, store.read(70).length, "the documented way skips the missing row");
    assertEquals(10, store.read(71).length, "takes NULL for nothing");
    assertEquals(20, store.read(72).length, "writes both tags into one file");
    assertEquals("0", store.value("SELECT COUNT(*) FROM lob"), "and deletes what would have told");
  }

  @Test
  void anAttachmentOfNoLengthGetsAFileThoughItHasNoRow() throws Exception {
    store.attachment(8, content(10));
    store.named(9, 0);
    store.row(300, TAG, 0, content(10));
    ends(0, extract());
    assertEquals(0, store.read(9).length);
    assertFalse(Files.exists(store.file(300)), "nobody names it");
    Files.delete(store.file(9));
    assertEquals(0, new DocumentedConverter(store).runAndDelete());
    assertFalse(Files.exists(store.file(9)), "in the documented way the server says that it is lost");
    assertTrue(Files.exists(store.file(300)), "and what nobody names stays for ever");
  }

  @Test
  void theRowsGoAsideOnlyWhereEveryFileIsRightAndByName() throws Exception {
    store.attachment(8, content(10));
    store.attachment(2_147_483_653L, content(800_000));
    store.named(9, 0);
    ends(64, store.type("attachments", "purge-lob", "--yes"));
    WholeProgram.Ended used = store.type("attachments", "purge-lob", "--confirm=acme", "--yes");
    assertTrue(used.exit() != 0 && used.text().contains("its rows are in use"), used::text);
    ends(0, extract());
    byte[] right = store.read(8);
    store.file(8, content(9));
    WholeProgram.Ended refused = store.type("attachments", "purge-lob", "--confirm=acme", "--yes");
    assertTrue(refused.exit() != 0 && refused.text().contains("/8/0/8"), refused::text);
    ends(4, store.type("attachments", "verify", "--content"));
    store.file(8, right);
    ends(0, store.type("attachments", "verify", "--content"));
    ends(0, store.type("snapshot", "create", "before", "--yes"));
    ends(0, store.type("attachments", "purge-lob", "--confirm=acme", "--yes"));
    assertEquals("0", store.value("SELECT COUNT(*) FROM lob"));
    assertTrue(store.type("attachments", "purge-lob", "--confirm=acme", "--yes").text().contains("no row of an attachment is in the database"));
    ends(0, store.type("undo", "--yes"));
    assertEquals("4", store.value("SELECT COUNT(*) FROM lob"));
    ends(0, store.type("attachments", "purge-lob", "--confirm=acme", "--yes"));
    ends(0, store.type("snapshot", "delete", "before", "--confirm=before"));
    assertEquals("0", store.value("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'zarafa' AND table_name LIKE 'mailtrek%'"));
    ends(0, store.type("attachments", "verify", "--content"));
  }

  @Test
  void otherStoresAreLookedThroughByTheirNamesOrRecognised() throws Exception {
    store.attachment(8, content(10));
    server.run("zarafa", "REPLACE INTO settings VALUES ('attachment_storage', 's3')");
    ends(5, store.type("attachments", "verify"));
    assertTrue(store.type("attachments", "path", "8").text().contains("/var/lib/zarafa/attachments/8, or the same with .gz"));
    String name = "aa/bb/" + "c".repeat(60);
    server.run("zarafa", "REPLACE INTO settings VALUES ('attachment_storage', 'files_v2')", "ALTER TABLE singleinstances ADD COLUMN filename VARCHAR(255)",
        "UPDATE singleinstances SET filename = '" + name + "' WHERE instanceid = 8");
    Files.createDirectories(store.top());
    ends(4, store.type("attachments", "verify"));
    ends(4, store.type("attachments", "path", "8"));
    Files.createDirectories(store.top().resolve(name));
    Files.write(store.top().resolve(name).resolve("content"), content(10));
    ends(0, store.type("attachments", "verify"));
    assertTrue(store.type("attachments", "path", "8").text().contains(name + "/content"));
    WholeProgram.Ended damaged = store.type("attachments", "verify", "--content");
    ends(4, damaged);
    assertTrue(damaged.text().contains("has another content than its name says"), damaged::text);
  }

  @Test
  void theStoreIsMovedAndTheServerTold() throws Exception {
    store.attachment(8, content(10));
    ends(0, extract());
    Files.createDirectories(store.on("/srv/mail/3/4"));
    ends(0, store.type("attachments", "move", "/srv/mail", "--yes"));
    assertArrayEquals(content(10), Files.readAllBytes(store.on("/srv/mail/8/0/8")));
    assertTrue(store.configuration().contains("attachment_path = /srv/mail\n"), store.configuration());
    ends(0, store.type("undo", "--yes"));
    assertArrayEquals(content(10), store.read(8));
    assertTrue(Files.isDirectory(store.on("/srv/mail/3/4")));
  }
}
