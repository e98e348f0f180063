package org.mailtrek.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.mailtrek.WholeProgram;
import org.mailtrek.lab.LabMariaDb;

/** An estate of one simulated machine whose attachments lie in a real database. */
final class DatabaseStore implements AutoCloseable {

  static final int TAG = 0x3701;
  /** What the server writes into one row. */
  static final int ROW = 393_216;

  private static final Random SEEDS = new Random(20260101);

  private final LabMariaDb server;
  private final Path folder;
  private final Connection connection;

  private DatabaseStore(LabMariaDb server, Path folder, Connection connection) {
    this.server = server;
    this.folder = folder;
    this.connection = connection;
  }

  /** Makes it, empty. */
  static DatabaseStore fresh(LabMariaDb server, Path folder) throws IOException, SQLException {
    server.createZcp("zarafa");
    server.run("zarafa", "INSERT INTO settings VALUES ('attachment_storage', 'database')", "INSERT INTO versions (major, minor, micro, revision, databaserevision, updatetime) VALUES (7, 2, 6, 0, 64, NOW())");
    Files.createDirectories(folder.resolve("root/etc/zarafa"));
    Files.createDirectories(folder.resolve("root/var/lib/zarafa"));
    Files.writeString(folder.resolve("root/etc/zarafa/server.cfg"), "# ours\nattachment_storage = database\nattachment_path = /var/lib/zarafa/attachments\n");
    Files.writeString(folder.resolve("secret"), LabMariaDb.PASSWORD + "\n");
    Files.setPosixFilePermissions(folder.resolve("secret"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        folder.resolve("estate.yaml"),
        "estate: acme\nhosts:\n  mail1: { simulated: root }\nproducts:\n  - host: mail1\n    product: zcp\n    version: 7.2.6\n    config: /etc/zarafa\n"
            + "    attachments: { path: /var/lib/zarafa/attachments }\n    database: { url: \"" + server.url("zarafa") + "\", user: " + LabMariaDb.USER + ", password: { file: secret } }\n");
    return new DatabaseStore(server, folder, server.connect("zarafa"));
  }

  /** Returns the same with a new connection, after the server was started again. */
  DatabaseStore again() throws SQLException {
    return new DatabaseStore(server, folder, server.connect("zarafa"));
  }

  /** Returns content that can be made again. */
  static byte[] content(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Puts an attachment into the database, as the server does. */
  void attachment(long id, byte[] content) {
    named(id, content.length);
    for (int from = 0; from < content.length; from += ROW) {
      row(id, TAG, from / ROW, Arrays.copyOfRange(content, from, Math.min(content.length, from + ROW)));
    }
  }

  /** Lets an object name an attachment, and claim a length. */
  void named(long id, long length) {
    long object = 1_000_000 + Math.abs(SEEDS.nextInt(1 << 30));
    run("INSERT INTO hierarchy (id, parent, type, flags, owner) VALUES (" + object + ", 1, 7, 0, 1)", "INSERT INTO singleinstances (instanceid, hierarchyid, tag) VALUES (" + id + ", " + object + ", " + TAG + ")",
        "INSERT INTO properties (hierarchyid, tag, type, val_string) VALUES (" + object + ", 14087, 30, 'a name')",
        "INSERT INTO properties (hierarchyid, tag, type, val_ulong) VALUES (" + object + ", 3616, 3, " + (28 + 20 + 6 + length) + ")");
  }

  private void run(String... sql) {
    try (Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts one row into the database; no content for NULL. */
  void row(long id, int tag, int number, byte[] content) {
    try (PreparedStatement statement = connection.prepareStatement("INSERT INTO lob (instanceid, chunkid, tag, val_binary) VALUES (?, ?, ?, ?)")) {
      statement.setLong(1, id);
      statement.setInt(2, number);
      statement.setInt(3, tag);
      statement.setBytes(4, content);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns what a query of one value finds. */
  String value(String sql) {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "nothing";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  LabMariaDb server() {
    return server;
  }

  /** Returns a path of the machine. */
  Path on(String path) {
    return folder.resolve("root" + path);
  }

  /** Returns the folder of the attachments. */
  Path top() {
    return on("/var/lib/zarafa/attachments");
  }

  /** Returns where an attachment lies. */
  Path file(long id) {
    return top().resolve(id % 10 + "/" + id / 10 % 20 + "/" + id);
  }

  byte[] read(long id) {
    try {
      return Files.readAllBytes(file(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a file where an attachment lies. */
  void file(long id, byte[] content) throws IOException {
    Files.createDirectories(file(id).getParent());
    Files.write(file(id), content);
  }

  /** Returns the server's configuration. */
  String configuration() throws IOException {
    return Files.readString(on("/etc/zarafa/server.cfg"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Types a command. */
  WholeProgram.Ended type(String... words) {
    return WholeProgram.run(folder, List.of(words));
  }
}
