package org.mailtrek.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDisk;
import org.mailtrek.host.fault.KillEstate;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.host.fault.Points;

/** Three machines in memory, and a desk that holds the estate's home; with a runbook whose stages work on all three. */
final class SmallFleet {

  static final List<String> HOSTS = List.of("mail1", "mail2", "mail3");

  private final Map<String, MemoryMachine> machines;
  private final Path locks;

  private SmallFleet(Map<String, MemoryMachine> machines, Path locks) {
    this.machines = machines;
    this.locks = locks;
  }

  static SmallFleet in(Path locks) throws TrekException {
    Map<String, MemoryMachine> machines = new TreeMap<>();
    machines.put("desk", MemoryMachine.named("desk"));
    machines.get("desk").disk().mkdir(StepWorld.HOME, 0700);
    for (String each : HOSTS) {
      MemoryMachine machine = MemoryMachine.named(each);
      machine.disk().mkdir(HostPath.of("/etc"), 0755);
      write(machine, "/etc/server.cfg", "name = " + each + "\n");
      machines.put(each, machine);
    }
    SmallFleet fleet = new SmallFleet(machines, locks);
    fleet.settle();
    return fleet;
  }

  private static void write(MemoryMachine machine, String path, String text) throws TrekException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    machine.disk().create(HostPath.of(path));
    machine.disk().append(HostPath.of(path), bytes, 0, bytes.length);
  }

  void settle() {
    machines.values().forEach(each -> each.files().settle());
  }

  void losePower() {
    machines.values().forEach(each -> each.files().losePower());
  }

  SmallFleet copy() {
    Map<String, MemoryMachine> copies = new TreeMap<>();
    machines.forEach((name, machine) -> copies.put(name, machine.copy()));
    return new SmallFleet(copies, locks);
  }

  /** Somebody else makes a file. */
  void disturb(String host, String path) throws TrekException {
    write(machines.get(host), path, "somebody else's\n");
  }

  void remove(String host, String path) throws TrekException {
    machines.get(host).disk().delete(HostPath.of(path));
  }

  boolean has(String host, String path) {
    return machines.get(host).stat(HostPath.of(path)).isPresent();
  }

  /** Returns an engine whose every write is a write point; those of one host may wait for something. */
  Engine engine(Runbook runbook, Points points) {
    Disk desk = new KillDisk(machines.get("desk").disk(), points);
    Home home = new Home(desk, machines.get("desk"), StepWorld.HOME, locks);
    Clock clock = Clock.fixed(Instant.parse("2024-03-01T00:00:00Z"), ZoneOffset.UTC);
    return new Engine(new KillEstate(new Fleet(machines), points), home, ChangeKinds::read, new Runbooks(List.of(runbook)), clock, "tester@here");
  }

  SortedMap<String, String> scan(boolean allTimes) {
    SortedMap<String, String> all = new TreeMap<>();
    for (String host : HOSTS) {
      machines.get(host).files().dump(allTimes).forEach((path, line) -> all.put(host + StepWorld.plain(path), line));
      all.remove(host + "/");
    }
    return all;
  }

  /** Two stages at once with a step for all between them, and one in turns. */
  static Runbook runbook() {
    List<Step> steps = new ArrayList<>();
    for (String each : HOSTS) {
      steps.add(new FleetStep("first-" + each, Optional.of(Lane.beside("first", each)), "listed", (view, preview) -> {
        become(view, preview, each, "/etc/server.cfg", "name = kopano\n" + "# a long comment\n".repeat(400));
        become(view, preview, each, "/etc/new.cfg", "is = new\n");
      }));
      steps.add(new FleetStep("more-" + each, Optional.of(Lane.beside("first", each)), "bulk", (view, preview) -> {
        for (int n = 0; n < 3; n++) {
          become(view, preview, each, "/etc/many-" + n, "number " + n + "\n");
        }
      }));
    }
    steps.add(new FleetStep("for-all", Optional.empty(), "listed", (view, preview) -> {
      for (String each : HOSTS) {
        become(view, preview, each, "/etc/all", "all\n");
      }
    }));
    for (String each : HOSTS) {
      steps.add(new FleetStep("turn-" + each, Optional.of(Lane.rolling("turns", each)), "listed", (view, preview) -> become(view, preview, each, "/etc/turn", "yes\n")));
    }
    return new FleetRunbook(steps);
  }

  static void become(View view, Step.Preview preview, String host, String path, String text) throws TrekException {
    HostPath file = HostPath.of(path);
    byte[] after = text.getBytes(StandardCharsets.UTF_8);
    if (view.host(host).stat(file).isEmpty()) {
      preview.change(FileContent.create(view, host, file, Content.of(after), Owner.of(0, 0), 0640));
      return;
    }
    byte[] before = view.host(host).readAll(file);
    if (!java.util.Arrays.equals(before, after)) {
      preview.change(FileContent.of(view, host, file, before, after));
    }
  }

  /** A runbook of these steps. */
  record FleetRunbook(List<Step> steps) implements Runbook {

    @Override
    public String name() {
      return "fleet";
    }

    @Override
    public String title() {
      return "A small runbook for several machines";
    }

    @Override
    public List<Step> steps(View view, Map<String, String> options) {
      return steps;
    }
  }

  /** A step on one machine, or on all. */
  record FleetStep(String id, Optional<Lane> lane, String kind, SmallRunbook.Finder finder) implements Step {

    @Override
    public String title() {
      return "Step " + id;
    }

    @Override
    public boolean bulk() {
      return kind.equals("bulk");
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      finder.find(view, preview);
    }
  }

  /** The machines as an estate. */
  private record Fleet(Map<String, MemoryMachine> machines) implements Estate {

    @Override
    public String name() {
      return "made-up";
    }

    @Override
    public Path folder() {
      throw new IllegalStateException("an estate in memory has no folder");
    }

    @Override
    public View view() {
      return new FleetView(machines);
    }

    @Override
    public Host host(String name) {
      return machines.get(name);
    }

    @Override
    public DirectoryServer directory() {
      throw new IllegalStateException("there is none");
    }

    @Override
    public Database database(String host) {
      throw new IllegalStateException("there is none");
    }

    @Override
    public void close() {}
  }

  /** The face that can't write. */
  private record FleetView(Map<String, MemoryMachine> machines) implements View {

    @Override
    public List<String> hosts() {
      return HOSTS;
    }

    @Override
    public HostView host(String name) {
      return machines.get(name);
    }

    @Override
    public DirectoryView directory() {
      throw new IllegalStateException("there is none");
    }

    @Override
    public DatabaseView database(String host) {
      throw new IllegalStateException("there is none");
    }
  }
}
