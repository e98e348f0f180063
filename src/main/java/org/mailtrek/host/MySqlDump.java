package org.mailtrek.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a MariaDB or MySQL database as statements, from one consistent view (InnoDB), rows by primary key: the same content makes the same
 * bytes. Binary values are hexadecimal. The row format of a table is named where it is not the server's default for new tables, so that
 * tables of an old server come back as they were. Views, triggers and routines are left out; the mail server makes its routines at each start.
 */
final class MySqlDump {

  private static final int STATEMENT_BYTES = 1 << 20;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private final Connection connection;
  private final String database;
  private final OutputStream out;
  private final Outline rows;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  MySqlDump(Connection connection, String database, OutputStream out) {
    this(connection, database, out, Outline.EVERYTHING);
  }

  /** Dumps some of the rows; {@link #write} is then given no tool. */
  MySqlDump(Connection connection, String database, OutputStream out, Outline rows) {
    this.connection = connection;
    this.database = database;
    this.out = out;
    this.rows = rows;
  }

  /** Writes the dump, by the server's own tool if there is one and nothing stands against it. */
  void write(Optional<DumpTool> tool) throws SQLException, IOException, TrekException {
    line(DumpMarks.begin(MySqlTables.characterSet(connection, database)));
    List<String> tables = MySqlDialect.tables(connection, database);
    if (tool.isPresent() && !tables.isEmpty() && MySqlTables.usualRowFormats(connection, database)) {
      Optional<String> failed = tool.get().dump(database, tables, out);
      if (failed.isEmpty()) {
        line(DumpMarks.END);
        return;
      }
      line("-- over the connection, as " + failed.get());
    }
    write(tables);
    line(DumpMarks.END);
  }

  private void write(List<String> tables) throws SQLException, IOException {
    run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    run("START TRANSACTION WITH CONSISTENT SNAPSHOT");
    line("/*!40101 SET NAMES utf8mb4 */;");
    line("/*!40103 SET TIME_ZONE='+00:00' */;");
    line("/*!40014 SET UNIQUE_CHECKS=0, FOREIGN_KEY_CHECKS=0 */;");
    line("/*!40101 SET SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;");
    for (String table : tables) {
      table(table);
    }
    run("COMMIT");
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void line(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  private void table(String table) throws SQLException, IOException {
    line("");
    line(definition(table) + ";");
    Optional<String> kept = rows.of(table);
    if (kept.isEmpty()) {
      return;
    }
    String order = String.join(", ", key(table).stream().map(MySqlDialect::quoted).toList());
    // Closed on success only: closing reads the rest of the rows, and a connection on which something failed is aborted.
    Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.setFetchSize(Integer.MIN_VALUE);
    rows(table, statement.executeQuery("SELECT * FROM " + name(table) + " WHERE " + kept.get() + (order.isEmpty() ? "" : " ORDER BY " + order)));
    statement.close();
  }

  private String name(String table) {
    return MySqlDialect.quoted(database) + "." + MySqlDialect.quoted(table);
  }

  private String definition(String table) throws SQLException {
    String text;
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + name(table))) {
      row.next();
      text = row.getString(2);
    }
    String options = text.substring(text.lastIndexOf("\n)"));
    String format = MySqlTables.rowFormat(connection, database, table);
    boolean named = options.contains(" ROW_FORMAT=");
    boolean usual = format.isEmpty() || format.equalsIgnoreCase(MySqlTables.usualRowFormat(connection));
    String plain = text.substring(0, text.length() - options.length()) + options.replaceFirst(" ROW_FORMAT=\\w+", "");
    return named || !usual ? plain + " ROW_FORMAT=" + format.toUpperCase(java.util.Locale.ROOT) : plain;
  }

  private List<String> key(String table) throws SQLException {
    List<String> key = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW INDEX FROM " + name(table) + " WHERE Key_name = 'PRIMARY'")) {
      while (rows.next()) {
        key.add(rows.getString("Column_name"));
      }
    }
    return key;
  }

  private void rows(String table, ResultSet rows) throws SQLException, IOException {
    ResultSetMetaData data = rows.getMetaData();
    Form[] forms = new Form[data.getColumnCount()];
    for (int i = 0; i < forms.length; i++) {
      forms[i] = form(data.getColumnType(i + 1));
    }
    byte[] insert = ("INSERT INTO " + MySqlDialect.quoted(table) + " VALUES\n").getBytes(StandardCharsets.UTF_8);
    while (rows.next()) {
      pending.writeBytes(pending.size() == 0 ? insert : new byte[] {',', '\n'});
      for (int i = 0; i < forms.length; i++) {
        pending.write(i == 0 ? '(' : ',');
        value(rows.getBytes(i + 1), forms[i]);
      }
      pending.write(')');
      if (pending.size() > STATEMENT_BYTES) {
        flush();
      }
    }
    flush();
  }

  private void flush() throws IOException {
    if (pending.size() > 0) {
      pending.writeTo(out);
      line(";");
      pending.reset();
    }
  }

  private enum Form { NUMBER, BINARY, TEXT }

  private static Form form(int type) {
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.NUMERIC, Types.DOUBLE, Types.REAL, Types.FLOAT,
          Types.BOOLEAN -> Form.NUMBER;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, Types.BIT -> Form.BINARY;
      default -> Form.TEXT;
    };
  }

  private void value(byte[] bytes, Form form) {
    if (bytes == null) {
      pending.writeBytes(new byte[] {'N', 'U', 'L', 'L'});
    } else if (form == Form.NUMBER) {
      pending.writeBytes(bytes);
    } else if (form == Form.BINARY && bytes.length > 0) {
      pending.write('0');
      pending.write('x');
      for (byte each : bytes) {
        pending.write(HEX[(each >> 4) & 0xF]);
        pending.write(HEX[each & 0xF]);
      }
    } else {
      pending.write('\'');
      for (byte each : bytes) {
        escaped(each);
      }
      pending.write('\'');
    }
  }

  private void escaped(byte each) {
    switch (each) {
      case '\\', '\'' -> {
        pending.write('\\');
        pending.write(each);
      }
      case 0 -> pending.writeBytes(new byte[] {'\\', '0'});
      case '\n' -> pending.writeBytes(new byte[] {'\\', 'n'});
      case '\r' -> pending.writeBytes(new byte[] {'\\', 'r'});
      case 26 -> pending.writeBytes(new byte[] {'\\', 'Z'});
      default -> pending.write(each);
    }
  }
}
