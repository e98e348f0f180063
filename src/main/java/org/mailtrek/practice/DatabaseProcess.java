package org.mailtrek.practice;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The database of a practice estate: a private MariaDB server. */
final class DatabaseProcess implements Closeable {

  /** Counts the connections of others. */
  static final String OTHERS = "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '" + Recipe.DATABASE_USER + "' AND id <> CONNECTION_ID()";

  private final MariaDaemon daemon;
  private final int port;

  private DatabaseProcess(MariaDaemon daemon, int port) {
    this.daemon = daemon;
    this.port = port;
  }

  static DatabaseProcess start(Places places, int port) throws IOException, InterruptedException {
    return new DatabaseProcess(MariaDaemon.start(places.database(), port, () -> signsIn(places, port)), port);
  }

  private static boolean signsIn(Places places, int port) {
    try (Connection connection = connect(places, port)) {
      return connection.isValid(1);
    } catch (SQLException | IOException notYet) {
      return false;
    }
  }

  String url() {
    return url(port);
  }

  /** Returns the address of the database, without secrets. */
  static String url(int port) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + Recipe.DATABASE;
  }

  static Connection connect(Places places, int port) throws SQLException, IOException {
    return connect(url(port), Recipe.DATABASE_USER, Files.readString(places.databasePassword(), StandardCharsets.UTF_8).strip());
  }

  static Connection connect(String url, String user, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("sslMode", "DISABLED");
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("rewriteBatchedStatements", "true");
    properties.setProperty("connectTimeout", "5000");
    return DriverManager.getConnection(url, properties);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
