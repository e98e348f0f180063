package org.mailtrek.host;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongConsumer;

/** How one kind of database server is spoken to; {@link SqlView} asks the questions. Names in backquotes are understood by all. */
interface SqlDialect {

  /** Returns where it is, without a secret. */
  String url();

  /** Opens a connection that commits each statement by itself. */
  Connection connect() throws SQLException;

  /** Returns the name of our database. */
  String ours();

  /** Returns the name of a table of ours for a statement: quoted, and with its database. */
  default String table(String name) {
    return table(ours(), name);
  }

  /** Returns the name of a table of a database for a statement: quoted, and with its database. */
  String table(String database, String name);

  /** Returns the tables of ours with their real names, by name in lower case. */
  default SortedMap<String, String> tables(Connection connection) throws SQLException {
    return tablesOf(connection, ours());
  }

  /** Returns the tables of a database with their real names, by name in lower case; empty when there is no such database. */
  SortedMap<String, String> tablesOf(Connection connection, String database) throws SQLException;

  /** Makes a statement whose rows are handed over one by one, in constant memory, and no other on the connection meanwhile. */
  Statement streaming(Connection connection) throws SQLException;

  /** Hands over each attachment that our table {@code singleinstances} names, once and ascending, in constant memory. */
  default void instances(Connection connection, LongConsumer each) throws SQLException {
    try (Statement statement = streaming(connection); ResultSet rows = statement.executeQuery("SELECT DISTINCT instanceid FROM " + table("singleinstances") + " ORDER BY instanceid")) {
      while (rows.next()) {
        each.accept(rows.getLong(1));
      }
    }
  }

  /** Returns a cell as bytes that are the same whenever its value is the same. */
  byte[] cell(ResultSet row, int column) throws SQLException;

  /** Returns the expression for a column's SHA-256, lower case hexadecimal, that the server makes itself. */
  String sha256(String column);

  /** Returns the number that the next row of {@code singleinstances} in a database will get; 1 where there is no such table. */
  long nextContent(Connection connection, String database) throws SQLException;

  /** Sets that number, to a higher one. */
  void contentsFrom(Connection connection, String database, long next) throws SQLException;

  /** Lets contents begin at a number at least; nothing happens where they do, or where there is no table of them. */
  default void contentsAtLeast(Connection connection, String database, long number) throws SQLException {
    if (tablesOf(connection, database).containsKey("singleinstances") && nextContent(connection, database) < number) {
      contentsFrom(connection, database, number);
    }
  }

  /** Returns whether two tables can get each other's names in one statement. */
  default boolean exchangesTables() {
    return true;
  }

  /** Says that they can't. */
  default TrekException rowsStay() {
    return TrekException.at(url()).kind(TrekException.Kind.REFUSED).found("H2 can't exchange two tables at once").next("install mariadb-server, then make the practice estate anew");
  }

  /** Returns about how many bytes the rows of ours take on the server's disk. */
  long bytes(Connection connection) throws SQLException;

  /** Returns what this kind of server and its tables hold that the upgrade from a schema will meet. */
  List<UpgradeSign> upgradeSigns(Connection connection, int schema) throws SQLException;

  /** Returns whether a database of that name, beside ours, exists. */
  boolean exists(Connection connection, String database) throws SQLException;

  /** Returns the version and kind of the server. */
  String serverVersion(Connection connection) throws SQLException;

  /** Writes a dump of ours from one consistent view. */
  void dump(Connection connection, OutputStream out) throws SQLException, IOException, TrekException;

  /** Writes a dump of ours without contents, from one consistent view. */
  void outline(Connection connection, OutputStream out) throws SQLException, IOException, TrekException;

  /** Words a refusal while doing something, such as {@code "reading table users"}. */
  TrekException refused(String doing, SQLException e);

  /** Closes a connection at once, whatever it was doing. */
  void giveUp(Connection connection) throws SQLException;

  /** Returns whether the connection itself is lost, so that an outcome may be unknown. */
  boolean lost(SQLException e);
}
