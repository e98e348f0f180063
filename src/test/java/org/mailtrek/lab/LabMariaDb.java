package org.mailtrek.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A private mariadbd on a socket and a free loopback port, as whatever user runs the tests. Nothing is synced: its data outlives SIGKILL, not a loss of power. Annotate tests with
 * {@code @RequiresLab({"mariadbd", "mariadb-install-db"})}.
 */
public final class LabMariaDb implements AutoCloseable {

  /** An account that may do everything. */
  public static final String ROOT = "root";
  /** The password of {@link #ROOT} and {@link #USER}. */
  public static final String PASSWORD = "lab-Geheim-%&?#'42";
  /** An account that may do everything in {@code zarafa} and in Mailtrek's scratch databases beside it. */
  public static final String USER = "zarafa";

  private final Path folder;
  private final int port;
  private final List<String> more;
  private final Thread hook;
  private LabProcess process;

  private LabMariaDb(Path folder, int port, List<String> more) {
    this.folder = folder;
    this.port = port;
    this.more = List.copyOf(more);
    this.hook = new Thread(this::end);
  }

  /** Starts one with an empty database {@code zarafa}. */
  public static LabMariaDb start() {
    return start(List.of());
  }

  /** Starts one with an empty database {@code zarafa} and options of mariadbd besides the usual ones. */
  public static LabMariaDb start(List<String> more) {
    LabMariaDb server = new LabMariaDb(LabFolder.create("mariadb"), LabProcess.freePort(), more);
    Runtime.getRuntime().addShutdownHook(server.hook);
    try {
      copy(template(), server.folder.resolve("data"));
      Files.writeString(server.folder.resolve("init.sql"), server.accounts());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.restart();
    return server;
  }

  /** The installed server's empty data folder: made once, kept with the build's other products. */
  private static Path template() throws IOException {
    Path made = Path.of("target", "lab-mariadb").toAbsolutePath();
    if (!Files.isDirectory(made)) {
      Files.createDirectories(made.getParent());
      Path making = Files.createTempDirectory(made.getParent(), "lab-mariadb-");
      List<String> command = new ArrayList<>(List.of(LabProgram.require("mariadb-install-db"), "--no-defaults", "--skip-test-db",
          "--auth-root-authentication-method=normal", "--innodb-log-file-size=8M", "--datadir=" + making, "--tmpdir=" + making));
      command.addAll(user());
      LabProcess.run(making.resolveSibling("lab-mariadb.log"), making, command);
      try {
        Files.move(making, made, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        throw e;
      } catch (IOException e) {
        LabFolder.remove(making);
      }
    }
    return made;
  }

  private static List<String> user() {
    return System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(from, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
        Files.createDirectories(to.resolve(from.relativize(visited)));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.copy(file, to.resolve(from.relativize(file)));
        return FileVisitResult.CONTINUE;
      }
    });
  }

  private String accounts() {
    String secret = "'" + PASSWORD.replace("'", "''") + "'";
    return "CREATE OR REPLACE USER 'root'@'127.0.0.1' IDENTIFIED BY " + secret + ";\n"
        + "GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n"
        + "ALTER USER 'root'@'localhost' IDENTIFIED BY " + secret + ";\n"
        + "CREATE DATABASE IF NOT EXISTS zarafa DEFAULT CHARACTER SET utf8;\n"
        + "CREATE OR REPLACE USER 'zarafa'@'127.0.0.1' IDENTIFIED BY " + secret + ";\n"
        + "GRANT ALL ON zarafa.* TO 'zarafa'@'127.0.0.1';\n"
        + "GRANT ALL ON `mailtrek\\_%`.* TO 'zarafa'@'127.0.0.1';\n";
  }

  /** Starts the server again with its data, after {@link #stop} or {@link #kill}. */
  public void restart() {
    List<String> command = new ArrayList<>(List.of(LabProgram.require("mariadbd"), "--no-defaults", "--datadir=" + folder.resolve("data"), "--tmpdir=" + folder,
        "--socket=" + socket(), "--port=" + port, "--bind-address=127.0.0.1", "--skip-name-resolve", "--pid-file=" + folder.resolve("pid"),
        "--init-file=" + folder.resolve("init.sql"), "--innodb-buffer-pool-size=64M", "--innodb-log-file-size=8M", "--skip-log-bin",
        "--innodb-flush-method=nosync", "--debug-no-sync",
        "--max-allowed-packet=64M"));
    command.addAll(more);
    command.addAll(user());
    process = LabProcess.start(folder.resolve("log"), command);
    process.awaitPort(port);
  }

  /** Returns the UNIX socket. */
  public Path socket() {
    return folder.resolve("socket");
  }

  /** Returns the port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Returns {@code jdbc:mysql://127.0.0.1:PORT/DATABASE}. */
  public String url(String database) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + database;
  }

  /** Opens a connection as root. */
  public Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", ROOT);
    properties.setProperty("password", PASSWORD);
    return DriverManager.getConnection(url(database), properties);
  }

  /** Runs statements as root. */
  public void run(String database, String... statements) {
    try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates a database anew with the 26 tables of a ZCP 7.2.6 server (schema 64), empty. */
  public void createZcp(String database) {
    run("", "DROP DATABASE IF EXISTS `" + database + "`", "CREATE DATABASE `" + database + "` DEFAULT CHARACTER SET utf8");
    run(database, tables("mariadb"));
  }

  /** Returns the statements that create the tables of schema 64, for {@code mariadb} or {@code h2}. */
  public static String[] tables(String dialect) {
    try (InputStream in = LabMariaDb.class.getResourceAsStream("/org/mailtrek/practice/zcp-schema-64." + dialect + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*\n", "").trim().split(";\\s*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the server in order. */
  public void stop() {
    process.stop();
  }

  /** Kills the server with SIGKILL. */
  public void kill() {
    process.kill();
  }

  private void end() {
    if (process != null) {
      process.stop();
    }
    LabFolder.remove(folder);
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
