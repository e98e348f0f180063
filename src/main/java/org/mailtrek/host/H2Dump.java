package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes an H2 schema as statements without its name, from one snapshot, rows by primary key: the same content makes the same bytes. */
final class H2Dump {

  private static final int SNAPSHOT = 6;

  private final Connection connection;
  private final String schema;
  private final OutputStream out;
  private final Outline rows;

  H2Dump(Connection connection, String schema, OutputStream out, Outline rows) {
    this.connection = connection;
    this.schema = schema;
    this.out = out;
    this.rows = rows;
  }

  void write() throws SQLException, IOException {
    List<String> tables = new ArrayList<>();
    List<String> others = new ArrayList<>();
    definitions(tables, others);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(SNAPSHOT);
    line(DumpMarks.begin("h2"));
    for (String definition : tables) {
      line(definition);
    }
    for (String table : names()) {
      rows(table);
    }
    for (String definition : others) {
      line(definition);
    }
    line(DumpMarks.END);
    connection.commit();
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(true);
  }

  private void line(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  private void definitions(List<String> tables, List<String> others) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet script = statement.executeQuery("SCRIPT NODATA NOPASSWORDS NOSETTINGS SCHEMA " + H2Dialect.quoted(schema))) {
      while (script.next()) {
        String text = script.getString(1).replace(H2Dialect.quoted(schema) + ".", "");
        if (text.matches("(?s)CREATE (MEMORY |CACHED )?TABLE .*") || text.startsWith("CREATE SEQUENCE ")) {
          tables.add(text);
        } else if (!text.startsWith("--") && !text.startsWith("CREATE USER") && !text.startsWith("CREATE SCHEMA")) {
          others.add(text);
        }
      }
    }
  }

  private List<String> names() throws SQLException {
    return list("SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE' ORDER BY table_name", schema);
  }

  private List<String> list(String sql, String... values) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }

  private void rows(String table) throws SQLException, IOException {
    Optional<String> kept = this.rows.of(table);
    if (kept.isEmpty()) {
      return;
    }
    List<String> key = list("SELECT k.column_name FROM information_schema.key_column_usage k JOIN information_schema.table_constraints c "
        + "ON c.constraint_schema = k.constraint_schema AND c.constraint_name = k.constraint_name WHERE c.table_schema = ? AND c.table_name = ? "
        + "AND c.constraint_type = 'PRIMARY KEY' ORDER BY k.ordinal_position", schema, table);
    String order = key.isEmpty() ? "_ROWID_" : String.join(", ", key.stream().map(H2Dialect::quoted).toList());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LAZY_QUERY_EXECUTION TRUE");
      ResultSet rows = statement.executeQuery("SELECT * FROM " + H2Dialect.quoted(schema) + "." + H2Dialect.quoted(table) + " WHERE " + kept.get() + " ORDER BY " + order);
      ResultSetMetaData data = rows.getMetaData();
      while (rows.next()) {
        StringBuilder text = new StringBuilder("INSERT INTO ").append(H2Dialect.quoted(table)).append(" VALUES (");
        for (int i = 1; i <= data.getColumnCount(); i++) {
          text.append(i == 1 ? "" : ",").append(H2Dialect.binary(data.getColumnType(i)) ? binary(rows.getBytes(i)) : text(rows.getString(i)));
        }
        line(text.append(");").toString());
      }
    }
  }

  private static String binary(byte[] bytes) {
    return bytes == null ? "NULL" : "X'" + HexFormat.of().formatHex(bytes) + "'";
  }

  private static String text(String value) {
    return value == null ? "NULL" : "'" + value.replace("'", "''") + "'";
  }
}
