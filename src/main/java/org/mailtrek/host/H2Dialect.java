package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.h2.Driver;
import org.mailtrek.host.TrekException.Kind;

/** H2 in MySQL mode, embedded or over TCP. What MySQL calls a database is a schema here; ours is one of the name given. */
final class H2Dialect implements SqlDialect {

  /** What every session needs to understand the same statements. */
  static final String SETTINGS = ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=VALUE";

  private static final int WRONG_LOGIN = 28000;
  private static final int NO_SUCH_SCHEMA = 90079;
  private static final int NO_SUCH_DATABASE = 90146;
  private static final int NOT_CREATED = 90149;
  private static final int IN_USE = 90020;
  private static final Set<Integer> NO_SUCH_TABLE = Set.of(42102, 42103, 42104);
  private static final Set<Integer> LOST = Set.of(90067, 90098, 90007, 90121);

  private final String url;
  private final DatabaseLogin login;
  private final String schema;

  H2Dialect(String url, DatabaseLogin login, String schema) throws TrekException {
    if (!url.startsWith("jdbc:h2:") || url.matches("(?is).*;(password|user)=.*")) {
      throw TrekException.at("database.url").kind(Kind.ESTATE).found("is no address of an H2 database, or names an account")
          .next("write jdbc:h2:tcp://127.0.0.1:PORT/NAME under database.url in estate.yaml, account and password beside it");
    }
    this.url = url;
    this.login = login;
    this.schema = schema.toLowerCase(Locale.ROOT);
  }

  @Override
  public String url() {
    return url.replaceFirst(";.*", "");
  }

  @Override
  public String ours() {
    return schema;
  }

  @Override
  public Connection connect() throws SQLException {
    return Driver.load().connect(url + (url.toUpperCase(Locale.ROOT).contains("MODE=MYSQL") ? "" : SETTINGS), login.properties());
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public String table(String database, String name) {
    return quoted(database) + "." + quoted(name);
  }

  @Override
  public SortedMap<String, String> tablesOf(Connection connection, String database) throws SQLException {
    SortedMap<String, String> tables = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'")) {
      statement.setString(1, database);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          tables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(1));
        }
      }
    }
    return tables;
  }

  @Override
  public Statement streaming(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.execute("SET LAZY_QUERY_EXECUTION TRUE");
    return statement;
  }

  static boolean binary(int type) {
    return switch (type) {
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> true;
      default -> false;
    };
  }

  @Override
  public byte[] cell(ResultSet row, int column) throws SQLException {
    if (binary(row.getMetaData().getColumnType(column))) {
      return row.getBytes(column);
    }
    String text = row.getString(column);
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String sha256(String column) {
    return "LOWER(RAWTOHEX(HASH('SHA-256', " + column + ")))";
  }

  @Override
  public long nextContent(Connection connection, String database) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT identity_base FROM information_schema.columns "
        + "WHERE table_schema = ? AND LOWER(table_name) = 'singleinstances' AND LOWER(column_name) = 'instanceid'")) {
      statement.setString(1, database);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Math.max(1, row.getLong(1)) : 1;
      }
    }
  }

  @Override
  public void contentsFrom(Connection connection, String database, long next) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE " + table(database, tablesOf(connection, database).get("singleinstances")) + " ALTER COLUMN instanceid RESTART WITH " + next);
    }
  }

  @Override
  public long bytes(Connection connection) throws SQLException {
    long all = 0;
    for (String each : tables(connection).values()) {
      try (PreparedStatement statement = connection.prepareStatement("SELECT DISK_SPACE_USED(?)")) {
        statement.setString(1, table(each));
        try (ResultSet row = statement.executeQuery()) {
          all += row.next() ? row.getLong(1) : 0;
        }
      }
    }
    return all;
  }

  @Override
  public List<UpgradeSign> upgradeSigns(Connection connection, int schema) {
    return List.of();
  }

  @Override
  public boolean exists(Connection connection, String database) throws SQLException {
    H2Schemas schemas = new H2Schemas(connection, schema, database);
    return schemas.there(schemas.other()) || schemas.there(schemas.former());
  }

  @Override
  public boolean exchangesTables() {
    return false;
  }

  @Override
  public String serverVersion(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName() + " " + connection.getMetaData().getDatabaseProductVersion();
  }

  @Override
  public void dump(Connection connection, OutputStream out) throws SQLException, IOException {
    new H2Dump(connection, schema, out, Outline.EVERYTHING).write();
  }

  @Override
  public void outline(Connection connection, OutputStream out) throws SQLException, IOException {
    new H2Dump(connection, schema, out, Outline.WITHOUT_CONTENTS).write();
  }

  @Override
  public void giveUp(Connection connection) throws SQLException {
    connection.close();
  }

  @Override
  public boolean lost(SQLException e) {
    return LOST.contains(e.getErrorCode());
  }

  @Override
  public TrekException refused(String doing, SQLException e) {
    TrekException.Draft draft = TrekException.at(url()).because(e);
    String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given").replaceFirst("; SQL statement:$", "");
    int code = e.getErrorCode();
    if (lost(e)) {
      return draft.kind(Kind.UNREACHABLE).found((doing.equals("connecting") ? "can't be reached" : "the connection broke while " + doing) + ": " + why)
          .next("start the database server or correct database.url in estate.yaml, then type: estate check");
    }
    if (code == WRONG_LOGIN) {
      return draft.kind(Kind.UNREACHABLE).found("the sign-in as " + login.user() + " was refused")
          .next("correct database.user and database.password in estate.yaml, then type: estate check");
    }
    if (code == NO_SUCH_SCHEMA || code == NO_SUCH_DATABASE || code == NOT_CREATED) {
      return draft.kind(Kind.UNREACHABLE).found(doing + ": " + why).next("correct database.url in estate.yaml, then type: estate check");
    }
    if (code == IN_USE) {
      return draft.kind(Kind.IN_USE).found(why).next("end the other program that has it open, or use an address with tcp");
    }
    if (NO_SUCH_TABLE.contains(code)) {
      return draft.found(doing + ": " + why).next("check that database.url in estate.yaml names the database of a Zarafa or Kopano server");
    }
    return draft.found(doing + ": " + why).next("look into the database's trace file (error " + code + ")");
  }
}
