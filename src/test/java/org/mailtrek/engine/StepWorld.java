package org.mailtrek.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.View;
import org.mailtrek.host.Database;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDisk;
import org.mailtrek.host.fault.KillEstate;
import org.mailtrek.host.fault.MemoryDatabase;
import org.mailtrek.host.fault.MemoryDirectory;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.host.fault.Points;

/**
 * A world in memory for steps: one machine named {@code mail1}, which also holds the estate's home, and perhaps a directory and a database.
 * Everything in it can be copied, killed and can lose its power.
 */
public final class StepWorld {

  static final HostPath HOME = HostPath.of("/estate");

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-03-01T00:00:00Z"), ZoneOffset.UTC);

  private final MemoryMachine machine;
  private final Optional<MemoryDirectory> directory;
  private final Optional<MemoryDatabase> database;
  private final Optional<Path> locks;
  private final Eyes eyes;

  /** How a world is looked at, where not all files count as they are. */
  @FunctionalInterface
  public interface Eyes {
    /** Changes the lines of a scan. */
    void look(MemoryMachine machine, SortedMap<String, String> lines) throws TrekException;
  }

  private StepWorld(MemoryMachine machine, Optional<MemoryDirectory> directory, Optional<MemoryDatabase> database, Optional<Path> locks) {
    this(machine, directory, database, locks, (on, lines) -> {});
  }

  private StepWorld(MemoryMachine machine, Optional<MemoryDirectory> directory, Optional<MemoryDatabase> database, Optional<Path> locks, Eyes eyes) {
    this.eyes = eyes;
    this.machine = machine;
    this.directory = directory;
    this.database = database;
    this.locks = locks;
    database.ifPresent(machine.services()::use);
  }

  /** Returns a world of an empty machine. */
  public static StepWorld empty() throws TrekException {
    StepWorld world = new StepWorld(MemoryMachine.named("mail1"), Optional.empty(), Optional.empty(), Optional.empty());
    world.folder(HOME.toString());
    return world;
  }

  /** Returns this world as it is looked at in another way. */
  public StepWorld seenBy(Eyes other) {
    return new StepWorld(machine, directory, database, locks, other);
  }

  /** Returns this world with a directory. */
  public StepWorld with(MemoryDirectory server) {
    return new StepWorld(machine, Optional.of(server), database, locks, eyes);
  }

  /** Returns this world with a database. */
  public StepWorld with(MemoryDatabase data) {
    return new StepWorld(machine, directory, Optional.of(data), locks, eyes);
  }

  StepWorld locked(Path folder) {
    return new StepWorld(machine, directory, database, Optional.of(folder), eyes);
  }

  StepWorld copy() {
    return new StepWorld(machine.copy(), directory.map(MemoryDirectory::copy), database.map(MemoryDatabase::copy), locks, eyes);
  }

  /** Makes everything so far durable. */
  StepWorld settled() {
    machine.files().settle();
    return this;
  }

  void losePower() {
    machine.files().losePower();
  }

  /** Returns the machine, to be set up and looked through. */
  public MemoryMachine machine() {
    return machine;
  }

  /** Returns the directory. */
  public MemoryDirectory directory() {
    return directory.orElseThrow();
  }

  /** Returns the database. */
  public MemoryDatabase database() {
    return database.orElseThrow();
  }

  /** Makes a folder, and those above it. */
  public void folder(String path) throws TrekException {
    HostPath folder = HostPath.of(path);
    if (!folder.root() && machine.stat(folder).isEmpty()) {
      folder(folder.parent().toString());
      machine.disk().mkdir(folder, 0755);
    }
  }

  /** Makes a file, and the folders above it. */
  public void file(String path, String content) throws TrekException {
    HostPath file = HostPath.of(path);
    folder(file.parent().toString());
    machine.disk().create(file);
    write(file, content);
  }

  /** Somebody else writes a file. */
  public void edit(String path, String content) throws TrekException {
    machine.disk().truncate(HostPath.of(path), 0);
    write(HostPath.of(path), content);
  }

  private void write(HostPath file, String content) throws TrekException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    machine.disk().append(file, bytes, 0, bytes.length);
  }

  /** Returns what a file holds. */
  public String text(String path) throws TrekException {
    return new String(machine.readAll(HostPath.of(path)), StandardCharsets.UTF_8);
  }

  /** Returns what previews see. */
  public View view() {
    return estate().view();
  }

  Engine engine(Runbook runbook) {
    return engine(runbook, Points.counting());
  }

  /** Returns an engine whose every write, those of its own journal among them, is a write point. */
  Engine engine(Runbook runbook, Points points) {
    Home home = new Home(new KillDisk(machine.disk(), points), machine, HOME, locks.orElseThrow());
    return new Engine(new KillEstate(estate(), points), home, ChangeKinds::read, new Runbooks(List.of(runbook)), CLOCK, "tester@here");
  }

  /** Returns an engine whose every write goes through another host, such as one with a full disk. */
  Engine engine(Runbook runbook, Host writer) {
    Home home = new Home(writer.disk(), machine, HOME, locks.orElseThrow());
    return new Engine(estate(writer), home, ChangeKinds::read, new Runbooks(List.of(runbook)), CLOCK, "tester@here");
  }

  /** Returns an engine with another clock. */
  Engine engine(Runbook runbook, Clock clock) {
    return new Engine(estate(), new Home(machine.disk(), machine, HOME, locks.orElseThrow()), ChangeKinds::read, new Runbooks(List.of(runbook)), clock, "tester@here");
  }

  private MemoryEstate estate() {
    return estate(machine);
  }

  private MemoryEstate estate(Host writer) {
    return new MemoryEstate(writer, directory.map(DirectoryServer.class::cast), database.map(Database.class::cast));
  }

  Plan plan(Runbook runbook) throws TrekException {
    Plan plan = engine(runbook).planner(Progress.NONE).plan(runbook, Map.of());
    settled();
    return plan;
  }

  Runner runner(Runbook runbook, Points points) {
    return engine(runbook, points).runner(Progress.NONE, new Interruption());
  }

  Runner runner(Runbook runbook) {
    return runner(runbook, Points.counting());
  }

  /** Returns a path without the numbers in scratch names: they differ after a resume. */
  static String plain(String path) {
    return path.replaceAll("\\.mailtrek-[0-9]+-[0-9]+", ".mailtrek");
  }

  /** Returns everything but the home, a line each, with times of files, and of folders and links where asked for. */
  SortedMap<String, String> scan(boolean allTimes) {
    SortedMap<String, String> all = new TreeMap<>();
    machine.files().dump(allTimes).forEach((path, line) -> all.put(plain(path), line));
    all.keySet().removeIf(path -> path.equals("/estate") || path.startsWith("/estate/"));
    all.remove("/");
    machine.services().names().forEach(each -> all.put("service " + each, machine.services().state(each).toString()));
    all.put("packages", machine.packages().toString());
    database.ifPresent(each -> all.put("database", each.toString().replaceAll("mailtrek_lob_[0-9]+_[0-9]+", "mailtrek_lob"))); // numbered as the record is
    directory.ifPresent(each -> all.putAll(each.dump()));
    try {
      eyes.look(machine, all);
    } catch (TrekException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }
}
