package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.FarProxy;
import org.mailtrek.lab.LabBtrfs;
import org.mailtrek.lab.LabMariaDb;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Backup, verification and restore of a machine behind SSH, its database through the tunnel; a dump in a file, too. */
@RequiresLab({"sshd", "ssh-keygen", "mariadbd", "mariadb-install-db"})
class BackupOverSshTest {

  private static LabSshd sshd;
  private static LabMariaDb server;

  @TempDir private Path temporary;

  private Path estate;
  private Path root;

  @BeforeAll
  static void start() throws Exception {
    sshd = LabSshd.start();
    server = LabMariaDb.start();
  }

  @AfterAll
  static void stop() throws Exception {
    sshd.close();
    server.close();
  }

  private void declare(int port) throws Exception {
    estate = Files.createDirectory(temporary.resolve("acme"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    root = temporary.resolve("far");
    Files.createDirectories(root.resolve("etc/zarafa"));
    Files.createDirectories(root.resolve("store/3/1"));
    Files.writeString(root.resolve("etc/zarafa/server.cfg"), "attachment_storage = files\nattachment_path = " + root + "/store\n");
    Files.writeString(root.resolve("store/3/1/13"), "thirteen");
    Files.writeString(root.resolve("store/3/1/213"), "two hundred");
    Files.writeString(estate.resolve("known_hosts"), sshd.knownAt(port));
    Files.writeString(estate.resolve("secret"), LabMariaDb.PASSWORD + "\n");
    Files.setPosixFilePermissions(estate.resolve("secret"), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(estate.resolve("estate.yaml"), "estate: acme\nhosts:\n  mail1: { ssh: " + System.getProperty("user.name") + "@127.0.0.1, port: " + port + ", key: "
        + sshd.folder().resolve("user") + ", known-hosts: known_hosts }\nproducts:\n  - host: mail1\n    product: zcp\n    version: 7.2.6\n    config: " + root + "/etc/zarafa\n"
        + "    attachments: { path: " + root + "/store }\n    database: { url: \"" + server.url("zarafa") + "\", user: " + LabMariaDb.USER
        + ", password: { file: secret }, host: mail1, tunnel: true }\n", StandardCharsets.UTF_8);
    server.createZcp("zarafa");
    server.run("zarafa", "INSERT INTO versions (major, minor, micro, revision, databaserevision, updatetime) VALUES (7, 2, 6, 0, 64, NOW())",
        "INSERT INTO singleinstances (instanceid, hierarchyid, tag) VALUES (13, 7, 14081), (213, 8, 14081)", "INSERT INTO users (id, externid, objectclass) VALUES (3, 'ann', 65537)");
  }

  private Spoken run(String... words) {
    return Spoken.in(estate, words);
  }

  private static String users() throws Exception {
    try (Connection connection = server.connect("zarafa"); ResultSet row = connection.createStatement().executeQuery("SELECT GROUP_CONCAT(externid ORDER BY id) FROM users")) {
      row.next();
      return row.getString(1);
    }
  }

  private static long next() throws Exception {
    try (Connection connection = server.connect("zarafa"); ResultSet row = connection.createStatement().executeQuery("SHOW CREATE TABLE singleinstances")) {
      row.next();
      return Long.parseLong(row.getString(2).replaceFirst("(?s).*AUTO_INCREMENT=(\\d+).*", "$1"));
    }
  }

  @Test
  void dumpsVerifiesAndRestores() throws Exception {
    declare(sshd.port());
    Path dump = temporary.resolve("zarafa.sql.gz");
    run("database", "dump", dump.toString()).well();
    String name = run("--json", "backup", "config", "database", "attachments", "--digests", "--yes").well().json().getFieldAsString("backup");
    String verified = run("backup", "verify", name, "--load").well().out();
    assertTrue(verified.contains("mail1/database.gz: was loaded into a server of our own"), verified);

    Files.delete(root.resolve("store/3/1/13"));
    Files.writeString(root.resolve("store/3/1/5003"), "arrived since");
    Files.writeString(root.resolve("etc/zarafa/server.cfg"), "nonsense\n");
    server.run("zarafa", "UPDATE users SET externid = 'eve' WHERE id = 3");
    run("backup", "restore", name, "--yes").well();
    assertEquals("thirteen", Files.readString(root.resolve("store/3/1/13")));
    assertTrue(Files.readString(root.resolve("etc/zarafa/server.cfg")).contains("attachment_storage = files"));
    assertEquals("ann", users());
    assertEquals(5004, next(), "no number of a file that is there is given out again");
    run("undo", "--yes").well();
    assertEquals("eve", users());
    assertFalse(Files.exists(root.resolve("store/3/1/13")));

    run("database", "load", dump.toString(), "--yes").well();
    assertEquals("ann", users());
    Files.writeString(root.resolve("store/3/1/213"), "TWO HUNDRED");
    Spoken found = run("backup", "verify", name);
    assertEquals(4, found.exit(), found::toString);
    assertTrue(found.out().contains("3/1/213: was written to since"), found.out());
  }

  @Test
  @RequiresRoot
  @RequiresLab({"mkfs.btrfs", "btrfs"})
  void keepsAttachmentsByASnapshotOfTheirFileSystem() throws Exception {
    Path mount = temporary.resolve("btrfs");
    try (LabBtrfs btrfs = LabBtrfs.at(mount)) {
      declare(sshd.port());
      Path store = btrfs.subvolume("store");
      Files.createDirectories(store.resolve("3/1"));
      Files.writeString(store.resolve("3/1/13"), "thirteen");
      Files.writeString(store.resolve("3/1/213"), "two hundred");
      assertEquals(0, new ProcessBuilder("chown", "-R", "12:13", store.toString()).start().waitFor());
      Path declared = estate.resolve("estate.yaml");
      Files.writeString(declared, Files.readString(declared).replace(root + "/store", store.toString()));
      Files.writeString(root.resolve("etc/zarafa/server.cfg"), "attachment_storage = files\nattachment_path = " + store + "\n");

      Spoken made = run("--json", "backup", "attachments", "--yes").well();
      String name = made.json().getFieldAsString("backup");
      Path snapshot;
      try (var each = Files.list(mount)) {
        snapshot = each.filter(path -> path.getFileName().toString().startsWith("store.backup-")).findFirst().orElseThrow();
      }
      assertTrue(Files.readString(estate.resolve("snapshots").resolve(name).resolve("mail1/attachments.json")).contains("\"snapshot\":\"" + snapshot + "\""));
      assertEquals(1, Files.getAttribute(snapshot.resolve("3/1/13"), "unix:nlink"), "no second name");

      Files.writeString(store.resolve("3/1/213"), "written into");
      assertEquals(0, new ProcessBuilder("chown", "-R", "14:15", store.toString()).start().waitFor());
      Files.delete(store.resolve("3/1/13"));
      run("backup", "verify", name).well();
      assertEquals("two hundred", Files.readString(snapshot.resolve("3/1/213")), "a write into the file does not reach the snapshot");
      Spoken planned = run("backup", "restore", name, "--plan");
      assertTrue(planned.out().contains("Restore missing attachments of mail1 from " + name + ": 1 object"), planned::toString);
      run("backup", "restore", name, "--yes").well();
      assertEquals("thirteen", Files.readString(store.resolve("3/1/13")));
      assertEquals(12, Files.getAttribute(store.resolve("3/1/13"), "unix:uid"));
      run("undo", "--yes").well();
      assertFalse(Files.exists(store.resolve("3/1/13")));
      run("undo", "--yes").well();
      assertFalse(Files.exists(snapshot), "goes away with the run that made it");
      Spoken gone = run("backup", "verify", name);
      assertEquals(4, gone.exit(), gone::toString);
      assertTrue(gone.out().contains("does not show the snapshot " + snapshot), gone.out());

      Files.createDirectories(mount.resolve("plain/3/1"));
      Files.writeString(mount.resolve("plain/3/1/13"), "thirteen");
      Files.writeString(declared, Files.readString(declared).replace(store.toString(), mount + "/plain"));
      Files.writeString(root.resolve("etc/zarafa/server.cfg"), "attachment_storage = files\nattachment_path = " + mount + "/plain\n");
      Spoken links = run("backup", "attachments", "--plan", "--full");
      assertTrue(links.out().contains("/plain lies on btrfs and is no subvolume of its own") && links.out().contains("back up by hard links"), links::toString);
    }
  }

  /** Cuts a line when something appears in a folder. */
  private static Thread cutting(FarProxy line, Path folder, AtomicBoolean cut) throws Exception {
    WatchService watch = FileSystems.getDefault().newWatchService();
    folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    Thread thread = new Thread(() -> {
      try (watch) {
        if (watch.poll(60, TimeUnit.SECONDS) != null) {
          line.cut();
          cut.set(true);
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    thread.start();
    return thread;
  }

  @Test
  @RequiresRoot
  void aLineThatIsCutWhileAttachmentsAreCopiedLosesNone() throws Exception {
    try (FarProxy line = new FarProxy(sshd.port(), Duration.ZERO)) {
      declare(line.port());
      byte[] large = new byte[48 << 20];
      new Random(13).nextBytes(large);
      Files.write(root.resolve("store/3/1/13"), large);
      Path other = Files.createDirectory(root.resolve("srv"));
      assertEquals(0, new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", other.toString()).start().waitFor());
      try {
        AtomicBoolean cut = new AtomicBoolean();
        Thread cutter = cutting(line, other, cut);
        Spoken moved = run("attachments", "move", other + "/mail", "--yes");
        cutter.join();
        assertTrue(cut.get(), moved::toString);
        if (moved.exit() == 3) {
          run("resume", "--yes").well();
        } else if (moved.exit() != 0) {
          assertArrayEquals(large, Files.readAllBytes(root.resolve("store/3/1/13")), "it was taken back at once");
          run("attachments", "move", other + "/mail", "--yes").well();
        }
        assertArrayEquals(large, Files.readAllBytes(other.resolve("mail/3/1/13")));
        assertEquals("two hundred", Files.readString(other.resolve("mail/3/1/213")));
        assertFalse(Files.exists(root.resolve("store/3/1/13")));
        assertTrue(Files.readString(root.resolve("etc/zarafa/server.cfg")).contains("attachment_path = " + other + "/mail"));
        run("undo", "--yes").well();
        assertArrayEquals(large, Files.readAllBytes(root.resolve("store/3/1/13")));
        try (var left = Files.list(other)) {
          assertEquals(List.of(), left.toList());
        }
      } finally {
        new ProcessBuilder("umount", other.toString()).start().waitFor();
      }
    }
  }
}
