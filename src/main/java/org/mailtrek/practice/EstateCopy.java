package org.mailtrek.practice;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.mailtrek.engine.Plan;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateText;
import org.mailtrek.estate.View;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLimits;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.MySqlDatabase;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/**
 * Makes a practice estate after another one, real or made up: its configuration, its directory and its databases without contents, with stand-ins for its
 * programs. The other estate is only read. Passwords and private keys stay behind; the copy has passwords of its own.
 */
public final class EstateCopy {

  private static final DatabaseLimits LIMITS = new DatabaseLimits(Duration.ofSeconds(10), Duration.ofHours(6), Duration.ofSeconds(10));
  private static final String LOADED = "mailtrek_copy";

  private final View from;
  private final Declaration declared;
  private final Plan plan;
  private final Places places;
  private final Consumer<String> progress;

  private EstateCopy(View from, Declaration declared, Plan plan, Path folder, Consumer<String> progress) {
    this.from = from;
    this.declared = declared;
    this.plan = plan;
    this.places = new Places(folder);
    this.progress = progress;
  }

  /**
   * Makes one, and starts its servers.
   *
   * @param plan what will be tried on it: its packages are offered there, its files are copied too
   * @param folder becomes its folder, with a mode of 0700; must be empty or missing
   * @param progress is told what is being copied
   * @throws TrekException of kind {@code USAGE} when the folder is not empty, {@code REFUSED} when such an estate can't be copied, {@code PARTLY} when it
   *     fails later: the folder is to be removed then
   */
  public static void make(View from, Declaration declared, Plan plan, Path folder, Consumer<String> progress) throws TrekException {
    check(declared, folder);
    try {
      new EstateCopy(from, declared, plan, folder, progress).make();
    } catch (IOException e) {
      throw TrekException.at(folder).kind(TrekException.Kind.PARTLY).found("can't be made: " + e.getMessage()).because(e).next("remove the folder, mend what was found, and try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TrekException.at(folder).kind(TrekException.Kind.INTERRUPTED).found("was not waited for").because(e).next("remove the folder, and try again");
    }
  }

  private static void check(Declaration declared, Path folder) throws TrekException {
    Practice.mustBeNew("rehearse", folder);
    TrekException.Draft refused = TrekException.at("rehearse").kind(TrekException.Kind.REFUSED);
    for (Declaration.Product each : declared.products()) {
      if (!CopiedDeclaration.MAIL_SERVERS.contains(each.product())) {
        throw refused.found("there are no stand-ins for " + each.product() + ", only for Zarafa and Kopano").next("plan show, and a trial on a machine of your own");
      }
    }
    if (!ScratchDatabase.possible()) {
      throw refused.found("no MariaDB server is installed on this machine, or not all of it (mariadbd, mariadb-install-db): a copy of the database needs one").next("install mariadb-server here; it need not run");
    }
  }

  private void make() throws IOException, TrekException, InterruptedException {
    Files.createDirectories(places.practice(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.setPosixFilePermissions(places.estate(), PosixFilePermissions.fromString("rwx------"));
    Ports ports = Ports.choose(new Random(new SecureRandom().nextLong()), Engine.MARIADB);
    String directory = Recipe.password(new SecureRandom().nextLong(), "directory");
    String database = Recipe.password(new SecureRandom().nextLong(), "database");
    Practice.secret(places.directoryPassword(), directory + "\n");
    Practice.secret(places.databasePassword(), database + "\n");
    CopiedDeclaration copied = new CopiedDeclaration(declared, ports);
    Set<String> logins = new TreeSet<>(Set.of(copied.login()));
    for (String host : declared.hosts().keySet()) {
      progress.accept("configuration of " + host);
      CopiedSettings settings = new CopiedSettings(copied.release(host), ports, copied.database(host), database, directory);
      new CopiedMachine(from.host(host), declared, copied.release(host), plan, places.practice().resolve(host)).make(settings, progress);
      logins.addAll(settings.logins());
    }
    directory(logins);
    MariaDaemon.install(places.database(), Recipe.DATABASE_USER, database, copied.databases());
    ports.write(places.ports());
    PracticeServers.ensureRunning(places.estate());
    for (Declaration.Product each : declared.products()) {
      if (each.database().isPresent()) {
        database(each.host(), copied.url(each.host()), database);
      }
    }
    Practice.secret(places.declaration(), EstateText.of("A copy of estate " + declared.name() + ", to rehearse plan " + plan.id() + ": all of it is in this folder.", copied.words()));
  }

  private void directory(Set<String> logins) throws IOException, TrekException {
    if (declared.directory().isEmpty()) {
      DirectoryStore.create(places.directory(), List.of()); // nobody asks it
      return;
    }
    progress.accept("directory");
    int entries = CopiedDirectory.into(places.directory(), from.directory(), logins);
    progress.accept("directory: " + entries + " entries");
  }

  /** Copies through a file, so that the source is read no longer than it takes to write one. */
  private void database(String host, String url, String password) throws IOException, TrekException {
    progress.accept("database of " + host + ", without contents");
    Path dump = places.practice().resolve(host + ".sql.gz");
    Practice.secret(dump, "\n");
    DatabaseView source = from.database(host);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(dump))) {
      source.outline(out);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(dump));
        Database own = MySqlDatabase.open(url, new DatabaseLogin(Recipe.DATABASE_USER, Secret.of(password)), LIMITS)) {
      own.load(in, LOADED);
      own.take(LOADED);
      own.drop(LOADED);
    }
    Files.delete(dump);
  }
}
