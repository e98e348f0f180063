package org.mailtrek.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Does what the manual's way of moving attachments out of the database does where it matters (chapter "Migrating database attachments to files"), as it was seen
 * to work: an own stand-in, so that each test shows first what is lost that way.
 *
 * <p>A file that is there and not empty counts as done. What fails is said and passed over. Then all rows are deleted.
 */
final class DocumentedConverter {

  private final DatabaseStore store;
  private long failing = -1;
  private long dying = -1;

  DocumentedConverter(DatabaseStore store) {
    this.store = store;
  }

  /** Lets the query for one attachment fail. */
  DocumentedConverter failingAt(long id) {
    failing = id;
    return this;
  }

  /** Lets it be killed while it writes one attachment. */
  DocumentedConverter dyingAt(long id) {
    dying = id;
    return this;
  }

  /** Converts, and deletes all rows; returns its exit code. */
  int runAndDelete() throws Exception {
    try (Connection connection = store.server().connect("zarafa"); Statement statement = connection.createStatement()) {
      List<Long> ids = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery("SELECT DISTINCT instanceid FROM lob")) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
      for (long id : ids) {
        Path file = store.file(id);
        Files.createDirectories(file.getParent());
        if (!Files.exists(file) || Files.size(file) == 0) {
          byte[] content = content(statement, id);
          if (id == dying) {
            Files.write(file, java.util.Arrays.copyOf(content, content.length / 2));
            return 137;
          }
          write(file, content);
        }
      }
      statement.execute("DELETE FROM lob");
      return 0;
    }
  }

  private byte[] content(Statement statement, long id) throws SQLException {
    java.io.ByteArrayOutputStream content = new java.io.ByteArrayOutputStream();
    if (id != failing) {
      try (ResultSet rows = statement.executeQuery("SELECT val_binary FROM lob WHERE instanceid = " + id + " ORDER BY chunkid")) {
        while (rows.next()) {
          byte[] bytes = rows.getBytes(1);
          content.writeBytes(bytes == null ? new byte[0] : bytes);
        }
      }
    }
    return content.toByteArray();
  }

  /** What does not fit any more is buffered until the end, and nobody asks how that went. */
  private static void write(Path file, byte[] content) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    boolean small = content.length <= 8192;
    try {
      out.write(content);
    } catch (IOException full) {
      if (!small) {
        throw full;
      }
    } finally {
      out.close();
    }
  }
}
