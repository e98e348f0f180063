package org.mailtrek.host;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Exchanges two schemas in two renamings: ours goes to {@code OTHER_former}, the other becomes ours. Between them ours is missing, by which a torn
 * exchange is recognised.
 *
 * @param connection the connection
 * @param ours our schema
 * @param other the schema beside it
 */
record H2Schemas(Connection connection, String ours, String other) {

  String former() {
    return other + "_former";
  }

  boolean there(String schema) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = ?")) {
      statement.setString(1, schema);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getInt(1) > 0;
      }
    }
  }

  /** Exchanges, or completes an exchange; nothing happens when one is complete. */
  void exchange() throws SQLException {
    boolean loaded = there(other);
    boolean aside = there(former());
    if (!loaded && !(aside && there(ours))) {
      throw new SQLException("there is no schema " + other, "90079", 90079);
    }
    if (loaded) {
      if (!aside) {
        run("ALTER SCHEMA " + H2Dialect.quoted(ours) + " RENAME TO " + H2Dialect.quoted(former()));
      }
      run("ALTER SCHEMA " + H2Dialect.quoted(other) + " RENAME TO " + H2Dialect.quoted(ours));
    }
    sync();
  }

  /** Drops what is beside ours; an exchange that was begun is completed first. */
  void drop() throws SQLException {
    if (there(former()) && !there(ours)) {
      exchange();
    }
    run("DROP SCHEMA IF EXISTS " + H2Dialect.quoted(other) + " CASCADE");
    run("DROP SCHEMA IF EXISTS " + H2Dialect.quoted(former()) + " CASCADE");
    sync();
  }

  /** Returns when all that was committed is on disk: H2 writes with a delay. */
  void sync() throws SQLException {
    run("CHECKPOINT SYNC");
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
