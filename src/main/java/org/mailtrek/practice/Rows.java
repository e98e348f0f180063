package org.mailtrek.practice;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;

/** Inserts rows of one table in batches. */
final class Rows implements AutoCloseable {

  private static final int BATCH = 1000;

  private final PreparedStatement insert;
  private int waiting;

  Rows(Connection connection, String table, String... columns) throws SQLException {
    String marks = String.join(",", Collections.nCopies(columns.length, "?"));
    this.insert = connection.prepareStatement("INSERT INTO " + table + " (" + String.join(",", columns) + ") VALUES (" + marks + ")");
  }

  /** Adds a row; numbers, text, bytes and nothing ({@code null} for SQL's NULL). */
  void add(Object... values) throws SQLException {
    for (int at = 0; at < values.length; at++) {
      insert.setObject(at + 1, values[at]);
    }
    insert.addBatch();
    if (++waiting == BATCH) {
      flush();
    }
  }

  private void flush() throws SQLException {
    insert.executeBatch();
    waiting = 0;
  }

  @Override
  public void close() throws SQLException {
    if (waiting > 0) {
      flush();
    }
    insert.close();
  }
}
