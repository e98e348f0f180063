package org.mailtrek.practice;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Raises the schema of a database step by step, as the storage servers do at their start: each step leaves a row in {@code versions}. */
final class SchemaUpgrade {

  private static final List<Integer> DUPLICATE = List.of(1062, 23505);

  private static final SortedMap<Integer, List<String>> MARIADB =
      new TreeMap<>(
          Map.of(
              64,
              List.of(
                  "ALTER TABLE versions ADD COLUMN micro INT UNSIGNED NOT NULL DEFAULT 0 AFTER minor, DROP PRIMARY KEY,"
                      + " ADD PRIMARY KEY (major, minor, micro, revision, databaserevision)"),
              65,
              List.of("ALTER TABLE abchanges MODIFY change_type INT UNSIGNED NOT NULL DEFAULT 0"),
              66,
              List.of("ALTER TABLE changes MODIFY change_type INT UNSIGNED NOT NULL DEFAULT 0"),
              67,
              List.of("DROP TABLE IF EXISTS clientupdatestatus"),
              68,
              List.of(
                  "ALTER TABLE hierarchy MODIFY owner INT NOT NULL DEFAULT 0",
                  "ALTER TABLE stores MODIFY user_id INT NOT NULL DEFAULT 0, MODIFY company INT NOT NULL DEFAULT 0",
                  "ALTER TABLE users MODIFY id INT NOT NULL AUTO_INCREMENT, MODIFY company INT NOT NULL DEFAULT 0"),
              69,
              List.of(
                  "ALTER TABLE names DROP KEY guidnameid, DROP KEY guidnamestring, ADD UNIQUE KEY gni (guid(16), nameid),"
                      + " ADD UNIQUE KEY gns (guid(16), namestring)"),
              70,
              List.of("ALTER TABLE names MODIFY guid BINARY(16) NOT NULL"),
              71,
              List.of("ALTER TABLE singleinstances ADD COLUMN filename VARCHAR(255) DEFAULT NULL"),
              118,
              List.of()));

  /** The same, as far as H2 can word it; its tables have no unsigned numbers, so that there is less to do. */
  private static final SortedMap<Integer, List<String>> H2 =
      new TreeMap<>(
          Map.of(
              65, List.of(),
              66, List.of(),
              67, List.of("DROP TABLE IF EXISTS clientupdatestatus"),
              68, List.of(),
              69, List.of("CREATE UNIQUE INDEX IF NOT EXISTS gni ON names (guid, nameid)", "CREATE UNIQUE INDEX IF NOT EXISTS gns ON names (guid, namestring)"),
              70, List.of("ALTER TABLE names ALTER COLUMN guid BINARY(16) NOT NULL"),
              71, List.of("ALTER TABLE singleinstances ADD COLUMN filename VARCHAR(255) DEFAULT NULL"),
              118, List.of()));

  private final Connection connection;
  private final ServerKind kind;
  private final Engine engine;
  private final DaemonLog log;

  SchemaUpgrade(Connection connection, ServerKind kind, Engine engine, DaemonLog log) {
    this.connection = connection;
    this.kind = kind;
    this.engine = engine;
    this.log = log;
  }

  /**
   * Raises the schema as far as the server knows it.
   *
   * @return false when the server would not start: the log says why; steps before that stay
   */
  boolean run() throws SQLException {
    Optional<Stored> found = stored();
    if (found.isEmpty()) {
      log.say("Unable to find the version of the database");
      return false;
    }
    Stored stored = found.get();
    if (stored.schema() > kind.schema() || Arrays.compare(stored.program(), program()) > 0) {
      log.say(
          "The database version of the server is too new: stored " + Arrays.toString(stored.program()) + "," + stored.schema() + ", this is "
              + Arrays.toString(program()) + "," + kind.schema());
      return false;
    }
    if (stored.schema() < kind.oldest()) {
      log.say("Database schema " + stored.schema() + " is too old: KC 8.4 was the last version able to upgrade such");
      return false;
    }
    for (Map.Entry<Integer, List<String>> step : steps().subMap(stored.schema() + 1, kind.schema() + 1).entrySet()) {
      if (!raise(step.getKey(), step.getValue())) {
        return false;
      }
    }
    if (!Arrays.equals(stored.program(), program())) {
      note(kind.schema());
    }
    return true;
  }

  private SortedMap<Integer, List<String>> steps() {
    return engine == Engine.MARIADB ? MARIADB : H2;
  }

  private boolean raise(int schema, List<String> statements) throws SQLException {
    log.say("Upgrading database to schema " + schema);
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    } catch (SQLException e) {
      if (DUPLICATE.contains(e.getErrorCode()) && schema == 69) {
        log.say("K-1216: duplicate rows in table \"names\"; run: kopano-dbadm k-1216");
        return false;
      }
      throw e;
    }
    note(schema);
    return true;
  }

  private void note(int schema) throws SQLException {
    String insert = "REPLACE INTO versions (major, minor, micro, revision, databaserevision, updatetime) VALUES (?, ?, ?, ?, ?, NOW())";
    try (PreparedStatement row = connection.prepareStatement(insert)) {
      int[] program = program();
      for (int at = 0; at < program.length; at++) {
        row.setInt(at + 1, program[at]);
      }
      row.setInt(5, schema);
      row.executeUpdate();
    }
  }

  private int[] program() {
    return new int[] {kind.release().major(), kind.release().minor(), kind.release().patch(), kind.revision()};
  }

  private Optional<Stored> stored() throws SQLException {
    boolean micro = false;
    try (Statement statement = connection.createStatement()) {
      try (ResultSet columns = connection.getMetaData().getColumns(connection.getCatalog(), null, "versions", "micro")) {
        micro = columns.next();
      }
      String column = micro ? "micro" : "0";
      String query =
          "SELECT major, minor, " + column + ", revision, databaserevision FROM versions ORDER BY major DESC, minor DESC, " + (micro ? "micro DESC, " : "")
              + "revision DESC, databaserevision DESC LIMIT 1";
      try (ResultSet row = statement.executeQuery(query)) {
        return row.next() ? Optional.of(new Stored(new int[] {row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)}, row.getInt(5))) : Optional.empty();
      }
    }
  }

  /** The row that decides. */
  private record Stored(int[] program, int schema) {}
}
