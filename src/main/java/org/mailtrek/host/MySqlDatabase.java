package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.TrekException.Kind;

/**
 * A MariaDB or MySQL database over the network. Every wait has a limit. Safe for several threads; each question has a connection of its own.
 *
 * <p>Dumps are made by this machine's {@code mariadb-dump} or {@code mysqldump} where it is installed, or by that {@link #dumpingOn of the server's machine}, else over the connection; each time in the
 * same form of one begin and one end mark.
 *
 * <p>{@link #take} renames all tables in one statement. Our former tables are then in the other database, their names begin with
 * {@code mailtrek_former_}, and a table {@code mailtrek_exchange} there notes which they are. Where a crash of an old server tears the statement,
 * calling {@link #take} again completes it, and {@link #drop} completes it before it drops.
 */
public final class MySqlDatabase implements Database {

  private static final Set<String> SYSTEM = Set.of("mysql", "sys", "information_schema", "performance_schema");

  private final MySqlDialect dialect;
  private final SqlConnections connections;
  private final SqlView view;

  private MySqlDatabase(MySqlDialect dialect) {
    this.dialect = dialect;
    this.connections = new SqlConnections(dialect);
    this.view = new SqlView(dialect, connections);
  }

  /**
   * Connects and signs in.
   *
   * @param url {@code jdbc:mysql://HOST:PORT/DATABASE}, without account and password
   * @throws TrekException of kind UNREACHABLE when the server can't be reached, refuses the sign-in or lacks the database; of kind ESTATE when the
   *     address is malformed
   */
  public static MySqlDatabase open(String url, DatabaseLogin login, DatabaseLimits limits) throws TrekException {
    return open(url, Protection.USUAL, login, limits);
  }

  /**
   * Connects on a way of that protection, and signs in.
   *
   * @param url {@code jdbc:mysql://HOST:PORT/DATABASE}, without account and password
   * @throws TrekException of kind UNREACHABLE when the server can't be reached, refuses the sign-in, lacks the database, or TLS fails; of kind ESTATE when the
   *     address is malformed, or a certificate can't be read
   */
  public static MySqlDatabase open(String url, Protection protection, DatabaseLogin login, DatabaseLimits limits) throws TrekException {
    return open(DatabaseAddress.of(url, protection), login, limits, MySqlDumpTool.find());
  }

  static MySqlDatabase open(String url, DatabaseLogin login, DatabaseLimits limits, Optional<Path> dumpTool) throws TrekException {
    return open(DatabaseAddress.of(url, Protection.USUAL), login, limits, dumpTool);
  }

  private static MySqlDatabase open(DatabaseAddress address, DatabaseLogin login, DatabaseLimits limits, Optional<Path> dumpTool) throws TrekException {
    MySqlDatabase database = new MySqlDatabase(new MySqlDialect(address, login, limits, dumpTool.flatMap(program -> MySqlDumpTool.at(program, address, login))));
    database.view.serverVersion();
    return database;
  }

  @Override
  public Database dumpingOn(Programs far, String host, int port) throws TrekException {
    close();
    return new MySqlDatabase(dialect.dumpingOn(far, host, port));
  }

  @Override
  public DatabaseView view() {
    return view;
  }

  @Override
  public boolean exchangeSetting(String name, Optional<byte[]> expected, Optional<byte[]> value) throws TrekException {
    return writing("setting " + name, connection -> new SqlSettings(dialect, connection).exchange(name, expected, value));
  }

  private <T> T writing(String doing, SqlConnections.Call<T> call) throws TrekException {
    return connections.with(doing, connection -> {
      try {
        return call.on(connection);
      } catch (SQLException e) {
        throw dialect.lost(e) ? unknownOutcome(doing, e) : dialect.refused(doing, e);
      }
    });
  }

  private TrekException unknownOutcome(String doing, SQLException e) {
    return TrekException.at(dialect.url()).kind(Kind.PARTLY).because(e)
        .found("the connection broke while " + doing + "; whether the server completed it is not known")
        .next("when the database server answers again, type: resume (it looks first), or: undo");
  }

  @Override
  public void load(InputStream dump, String database) throws TrekException, IOException {
    refuseOurs(database);
    SqlStatements statements = new SqlStatements(dump, true);
    // A connection of its own, as a dump leaves it with settings of its own.
    try (Connection connection = dialect.connect()) {
      Optional<String> first = statements.read();
      try (Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        statement.execute("CREATE DATABASE " + MySqlDialect.quoted(database) + " CHARACTER SET "
            + statements.about().filter(about -> about.matches("\\w+ COLLATE \\w+")).orElse(MySqlTables.characterSet(connection, dialect.ours())));
        statement.execute("USE " + MySqlDialect.quoted(database));
        for (Optional<String> next = first; next.isPresent(); next = statements.read()) {
          run(statement, next.get());
        }
      }
    } catch (SQLException e) {
      throw dialect.refused("loading into database " + database, e);
    }
    if (!statements.complete()) {
      throw TrekException.at(dialect.url()).found("the dump ends before its end mark; database " + database + " holds only a part")
          .next("use another dump (backup list)");
    }
  }

  private void run(Statement statement, String text) throws SQLException, TrekException {
    String start = text.stripLeading().substring(0, Math.min(text.stripLeading().length(), 40)).toUpperCase(Locale.ROOT);
    if (start.startsWith("USE ") || start.startsWith("CREATE DATABASE") || start.startsWith("DROP DATABASE") || start.startsWith("DELIMITER")) {
      throw TrekException.at(dialect.url()).found("the dump says \"" + text.lines().findFirst().orElse("") + "\", so it would not stay in its place")
          .next("make the dump without --databases, --routines and --triggers");
    }
    statement.execute(text);
  }

  @Override
  public void contentsFrom(String database, long atLeast) throws TrekException {
    refuseOurs(database);
    writing("numbering contents in " + database, connection -> {
      dialect.contentsAtLeast(connection, database, atLeast);
      return null;
    });
  }

  @Override
  public void take(String database) throws TrekException {
    refuseOurs(database);
    writing("exchanging the tables with those of " + database, connection -> {
      new MySqlTables(connection, dialect.ours(), database).exchange();
      return null;
    });
  }

  @Override
  public void drop(String database) throws TrekException {
    refuseOurs(database);
    writing("dropping database " + database, connection -> {
      if (dialect.exists(connection, database)) {
        new MySqlTables(connection, dialect.ours(), database).completeExchange();
      }
      try (Statement statement = connection.createStatement()) {
        return statement.execute("DROP DATABASE IF EXISTS " + MySqlDialect.quoted(database));
      }
    });
  }

  @Override
  public void setRowsAside(String table) throws TrekException {
    tables("setting table lob aside", table, (statement, there, fresh) -> {
      statement.execute("DROP TABLE IF EXISTS " + fresh);
      if (!there) {
        statement.execute("CREATE TABLE " + fresh + " LIKE " + dialect.table("lob"));
        statement.execute("RENAME TABLE " + dialect.table("lob") + " TO " + dialect.table(table) + ", " + fresh + " TO " + dialect.table("lob"));
      }
    });
  }

  @Override
  public void bringRowsBack(String table) throws TrekException {
    tables("bringing table lob back", table, (statement, there, fresh) -> {
      statement.execute("DROP TABLE IF EXISTS " + fresh);
      if (there) {
        statement.execute("RENAME TABLE " + dialect.table("lob") + " TO " + fresh + ", " + dialect.table(table) + " TO " + dialect.table("lob"));
        statement.execute("DROP TABLE " + fresh);
      }
    });
  }

  @Override
  public void dropRows(String table) throws TrekException {
    tables("dropping table " + table, table, (statement, there, fresh) -> statement.execute("DROP TABLE IF EXISTS " + dialect.table(table)));
  }

  private interface TableWork {
    void on(Statement statement, boolean there, String fresh) throws SQLException;
  }

  private void tables(String doing, String table, TableWork work) throws TrekException {
    if (!table.startsWith("mailtrek_")) {
      throw new IllegalArgumentException("table " + table + " is not ours");
    }
    writing(doing, connection -> {
      try (Statement statement = connection.createStatement()) {
        work.on(statement, dialect.tables(connection).containsKey(table), dialect.table(table + "_new"));
      }
      return null;
    });
  }

  private void refuseOurs(String database) {
    if (database.equalsIgnoreCase(dialect.ours()) || SYSTEM.contains(database.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("database " + database + " is not beside ours");
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
