package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMariaDb;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** Backup, verification and restore of a machine behind SSH, its database through the tunnel; a dump in a file, too. */
@RequiresLab({"sshd", "ssh-keygen", "mariadbd", "mariadb-install-db"})
class BackupOverSshTest {

  @TempDir private Path temporary;

  private Path estate;
  private Path root;

  private void declare(LabSshd sshd, LabMariaDb server) throws Exception {
    estate = Files.createDirectory(temporary.resolve("acme"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    root = temporary.resolve("far");
    Files.createDirectories(root.resolve("etc/zarafa"));
    Files.createDirectories(root.resolve("store/3/1"));
    Files.writeString(root.resolve("etc/zarafa/server.cfg"), "attachment_storage = files\nattachment_path = " + root + "/store\n");
    Files.writeString(root.resolve("store/3/1/13"), "thirteen");
    Files.writeString(root.resolve("store/3/1/213"), "two hundred");
    Files.writeString(estate.resolve("known_hosts"), sshd.knownAt(sshd.port()));
    Files.writeString(estate.resolve("secret"), LabMariaDb.PASSWORD + "\n");
    Files.setPosixFilePermissions(estate.resolve("secret"), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(estate.resolve("estate.yaml"), "estate: acme\nhosts:\n  mail1: { ssh: " + System.getProperty("user.name") + "@127.0.0.1, port: " + sshd.port() + ", key: "
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

  private static String users(LabMariaDb server) throws Exception {
    try (Connection connection = server.connect("zarafa"); ResultSet row = connection.createStatement().executeQuery("SELECT GROUP_CONCAT(externid ORDER BY id) FROM users")) {
      row.next();
      return row.getString(1);
    }
  }

  private static long next(LabMariaDb server) throws Exception {
    try (Connection connection = server.connect("zarafa"); ResultSet row = connection.createStatement().executeQuery("SHOW CREATE TABLE singleinstances")) {
      row.next();
      return Long.parseLong(row.getString(2).replaceFirst("(?s).*AUTO_INCREMENT=(\\d+).*", "$1"));
    }
  }

  @Test
  void dumpsVerifiesAndRestores() throws Exception {
    try (LabSshd sshd = LabSshd.start(); LabMariaDb server = LabMariaDb.start()) {
      declare(sshd, server);
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
      assertEquals("ann", users(server));
      assertEquals(5004, next(server), "no number of a file that is there is given out again");
      run("undo", "--yes").well();
      assertEquals("eve", users(server));
      assertFalse(Files.exists(root.resolve("store/3/1/13")));

      run("database", "load", dump.toString(), "--yes").well();
      assertEquals("ann", users(server));
      Files.writeString(root.resolve("store/3/1/213"), "TWO HUNDRED");
      Spoken found = run("backup", "verify", name);
      assertEquals(4, found.exit(), found::toString);
      assertTrue(found.out().contains("3/1/213: was written to since"), found.out());
    }
  }
}
