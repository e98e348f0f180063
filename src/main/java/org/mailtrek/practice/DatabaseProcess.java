package org.mailtrek.practice;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.tools.Server;

/** The database of a practice estate: a private MariaDB server, or where none is installed H2 in this process. */
final class DatabaseProcess implements Closeable {

  private final Runnable end;
  private final Ports ports;

  private DatabaseProcess(Runnable end, Ports ports) {
    this.end = end;
    this.ports = ports;
  }

  /** Makes the empty databases, one for each machine, before the first start. */
  static void install(Places places, Engine engine, String password, List<Machine> machines) throws IOException, InterruptedException {
    if (engine == Engine.MARIADB) {
      MariaDaemon.install(places.database(), Recipe.DATABASE_USER, password, machines.stream().map(Machine::database).toList());
    } else {
      Files.createDirectories(places.database());
    }
  }

  /**
   * Starts it and returns when it answers.
   *
   * @throws IOException when it doesn't come up
   */
  static DatabaseProcess start(Places places) throws IOException, InterruptedException {
    Ports ports = Ports.read(places.ports());
    if (ports.engine() == Engine.MARIADB) {
      MariaDaemon daemon = MariaDaemon.start(places.database(), ports.database(), () -> signsIn(places));
      return new DatabaseProcess(daemon::close, ports);
    }
    if (ports.engine() == Engine.NONE) {
      return new DatabaseProcess(() -> {}, ports);
    }
    return new DatabaseProcess(h2(places.database(), ports.database()), ports);
  }

  private static Runnable h2(Path folder, int port) throws IOException {
    System.setProperty("h2.bindAddress", "127.0.0.1"); // read by the library when its server class is first used
    try {
      Server server =
          Server.createTcpServer("-tcpPort", Integer.toString(port), "-baseDir", folder.toString(), "-ifNotExists", "-tcpDaemon").start();
      return server::stop;
    } catch (SQLException e) {
      throw new IOException("H2 does not start: " + e.getMessage(), e);
    }
  }

  private static boolean signsIn(Places places) {
    try (Connection connection = connect(places)) {
      return connection.isValid(1);
    } catch (SQLException | IOException notYet) {
      return false;
    }
  }

  /** Returns its address, without secrets. */
  String url() {
    return ports.databaseUrl();
  }

  /** Signs in as the first machine's mail server. */
  static Connection connect(Places places) throws SQLException, IOException {
    return connect(places, Machine.FIRST);
  }

  /** Signs in as a machine's mail server. */
  static Connection connect(Places places, Machine machine) throws SQLException, IOException {
    Ports ports = Ports.read(places.ports());
    String password = Files.readString(places.databasePassword(), StandardCharsets.UTF_8).strip();
    return ports.engine().connect(ports.databaseUrl(machine), Recipe.DATABASE_USER, password);
  }

  /** Returns whether others than the caller are signed in. */
  static boolean inUse(Places places) throws SQLException, IOException {
    if (Ports.read(places.ports()).engine() == Engine.NONE) {
      return false;
    }
    String query =
        Ports.read(places.ports()).engine() == Engine.MARIADB
            ? "SELECT COUNT(*) FROM information_schema.processlist WHERE user = '" + Recipe.DATABASE_USER + "' AND id <> CONNECTION_ID()"
            : "SELECT COUNT(*) - 1 FROM information_schema.sessions";
    try (Connection connection = connect(places);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() && rows.getLong(1) > 0;
    }
  }

  @Override
  public void close() {
    end.run();
  }
}
