package org.mailtrek.host;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Exchanges the tables of two databases by renaming. Ours' own tables go into the other database under names with a mark; by these names an
 * exchange that broke off halfway is recognised (older servers can lose the tail of a long {@code RENAME TABLE} in a crash), and a second call completes it.
 */
final class MySqlTables {

  /** Begins the names of our former tables in the other database. */
  private static final String FORMER = "mailtrek_former_";
  private static final String NOTES = "mailtrek_exchange";
  private static final String NOTED = "%s." + NOTES;

  private final Connection connection;
  private final String ours;
  private final String other;

  MySqlTables(Connection connection, String ours, String other) {
    this.connection = connection;
    this.ours = ours;
    this.other = other;
  }

  /** Returns the character set and collation that new tables of a database get, as words of a statement. */
  static String characterSet(Connection connection, String database) throws SQLException {
    List<String> found = MySqlDialect.names(connection,
        "SELECT CONCAT(default_character_set_name, ' COLLATE ', default_collation_name) FROM information_schema.schemata WHERE schema_name = ?", database);
    if (found.isEmpty()) {
      throw new SQLException("there is no database " + database, "42000", 1049);
    }
    return found.get(0);
  }

  static String rowFormat(Connection connection, String database, String table) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT row_format FROM information_schema.tables WHERE table_schema = ? AND table_name = ?")) {
      statement.setString(1, database);
      statement.setString(2, table);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getString(1) != null ? row.getString(1) : "";
      }
    }
  }

  static String usualRowFormat(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL VARIABLES LIKE 'innodb_default_row_format'")) {
      return row.next() ? row.getString(2) : "COMPACT";
    }
  }

  /**
   * Returns whether every table has the row format that new tables get. Else a definition may not say its table's format; named or not, the answer is
   * the same before and after a dump came back, so that both dumps are written in the same way.
   */
  static boolean usualRowFormats(Connection connection, String database) throws SQLException {
    return MySqlDialect.names(connection, "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE' "
        + "AND engine = 'InnoDB' AND LOWER(row_format) <> '"
        + usualRowFormat(connection).replaceAll("\\W", "").toLowerCase(Locale.ROOT) + "'", database).isEmpty();
  }

  /** Exchanges, or completes an exchange; nothing happens when one is complete. */
  void exchange() throws SQLException {
    Set<String> loaded = new TreeSet<>();
    Set<String> former = new TreeSet<>();
    look(loaded, former);
    if (loaded.isEmpty() && former.isEmpty()) {
      throw new SQLException("database " + other + " holds no tables", "42000");
    }
    try (Statement statement = connection.createStatement()) {
      if (former.isEmpty()) {
        note(statement);
      }
      List<String> renames = new ArrayList<>();
      for (String table : MySqlDialect.names(connection, "SELECT name FROM " + NOTED.formatted(MySqlDialect.quoted(other)) + " WHERE name <> ? ORDER BY name", "")) {
        if (!former.contains(table)) {
          renames.add(rename(ours, table, other, FORMER + table));
        }
      }
      for (String table : loaded) {
        renames.add(rename(other, table, ours, table));
      }
      if (!renames.isEmpty()) {
        statement.execute("ALTER DATABASE " + MySqlDialect.quoted(ours) + " CHARACTER SET " + characterSet(connection, other));
        statement.execute("RENAME TABLE " + String.join(", ", renames));
      }
    }
  }

  /** Completes an exchange that was begun; otherwise does nothing. */
  void completeExchange() throws SQLException {
    Set<String> former = new TreeSet<>();
    look(new TreeSet<>(), former);
    if (!former.isEmpty()) {
      exchange();
    }
  }

  private void look(Set<String> loaded, Set<String> former) throws SQLException {
    for (String name : MySqlDialect.tables(connection, other)) {
      if (name.startsWith(FORMER)) {
        former.add(name.substring(FORMER.length()));
      } else if (!name.equals(NOTES)) {
        loaded.add(name);
      }
    }
  }

  /** Notes what is to go aside, so that a torn exchange can tell our former tables from those that came in. */
  private void note(Statement statement) throws SQLException {
    String noted = NOTED.formatted(MySqlDialect.quoted(other));
    statement.execute("DROP TABLE IF EXISTS " + noted);
    statement.execute("CREATE TABLE " + noted + " (name VARCHAR(64) CHARACTER SET utf8 COLLATE utf8_bin PRIMARY KEY) ENGINE=InnoDB");
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + noted + " VALUES (?)")) {
      for (String table : MySqlDialect.tables(connection, ours)) {
        insert.setString(1, table);
        insert.executeUpdate();
      }
    }
  }

  private static String rename(String from, String table, String to, String name) {
    return MySqlDialect.quoted(from) + "." + MySqlDialect.quoted(table) + " TO " + MySqlDialect.quoted(to) + "." + MySqlDialect.quoted(name);
  }
}
