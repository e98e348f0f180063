package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailtrek.cli.DatabaseStore.content;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.WholeProgram;
import org.mailtrek.lab.LabMariaDb;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Mailtrek in a process of its own ends by SIGKILL, its database dies, its disk fills up: a resume brings it to its end, and every attachment is there. */
@RequiresLab({"mariadbd", "mariadb-install-db"})
final class AttachmentsKilledTest {

  private static final int COUNT = 120;

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

  /** All lie in one folder, which is watched. */
  @BeforeEach
  void make() throws Exception {
    store = DatabaseStore.fresh(server, folder);
    for (int n = 1; n <= COUNT; n++) {
      store.attachment(id(n), content(length(n)));
    }
    Files.createDirectories(store.file(id(1)).getParent());
  }

  @AfterEach
  void end() throws Exception {
    store.close();
  }

  private static long id(int n) {
    return n * 200L;
  }

  private static int length(int n) {
    return n == 3 ? 900_000 : n * 37;
  }

  /** What happens when enough has happened in a folder. */
  private interface Blow {
    void strike(Process child) throws Exception;
  }

  /** Starts the program, and strikes when that many names of a kind have appeared in a folder. */
  private int struck(Path watched, int count, Predicate<String> name, Blow blow, String... words) throws Exception {
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      watched.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
      command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.mailtrek.Main", "-e", folder.toString()));
      command.addAll(List.of(words));
      Path said = folder.resolve("said");
      Process child = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
      try {
        for (int seen = 0; seen < count; ) {
          WatchKey key = watch.poll(60, TimeUnit.SECONDS);
          assertTrue(key != null, () -> "nothing happened there: " + read(said));
          for (WatchEvent<?> each : key.pollEvents()) {
            seen += name.test(String.valueOf(each.context())) ? 1 : 0;
          }
          key.reset();
        }
        blow.strike(child);
        assertTrue(child.waitFor(60, TimeUnit.SECONDS), "it does not end");
        return child.exitValue();
      } finally {
        child.destroyForcibly();
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static boolean half(String name) {
    return name.contains(".mailtrek-");
  }

  private void ends(int code, String... words) {
    WholeProgram.Ended ended = store.type(words);
    assertEquals(code, ended.exit(), ended::text);
  }

  private void complete(Path top) throws Exception {
    for (int n = 1; n <= COUNT; n++) {
      assertArrayEquals(content(length(n)), Files.readAllBytes(top.resolve("0/0/" + id(n))));
    }
    try (var all = Files.walk(top)) {
      assertEquals(List.of(), all.filter(each -> half(each.getFileName().toString())).toList());
    }
    ends(0, "attachments", "verify", "--content");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "90, true", "90, false"})
  void anExtractionThatIsKilledGoesOnWhereItWas(int count, boolean half) throws Exception {
    int exit = struck(store.file(id(1)).getParent(), count, name -> half(name) == half, Process::destroyForcibly, "attachments", "extract", "--connections=1", "--yes");
    assertEquals(137, exit, "it had ended before");
    ends(0, "resume", "--yes");
    complete(store.top());
    assertEquals("files", store.value("SELECT value FROM settings WHERE name = 'attachment_storage'"));
    ends(0, "undo", "--yes");
    assertFalse(Files.exists(store.file(id(1))));
    assertTrue(store.configuration().contains("attachment_storage = database"));
  }

  @Test
  void aDatabaseServerThatIsKilledLosesNothing() throws Exception {
    int exit = struck(store.file(id(1)).getParent(), 20, AttachmentsKilledTest::half, child -> server.kill(), "attachments", "extract", "--connections=1", "--yes");
    store.close();
    server.restart();
    store = store.again();
    assertEquals(Integer.toString(COUNT + 2), store.value("SELECT COUNT(*) FROM lob"));
    assertTrue(store.configuration().contains("= database"));
    assertNotEquals(0, exit, "it was too quick to be hurt");
    store.type("resume", "--yes");
    ends(0, "attachments", "extract", "--yes");
    complete(store.top());
  }

  private static void tool(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  @Test
  @RequiresRoot
  void aDiskThatFillsUpMeanwhileLosesNothing() throws Exception {
    Path top = store.top();
    tool("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", top.toString());
    try {
      Files.createDirectories(store.file(id(1)).getParent());
      Path filler = top.resolve("filler");
      int exit = struck(store.file(id(1)).getParent(), 1, AttachmentsKilledTest::half, child -> fill(filler), "attachments", "extract", "--connections=1", "--yes");
      for (int again = 0; again < 9 && exit == 0; again++) { // it was too quick to be hurt
        Files.delete(filler);
        ends(0, "undo", "--yes");
        Files.createDirectories(store.file(id(1)).getParent());
        exit = struck(store.file(id(1)).getParent(), 1, AttachmentsKilledTest::half, child -> fill(filler), "attachments", "extract", "--connections=1", "--yes");
      }
      assertNotEquals(0, exit, "it was too quick to be hurt, ten times");
      assertTrue(store.configuration().contains("= database"));
      Files.delete(filler);
      store.type("resume", "--yes");
      ends(0, "attachments", "extract", "--yes");
      complete(top);
    } finally {
      tool("umount", top.toString());
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] bytes = new byte[1 << 16];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(bytes);
      }
    } catch (IOException full) {
      assertTrue(Files.size(file) > 1 << 20, full::toString);
    }
  }

  @Test
  @RequiresRoot
  void aMoveToAnotherDiskThatIsKilledGoesOnWhereItWas() throws Exception {
    ends(0, "attachments", "extract", "--yes");
    Path srv = Files.createDirectories(store.on("/srv"));
    tool("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", srv.toString());
    try {
      assertEquals(137, struck(srv, 1, AttachmentsKilledTest::half, Process::destroyForcibly, "attachments", "move", "/srv/mail", "--yes"), "it had ended before");
      ends(0, "resume", "--yes");
      complete(store.on("/srv/mail"));
      assertTrue(store.configuration().contains("attachment_path = /srv/mail\n"));
      ends(0, "undo", "--yes");
      complete(store.top());
    } finally {
      tool("umount", srv.toString());
    }
  }

  @Test
  @RequiresRoot
  void aMoveToADiskThatFillsUpGoesOnOnceThereIsRoom() throws Exception {
    ends(0, "attachments", "extract", "--yes");
    Path srv = Files.createDirectories(store.on("/srv"));
    tool("mount", "-t", "tmpfs", "-o", "size=64m,nr_inodes=" + COUNT / 2, "tmpfs", srv.toString());
    try {
      WholeProgram.Ended full = store.type("attachments", "move", "/srv/mail", "--yes");
      assertTrue(full.exit() == 1 && full.text().contains("No space left"), full::text);
      assertArrayEquals(content(length(COUNT)), store.read(id(COUNT)), "the source is there until the copy is whole");
      assertTrue(store.configuration().contains("attachment_path = /var/lib/zarafa/attachments\n"));
      try (var all = Files.list(srv)) {
        assertEquals(List.of(), all.toList(), "what was copied by then is gone");
      }
      tool("mount", "-o", "remount,nr_inodes=100000", srv.toString());
      ends(0, "attachments", "move", "/srv/mail", "--yes");
      complete(store.on("/srv/mail"));
      try (var all = Files.list(srv)) {
        assertEquals(List.of(srv.resolve("mail")), all.toList());
      }
    } finally {
      tool("umount", srv.toString());
    }
  }

  @Test
  void aPurgeOfTheRowsThatIsKilledIsFinishedOrTakenBack() throws Exception {
    ends(0, "attachments", "extract", "--yes");
    Path tables = server.socket().resolveSibling("data").resolve("zarafa");
    struck(tables, 1, name -> name.startsWith("mailtrek_lob"), Process::destroyForcibly, "attachments", "purge-lob", "--confirm=acme", "--yes");
    store.type("resume", "--yes");
    assertEquals("0", store.value("SELECT COUNT(*) FROM lob"));
    complete(store.top());
    ends(0, "undo", "--yes");
    assertEquals(Integer.toString(COUNT + 2), store.value("SELECT COUNT(*) FROM lob"));
    complete(store.top());
  }
}
