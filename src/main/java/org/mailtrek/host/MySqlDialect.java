package org.mailtrek.host;

import com.mysql.cj.exceptions.SSLParamsException;
import com.mysql.cj.jdbc.Driver;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.mailtrek.host.TrekException.Kind;

/** MariaDB and MySQL over Connector/J, in the text protocol. Sessions have the SQL mode that the mail server asks for. */
final class MySqlDialect implements SqlDialect {

  private static final int ACCESS_DENIED = 1045;
  private static final int NO_RIGHT_TO_DATABASE = 1044;
  private static final int NO_SUCH_DATABASE = 1049;
  private static final int NO_SUCH_TABLE = 1146;
  private static final int TABLE_IN_USE = 1205;

  private static final Pattern NEXT = Pattern.compile("\\bAUTO_INCREMENT=([0-9]+)");

  private final DatabaseAddress address;
  private final DatabaseLogin login;
  private final DatabaseLimits limits;
  private final Optional<DumpTool> dumpTool;
  private final Driver driver;

  MySqlDialect(DatabaseAddress address, DatabaseLogin login, DatabaseLimits limits, Optional<DumpTool> dumpTool) {
    this.address = address;
    this.login = login;
    this.limits = limits;
    this.dumpTool = dumpTool;
    try {
      this.driver = new Driver();
    } catch (SQLException e) {
      throw new IllegalStateException("the driver can't be registered", e);
    }
  }

  /** Returns the same, which dumps by a tool of the machine where the server runs. */
  MySqlDialect dumpingOn(Programs far, String host, int port) {
    return new MySqlDialect(address, login, limits, Optional.of(new FarDumpTool(far, login, host, port)));
  }

  @Override
  public String url() {
    return address.url().replaceFirst("\\?.*", "");
  }

  @Override
  public String ours() {
    return url().replaceFirst(".*/", "");
  }

  @Override
  public Connection connect() throws SQLException {
    Properties properties = login.properties();
    properties.setProperty("connectTimeout", Long.toString(limits.connect().toMillis()));
    properties.setProperty("socketTimeout", Long.toString(limits.answer().toMillis()));
    properties.setProperty("characterEncoding", "UTF-8");
    properties.setProperty("characterSetResults", "UTF-8");
    properties.setProperty("tinyInt1isBit", "false");
    properties.setProperty("yearIsDateType", "false");
    properties.setProperty("sessionVariables",
        "sql_mode='STRICT_ALL_TABLES,NO_UNSIGNED_SUBTRACTION',time_zone='+00:00',lock_wait_timeout=" + Math.max(1, limits.lock().toSeconds()));
    address.protect(properties);
    return driver.connect(address.url(), properties);
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  @Override
  public String table(String database, String name) {
    return quoted(database) + "." + quoted(name);
  }

  @Override
  public SortedMap<String, String> tablesOf(Connection connection, String database) throws SQLException {
    SortedMap<String, String> tables = new TreeMap<>();
    tables(connection, database).forEach(name -> tables.put(name, name));
    return tables;
  }

  static List<String> tables(Connection connection, String database) throws SQLException {
    return names(connection, "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE' ORDER BY "
        + "BINARY table_name", database);
  }

  static List<String> names(Connection connection, String sql, String value) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  @Override
  public Statement streaming(Connection connection) throws SQLException {
    Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    statement.setFetchSize(Integer.MIN_VALUE);
    return statement;
  }

  @Override
  public void instances(Connection connection, LongConsumer each) throws SQLException {
    new InstanceBits(this, connection, table("singleinstances")).read(each);
  }

  @Override
  public byte[] cell(ResultSet row, int column) throws SQLException {
    return row.getBytes(column);
  }

  @Override
  public String sha256(String column) {
    return "SHA2(" + column + ", 256)";
  }

  @Override
  public long nextContent(Connection connection, String database) throws SQLException {
    if (!tables(connection, database).contains("singleinstances")) {
      return 1;
    }
    // The server caches what information_schema says of it, this not.
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + table(database, "singleinstances"))) {
      Matcher next = NEXT.matcher(row.next() ? Optional.ofNullable(row.getString(2)).orElse("") : "");
      return next.find() ? Long.parseLong(next.group(1)) : 1;
    }
  }

  @Override
  public void contentsFrom(Connection connection, String database, long next) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE " + table(database, "singleinstances") + " AUTO_INCREMENT = " + next);
    }
  }

  @Override
  public long bytes(Connection connection) throws SQLException {
    String sum = "SELECT COALESCE(SUM(data_length), 0) FROM information_schema.tables WHERE table_schema = DATABASE()";
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sum)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public List<UpgradeSign> upgradeSigns(Connection connection, int schema) throws SQLException {
    return new MySqlSigns(connection, ours()).read(schema);
  }

  @Override
  public boolean exists(Connection connection, String database) throws SQLException {
    return !names(connection, "SELECT schema_name FROM information_schema.schemata WHERE schema_name = ?", database).isEmpty();
  }

  @Override
  public String serverVersion(Connection connection) throws SQLException {
    return names(connection, "SELECT CONCAT(VERSION(), ' (', @@version_comment, ?, ')')", "").get(0);
  }

  @Override
  public void dump(Connection connection, OutputStream out) throws SQLException, IOException, TrekException {
    new MySqlDump(connection, ours(), out).write(dumpTool);
  }

  @Override
  public void outline(Connection connection, OutputStream out) throws SQLException, IOException, TrekException {
    new MySqlDump(connection, ours(), out, Outline.WITHOUT_CONTENTS).write(Optional.empty());
  }

  /** Aborts: closing in order would read the rest of a stream of rows. */
  @Override
  public void giveUp(Connection connection) throws SQLException {
    connection.abort(Runnable::run);
  }

  @Override
  public boolean lost(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.equals("70100") || e.getErrorCode() == 1053;
  }

  @Override
  public TrekException refused(String doing, SQLException e) {
    TrekException.Draft draft = TrekException.at(url()).because(e);
    Optional<String> unsafe = unprotected(e);
    if (unsafe.isPresent()) {
      return draft.kind(Kind.UNREACHABLE).found("no protected connection: " + unsafe.get())
          .next("let the server have a certificate with the name in database.url, and name its authority under database.ca in estate.yaml; or tunnel: true; tls: false declares that the way shall be in the clear");
    }
    if (lost(e)) {
      String why = doing.equals("connecting") ? "can't be reached" : "the connection broke while " + doing;
      return draft.kind(Kind.UNREACHABLE).found(why + ": " + firstLine(e)).next("start the database server or correct database.url in estate.yaml, then type: estate check");
    }
    return switch (e.getErrorCode()) {
      case ACCESS_DENIED -> draft.kind(Kind.UNREACHABLE).found("the sign-in as " + login.user() + " was refused: " + firstLine(e))
          .next("correct database.user and database.password in estate.yaml, then type: estate check");
      case NO_RIGHT_TO_DATABASE -> draft.kind(doing.equals("connecting") ? Kind.UNREACHABLE : Kind.FAILED).found(doing + ": " + firstLine(e))
          .next("as the server's administrator: GRANT ALL ON `" + ours() + "`.* TO the account, and ON `mailtrek\\_%`.* for scratch databases");
      case NO_SUCH_DATABASE -> draft.kind(Kind.UNREACHABLE).found("the server has no database " + ours())
          .next("correct the last part of database.url in estate.yaml, then type: estate check");
      case NO_SUCH_TABLE -> draft.found(doing + ": " + firstLine(e))
          .next("check that database.url in estate.yaml names the database of a Zarafa or Kopano server");
      case TABLE_IN_USE -> draft.kind(Kind.IN_USE).found(doing + ": another session holds a table: " + firstLine(e))
          .next("stop the mail server and what else uses the database (SHOW PROCESSLIST), then try again");
      default -> draft.found(doing + ": " + firstLine(e)).next("look into the database server's log (error " + e.getErrorCode() + ")");
    };
  }

  /** Returns why TLS failed, where that is why. */
  private static Optional<String> unprotected(SQLException e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      String said = String.valueOf(each.getMessage());
      if (each instanceof SSLException || each instanceof SSLParamsException || said.contains("SSL Connection required")) {
        return Optional.of(said);
      }
    }
    return Optional.empty();
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("no reason given");
  }
}
