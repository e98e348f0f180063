package org.mailtrek.host;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Table {@code settings} on one connection.
 *
 * @param dialect how the server is spoken to
 * @param connection the connection, which commits each statement by itself
 */
record SqlSettings(SqlDialect dialect, Connection connection) {

  /** Reads a value; {@code lock} ends the query, such as with {@code FOR UPDATE}. */
  Optional<byte[]> read(String name, String lock) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT `value` FROM " + dialect.table("settings") + " WHERE `name` = ?" + lock)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  /** Sets or removes a value in one transaction, if it is the expected one. */
  boolean exchange(String name, Optional<byte[]> expected, Optional<byte[]> value) throws SQLException {
    connection.setAutoCommit(false);
    Optional<byte[]> found = read(name, " FOR UPDATE");
    boolean as = found.isPresent() == expected.isPresent() && (found.isEmpty() || Arrays.equals(found.get(), expected.orElseThrow()));
    if (as) {
      set(name, value);
    }
    connection.commit();
    connection.setAutoCommit(true);
    return as;
  }

  private void set(String name, Optional<byte[]> value) throws SQLException {
    String table = dialect.table("settings");
    String sql = value.isPresent() ? "REPLACE INTO " + table + " (`value`, `name`) VALUES (?, ?)" : "DELETE FROM " + table + " WHERE `name` = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (value.isPresent()) {
        statement.setBytes(1, value.get());
      }
      statement.setString(value.isPresent() ? 2 : 1, name);
      statement.executeUpdate();
    }
  }
}
