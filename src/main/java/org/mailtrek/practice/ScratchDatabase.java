package org.mailtrek.practice;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLimits;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.MySqlDatabase;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** A database server of our own, empty, on a free port of this machine, that leaves nothing: to try on it whether a dump can be loaded. */
public final class ScratchDatabase implements AutoCloseable {

  private static final String SCHEMA = "scratch";
  private static final String LOADED = "mailtrek_verification";
  private static final DatabaseLimits LIMITS = new DatabaseLimits(Duration.ofSeconds(5), Duration.ofHours(6), Duration.ofSeconds(5));

  private final Path folder;
  private final MariaDaemon server;
  private final Database database;

  private ScratchDatabase(Path folder, MariaDaemon server, Database database) {
    this.folder = folder;
    this.server = server;
    this.database = database;
  }

  /** Returns whether this machine has what it takes to make and start a database server. */
  public static boolean possible() {
    return MariaDaemon.complete();
  }

  /**
   * Starts one.
   *
   * @param parent a folder in which one of our own is made meanwhile, with room for what is loaded
   * @throws TrekException when it does not come up; nothing stays
   */
  public static ScratchDatabase start(Path parent) throws TrekException {
    try {
      Path folder = Files.createTempDirectory(parent, ".scratch-database-");
      try {
        return started(folder);
      } catch (IOException | TrekException e) {
        remove(folder);
        throw e;
      }
    } catch (IOException e) {
      throw TrekException.at("a database server of our own").found("can't be started: " + e.getMessage()).because(e).next("try again; or verify without --load");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at("a database server of our own").kind(TrekException.Kind.INTERRUPTED).found("was not waited for").because(e).next("try again");
    }
  }

  private static ScratchDatabase started(Path folder) throws IOException, TrekException, InterruptedException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    int port = Ports.choose(new Random(new SecureRandom().nextLong()), Engine.MARIADB).database();
    Path data = folder.resolve("server");
    MariaDaemon.install(data, SCHEMA, password, List.of(SCHEMA));
    DatabaseLogin login = new DatabaseLogin(SCHEMA, Secret.of(password));
    String url = "jdbc:mysql://127.0.0.1:" + port + "/" + SCHEMA;
    MariaDaemon server = MariaDaemon.start(data, port, () -> answers(url, login));
    try {
      return new ScratchDatabase(folder, server, MySqlDatabase.open(url, login, LIMITS));
    } catch (TrekException e) {
      server.close();
      throw e;
    }
  }

  private static boolean answers(String url, DatabaseLogin login) {
    try (Database database = MySqlDatabase.open(url, login, LIMITS)) {
      return !database.view().url().isEmpty();
    } catch (TrekException notYet) {
      return false; // asked again until the patience with its start is over
    }
  }

  /**
   * Loads a dump, and removes it again.
   *
   * @return the digest of each of its tables
   * @throws TrekException when it can't be loaded
   */
  public SortedMap<String, String> load(InputStream dump) throws TrekException, IOException {
    try {
      database.load(dump, LOADED);
      return database.view().tableDigests(LOADED);
    } finally {
      database.drop(LOADED);
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }

  /** Stops the server and removes all that it had. */
  @Override
  public void close() throws TrekException {
    database.close();
    server.close();
    try {
      remove(folder);
    } catch (IOException e) {
      throw TrekException.at(folder).found("can't be removed: " + e.getMessage()).because(e).next("remove it");
    }
  }
}
