package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.TrekException.Kind;

/**
 * An H2 database in MySQL mode, embedded or over TCP: what practice estates use where no MariaDB is installed. What MySQL calls a database is a
 * schema here. Writes are on disk when a call returns. Single values are at most 1 MiB.
 *
 * <p>{@link #take} renames two schemas; a crash between leaves ours missing, and {@link #take} or {@link #drop} completes the exchange.
 */
public final class H2Database implements Database {

  /** The usual name of our schema. */
  public static final String SCHEMA = "zarafa";

  private static final Set<String> SYSTEM = Set.of("public", "information_schema");

  private final H2Dialect dialect;
  private final SqlConnections connections;
  private final SqlView view;

  private H2Database(H2Dialect dialect) {
    this.dialect = dialect;
    this.connections = new SqlConnections(dialect);
    this.view = new SqlView(dialect, connections);
  }

  /**
   * Connects and signs in.
   *
   * @param url {@code jdbc:h2:...}; the settings that the port needs are added to it when it does not say {@code MODE=MySQL}
   * @param schema the name of our schema, in lower case
   * @throws TrekException of kind UNREACHABLE when the server can't be reached or refuses the sign-in; of kind ESTATE when the address is malformed
   */
  public static H2Database open(String url, DatabaseLogin login, String schema) throws TrekException {
    H2Database database = new H2Database(new H2Dialect(url, login, schema));
    database.view.serverVersion();
    return database;
  }

  /** Returns an address with the settings that sessions of this port have, for those who make the tables. */
  public static String completed(String url) {
    return url + H2Dialect.SETTINGS;
  }

  @Override
  public DatabaseView view() {
    return view;
  }

  @Override
  public boolean exchangeSetting(String name, Optional<byte[]> expected, Optional<byte[]> value) throws TrekException {
    return connections.with("setting " + name, connection -> {
      boolean done = new SqlSettings(dialect, connection).exchange(name, expected, value);
      beside(connection, dialect.ours()).sync();
      return done;
    });
  }

  private H2Schemas beside(Connection connection, String database) {
    return new H2Schemas(connection, dialect.ours(), database.toLowerCase(Locale.ROOT));
  }

  @Override
  public void load(InputStream dump, String database) throws TrekException, IOException {
    refuseOurs(database);
    SqlStatements statements = new SqlStatements(dump, false);
    // A connection of its own, as it ends in another schema.
    try (Connection connection = dialect.connect(); Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("CREATE SCHEMA " + H2Dialect.quoted(database));
      statement.execute("SET SCHEMA " + H2Dialect.quoted(database));
      for (Optional<String> next = statements.read(); next.isPresent(); next = statements.read()) {
        statement.execute(next.get());
      }
      beside(connection, database).sync();
    } catch (SQLException e) {
      throw dialect.refused("loading into database " + database, e);
    }
    if (!statements.complete()) {
      throw TrekException.at(dialect.url()).found("the dump ends before its end mark; database " + database + " holds only a part")
          .next("use another dump (backup list)");
    }
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
      beside(connection, database).exchange();
      return null;
    });
  }

  @Override
  public void drop(String database) throws TrekException {
    refuseOurs(database);
    writing("dropping database " + database, connection -> {
      beside(connection, database).drop();
      return null;
    });
  }

  @Override
  public void setRowsAside(String table) throws TrekException {
    throw dialect.rowsStay();
  }

  @Override
  public void bringRowsBack(String table) throws TrekException {
    throw dialect.rowsStay();
  }

  @Override
  public void dropRows(String table) throws TrekException {
    throw dialect.rowsStay();
  }

  private void writing(String doing, SqlConnections.Call<Void> call) throws TrekException {
    connections.with(doing, connection -> {
      try {
        return call.on(connection);
      } catch (SQLException e) {
        if (dialect.lost(e)) {
          throw TrekException.at(dialect.url()).kind(Kind.PARTLY).because(e)
              .found("the connection broke while " + doing + "; whether the server completed it is not known")
              .next("when the database server answers again, type: resume (it looks first), or: undo");
        }
        throw e;
      }
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
