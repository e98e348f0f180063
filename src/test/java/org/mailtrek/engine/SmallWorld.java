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
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDisk;
import org.mailtrek.host.fault.KillEstate;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.host.fault.Points;

/** A machine in memory that is estate and home in one; everything in it can be killed and can lose its power. */
final class SmallWorld {

  static final HostPath HOME = HostPath.of("/estate");

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-03-01T00:00:00Z"), ZoneOffset.UTC);

  private final MemoryMachine machine;
  private final Path locks;

  private SmallWorld(MemoryMachine machine, Path locks) {
    this.machine = machine;
    this.locks = locks;
  }

  /** Returns a world with files to work on. */
  static SmallWorld in(Path locks) throws TrekException {
    SmallWorld world = new SmallWorld(MemoryMachine.named("mail1"), locks);
    world.folder("/estate");
    world.folder("/etc");
    world.folder("/var");
    world.folder("/var/many");
    world.file("/etc/server.cfg", "user = zarafa\nport = 236\n");
    world.file("/etc/old.cfg", "gone = soon\n");
    for (int n = 0; n < 3; n++) {
      world.file("/var/many/" + n, "number " + n + "\n");
    }
    world.machine.files().settle();
    return world;
  }

  void folder(String path) throws TrekException {
    machine.disk().mkdir(HostPath.of(path), 0755);
  }

  void file(String path, String content) throws TrekException {
    HostPath file = HostPath.of(path);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    machine.disk().create(file);
    machine.disk().append(file, bytes, 0, bytes.length);
  }

  /** Somebody else writes a file. */
  void edit(String path, String content) throws TrekException {
    HostPath file = HostPath.of(path);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    machine.disk().truncate(file, 0);
    machine.disk().append(file, bytes, 0, bytes.length);
  }

  String text(String path) throws TrekException {
    return new String(machine.readAll(HostPath.of(path)), StandardCharsets.UTF_8);
  }

  SmallWorld copy() {
    return new SmallWorld(machine.copy(), locks);
  }

  void losePower() {
    machine.files().losePower();
  }

  MemoryMachine machine() {
    return machine;
  }

  Engine engine(Runbook runbook) {
    return engine(runbook, Points.counting());
  }

  /** Returns an engine whose every write, those of its own journal among them, is a write point. */
  Engine engine(Runbook runbook, Points points) {
    MemoryEstate estate = new MemoryEstate(machine, Optional.empty(), Optional.empty());
    Home home = new Home(new KillDisk(machine.disk(), points), machine, HOME, locks);
    return new Engine(new KillEstate(estate, points), home, ChangeKinds::read, new Runbooks(List.of(runbook)), CLOCK, "tester@here");
  }

  Plan plan(Runbook runbook) throws TrekException {
    return engine(runbook).planner(Progress.NONE).plan(runbook, Map.of());
  }

  Runner runner(Runbook runbook, Points points) {
    return engine(runbook, points).runner(Progress.NONE, new Interruption());
  }

  Runner runner(Runbook runbook) {
    return runner(runbook, Points.counting());
  }

  /** Returns everything but the home, with times of files, and of folders and links where asked for. */
  SortedMap<String, String> scan(boolean allTimes) {
    SortedMap<String, String> all = machine.files().dump(allTimes);
    all.keySet().removeIf(path -> path.equals("/estate") || path.startsWith("/estate/"));
    all.remove("/");
    return all;
  }
}
