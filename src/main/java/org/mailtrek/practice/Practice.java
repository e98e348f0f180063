package org.mailtrek.practice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mailtrek.host.PackageWriter;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.oracle.ClusterEstate;
import org.mailtrek.practice.oracle.OracleEstate;

/** Makes practice estates. */
public final class Practice {

  /** The kinds that can be made, for completion and usage. */
  public static final List<String> KINDS = Stream.concat(Stream.of(EstateKind.values()).map(EstateKind::word), Stream.of(NetscapeEstate.KIND, OracleEstate.KIND, ClusterEstate.KIND)).toList();

  private static final int ATTACHMENTS_EACH = 10;

  private final Places places;
  private final Recipe recipe;
  private final Ports ports;
  private final Consumer<String> progress;

  private Practice(Places places, Recipe recipe, Ports ports, Consumer<String> progress) {
    this.places = places;
    this.recipe = recipe;
    this.ports = ports;
    this.progress = progress;
  }

  /**
   * Makes a practice estate and starts its servers. All but the two ports follows from the seed.
   *
   * @param kind one of {@link #KINDS}
   * @param folder becomes the estate's folder; must be empty or missing
   * @param users count of mailboxes, at least 10; each brings ten attachments
   * @param seed the same seed makes the same people, files, passwords and mails
   * @param progress is told what is being made, a few words at a time
   * @throws TrekException of kind {@code USAGE} for wrong arguments; of kind {@code PARTLY} when it fails later: the folder is to be removed then
   */
  public static void make(String kind, Path folder, int users, long seed, Consumer<String> progress) throws TrekException {
    make(kind, folder, users, seed, progress, Engine.installed());
  }

  /** Makes a practice estate on one of the engines. */
  static void make(String kind, Path folder, int users, long seed, Consumer<String> progress, Engine engine) throws TrekException {
    check(kind, folder, users);
    Places places = new Places(folder);
    try {
      Files.createDirectories(places.estate(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      if (kind.equals(NetscapeEstate.KIND)) {
        new NetscapeEstate(places, users, seed, progress).make();
        return;
      }
      if (kind.equals(OracleEstate.KIND)) {
        oracle(places, users, seed, progress);
        return;
      }
      if (kind.equals(ClusterEstate.KIND)) {
        cluster(places, users, progress);
        return;
      }
      Ports ports = Ports.choose(new Random(), engine);
      EstateKind made = EstateKind.of(kind);
      Population population = Population.of(made, users, seed);
      int first = (int) population.people().stream().filter(each -> made.home(each).equals(Machine.FIRST)).count();
      Recipe recipe =
          new Recipe(
              made,
              Machine.FIRST,
              population,
              seed,
              first * ATTACHMENTS_EACH,
              ports.ldap(),
              ports.database(),
              Recipe.password(seed, "directory"),
              Recipe.password(seed, "database"));
      new Practice(places, recipe, ports, progress).make();
    } catch (IOException | SQLException e) {
      throw TrekException.at(places.estate()).kind(TrekException.Kind.PARTLY).found("can't be made: " + e.getMessage()).because(e)
          .next("remove the folder, mend what was found, and try again");
    }
  }

  /**
   * Ends the servers of a practice estate.
   *
   * @return false when none were running
   * @throws TrekException when they can't be asked to end
   */
  public static boolean stop(Path folder) throws TrekException {
    return PracticeServers.stop(folder);
  }

  /** Makes an estate without a database of its own. */
  private static void oracle(Places places, int users, long seed, Consumer<String> progress) throws IOException, TrekException {
    secret(places.practice(), "");
    progress.accept("machines " + String.join(", ", OracleEstate.hosts()) + " with " + users + " mailboxes");
    OracleEstate.make(places.practice(), users, seed, (disk, folder) -> new UnsyncedDisk(disk));
    for (String each : OracleEstate.hosts()) {
      new MachineFolder(places.practice().resolve(each)).settle();
    }
    Ports ports = Ports.choose(new Random(), Engine.NONE);
    secret(places.directoryPassword(), Recipe.password(seed, "directory") + "\n");
    DirectoryStore.create(places.directory(), NetscapeEntries.dated(OracleEstate.entries(users), seed));
    ports.write(places.ports());
    PracticeServers.ensureRunning(places.estate());
    declare(places, OracleEstate.DECLARATION.formatted(ports.ldap()));
  }

  private static void cluster(Places places, int users, Consumer<String> progress) throws IOException, TrekException {
    secret(places.practice(), "");
    progress.accept("two clusters of two nodes: " + String.join(", ", ClusterEstate.hosts()) + " with " + users + " mailboxes");
    ClusterEstate.make(places.practice(), users, (disk, folder) -> new UnsyncedDisk(disk));
    for (String each : ClusterEstate.folders()) {
      new MachineFolder(places.practice().resolve(each)).settle();
    }
    declare(places, ClusterEstate.DECLARATION);
  }

  private static void declare(Places places, String text) throws IOException {
    Path unfinished = places.estate().resolve("estate.yaml.new");
    secret(unfinished, text);
    Files.move(unfinished, places.declaration(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void check(String kind, Path folder, int users) throws TrekException {
    TrekException.Draft wrong = TrekException.at("simulate").kind(TrekException.Kind.USAGE);
    if (!KINDS.contains(kind)) {
      throw wrong.found("there is no practice estate " + kind).next("choose one of: " + String.join(", ", KINDS));
    }
    if (users < 10 || users > 20_000) {
      throw wrong.found(users + " users").next("choose between 10 and 20000");
    }
    mustBeNew("simulate", folder);
  }

  /** Passes when a folder is missing or empty. */
  static void mustBeNew(String command, Path folder) throws TrekException {
    TrekException.Draft wrong = TrekException.at(command).kind(TrekException.Kind.USAGE);
    if (Files.exists(folder)) {
      try (var content = Files.list(folder)) {
        if (content.findAny().isPresent()) {
          throw wrong.found(folder + " is not empty").next("name a new folder with --into");
        }
      } catch (IOException e) {
        throw wrong.found(folder + " is no folder, or can't be read").because(e).next("name a new folder with --into");
      }
    }
  }

  private void make() throws IOException, SQLException, TrekException {
    secret(places.practice(), "");
    secret(places.directoryPassword(), recipe.directoryPassword() + "\n");
    secret(places.databasePassword(), recipe.databasePassword() + "\n");
    CompletableFuture<Void> database = CompletableFuture.runAsync(this::installDatabase);
    progress.accept("directory of " + recipe.population().people().size() + " people");
    DirectoryStore.create(places.directory(), new DirectoryEntries(recipe).make());
    for (Machine each : recipe.kind().machines()) {
      progress.accept("machine " + each.name() + " with " + recipe.at(each).attachments() + " attachments");
      machine(recipe.at(each));
    }
    progress.accept("servers");
    try {
      database.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
    ports.write(places.ports());
    PracticeServers.ensureRunning(places.estate());
    progress.accept("database");
    for (Machine each : recipe.kind().machines()) {
      try (Connection connection = DatabaseProcess.connect(places, each)) {
        MailDatabase.fill(connection, ports.engine(), recipe.at(each));
      }
    }
    declare(places, Declaration.of(recipe, ports));
  }

  private void installDatabase() {
    try {
      DatabaseProcess.install(places, ports.engine(), recipe.databasePassword(), recipe.kind().machines());
    } catch (IOException e) {
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private void machine(Recipe made) throws IOException, TrekException {
    MachineFolder machine = new MachineFolder(places.machine(made.machine()));
    new PlainMachine(machine, made).make();
    packages(made.machine());
    new MailMachine(machine, made).make();
    new AttachmentFiles(machine, made).make();
    machine.settle();
  }

  /** Installs what is there, starts it, and offers what comes next; the old release is offered no more, as its repository is gone. */
  private void packages(Machine machine) throws IOException, TrekException {
    Path pool = places.beside(machine).resolve("pool");
    boolean zarafa = recipe.vendor() == Vendor.ZARAFA;
    List<PackageWriter> present = new ArrayList<>(MailPackages.others(recipe.vendor(), machine));
    present.addAll(zarafa ? MailPackages.zarafa() : MailPackages.firstKopano());
    offer(pool, present);
    Clock then = Clock.fixed(MachineFolder.INSTALLED, ZoneOffset.UTC);
    try (SimulatedHost host = new SimulatedHost(machine.name(), places.machine(machine), new Simulation(Map.of(), (disk, folder) -> new UnsyncedDisk(disk), then))) {
      host.packages().install(present.stream().map(each -> each.fileName().replace(".zip", "").replace('_', '=')).toList());
      for (String service : host.view().services().names()) {
        host.services().enable(service, true);
        host.services().start(service);
      }
    }
    for (PackageWriter each : present) {
      Files.delete(pool.resolve(each.fileName()));
    }
    offer(pool, MailPackages.kopano());
    if (!zarafa) {
      offer(pool, MailPackages.lastKopano());
    }
  }

  private static void offer(Path pool, List<PackageWriter> packages) throws IOException {
    Files.createDirectories(pool);
    for (PackageWriter each : packages) {
      Files.write(pool.resolve(each.fileName()), each.toBytes());
    }
  }

  /** Writes a file that only its owner may read, or makes such a folder where there is no text. */
  static void secret(Path path, String text) throws IOException {
    if (text.isEmpty()) {
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return;
    }
    Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(path, text, StandardCharsets.UTF_8);
  }
}
