package org.mailtrek.runbook.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.Terms;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.Machines;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.DiskLayer;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.Program;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDisk;
import org.mailtrek.host.fault.KillHost;
import org.mailtrek.host.fault.MemoryDirectory;
import org.mailtrek.host.fault.Points;
import org.mailtrek.practice.UnsyncedDisk;
import org.mailtrek.practice.oracle.ClusterEstate;
import org.mailtrek.practice.oracle.OracleEstate;
import org.mailtrek.practice.oracle.VendorTools;
import org.mailtrek.runbook.oracle.Agent;
import org.mailtrek.runbook.oracle.Coexistent;
import org.mailtrek.runbook.oracle.Downgrade;
import org.mailtrek.runbook.oracle.HaInPlace;
import org.mailtrek.runbook.oracle.HaSideBySide;
import org.mailtrek.runbook.oracle.InPlace;
import org.mailtrek.runbook.oracle.SideBySide;
import org.mailtrek.runbook.oracle.UnifiedConfiguration;

/** A practice estate of Oracle's server, with a write point before everything that is written, by us or by the stand-ins. */
public final class OracleWorld implements CrashWorld {

  private final Path folder;
  private final OpenedEstate estate;
  private final FileDirectory directory;
  private final Engine engine;

  private OracleWorld(Path folder, OpenedEstate estate, FileDirectory directory, Engine engine) {
    this.folder = folder;
    this.estate = estate;
    this.directory = directory;
    this.engine = engine;
  }

  /** Makes an estate of ten mailboxes. */
  public static void make(Path folder) throws IOException, TrekException {
    make(folder, 10);
  }

  /** Makes an estate. */
  public static void make(Path folder, int users) throws IOException, TrekException {
    Files.createDirectories(folder.resolve("practice"));
    OracleEstate.make(folder.resolve("practice"), users, 7, (disk, root) -> new UnsyncedDisk(disk));
    FileDirectory.make(folder.resolve("practice"), OracleEstate.entries(users));
    Files.writeString(folder.resolve("estate.yaml"), OracleEstate.DECLARATION.formatted(389));
  }

  /** Makes two clusters with four mailboxes. */
  public static void makeClusters(Path folder) throws IOException, TrekException {
    Files.createDirectories(folder.resolve("practice"));
    ClusterEstate.make(folder.resolve("practice"), 4, (disk, root) -> new UnsyncedDisk(disk));
    Files.writeString(folder.resolve("estate.yaml"), ClusterEstate.DECLARATION);
  }

  /** Upgrades the front ends of a cluster, as its agent wants it. */
  public static void upgradeFrontEnds(Path folder) throws IOException, TrekException {
    try (OracleWorld world = open(folder, Points.counting())) {
      String installer = "/opt/media/8.0.2/commpkg";
      for (String each : List.of("in2", "in1")) {
        world.run(each, installer, "upgrade", "--comp=MS64", "--installroot", "/opt/sun/comms", "--silent=NONE");
      }
      world.run("in1", "/opt/sun/comms/messaging64/bin/start-msg");
    }
  }

  /** Does a runbook, of which the journal knows nothing any more; messages have come since where there is a store. */
  public static void longAgo(Path folder, String runbook, Map<String, String> options) throws IOException, TrekException {
    try (OracleWorld world = open(folder, Points.counting())) {
      Outcome outcome = world.runner(Progress.NONE).apply(world.plan(runbook, options), Terms.NONE.confirmed(world.estate().name()));
      if (outcome.kind() != Outcome.Kind.DONE) {
        throw new AssertionError(outcome.kind() + " " + outcome.failure());
      }
    }
    for (String each : List.of("journal", "plans", "snapshots")) {
      CrashWorld.remove(folder.resolve(each));
    }
    Path inbox = folder.resolve("practice").resolve(options.get("host")).resolve("var/opt/sun/comms/messaging64/store/partition/primary/=user/user1/INBOX");
    if (Files.exists(inbox)) {
      Files.writeString(inbox.resolve("4.msg"), "Subject: since\n\nhello\n");
      Files.writeString(inbox.resolve("flags"), Files.readString(inbox.resolve("flags")) + "4 0011000 20240102:120000\n");
    }
  }

  private void run(String host, String... line) throws TrekException {
    if (!estate.host(host).programs().run(new byte[0], List.of(line)).ok()) {
      throw new AssertionError(host + ": " + String.join(" ", line));
    }
  }

  /** Opens an estate. */
  public static OracleWorld open(Path folder, Points points) throws TrekException {
    return open(folder, points, tools -> tools);
  }

  /** Opens an estate whose stand-ins are others. */
  public static OracleWorld open(Path folder, Points points, UnaryOperator<Map<String, Tool>> tools) throws TrekException {
    Machines machines = new Machines() {
      @Override
      public Map<String, Program> programs(Estate any) {
        return Map.of();
      }

      @Override
      public Map<String, Tool> tools(Estate opened) {
        return tools.apply(VendorTools.of(opened));
      }

      @Override
      public void ensureRunning(Path any) {
        // There are no servers.
      }

      @Override
      public DiskLayer layer() {
        return (disk, root) -> new KillDisk(new UnsyncedDisk(disk), points);
      }
    };
    FileDirectory directory = FileDirectory.in(folder.resolve("practice"));
    OpenedEstate estate = OpenedEstate.open(folder, Surroundings.quiet(machines, directory.ports(points)));
    Runbooks runbooks = new Runbooks(List.of(new Coexistent(estate.declaration()), Downgrade.zfs(estate.declaration()), Downgrade.backup(estate.declaration()), Downgrade.backOut(estate.declaration()), new SideBySide(estate.declaration()), new InPlace(estate.declaration()), new HaSideBySide(estate.declaration()), new HaInPlace(estate.declaration()), new Agent(estate.declaration()), new UnifiedConfiguration(estate.declaration())));
    Home home = Home.of(new KillHost(new LocalHost("here", List.of(), folder.resolve("packages")), points), folder);
    return new OracleWorld(folder, estate, directory, new Engine(estate, home, ChangeKinds::read, runbooks, Clock.systemUTC(), "test"));
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public OpenedEstate estate() {
    return estate;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  /** Plans one of the runbooks on a host. */
  public Plan plan(String runbook, String host) throws TrekException {
    return plan(runbook, Map.of("host", host));
  }

  /** Plans one of the runbooks. */
  public Plan plan(String runbook, Map<String, String> options) throws TrekException {
    return engine.planner(Progress.NONE).plan(engine.runbooks().named(runbook), options);
  }

  @Override
  public void settle() throws IOException {
    directory.settle();
  }

  /** Returns the directory, past all write points. */
  public MemoryDirectory directory() {
    return directory.memory();
  }

  /**
   * Returns everything on all machines but the installer's own notes; with times of files where asked for. What was installed anew has times of its own.
   *
   * @param times whether times are compared
   */
  @Override
  public SortedMap<String, String> scan(boolean times) throws IOException {
    SortedMap<String, String> all = new TreeMap<>(directory.memory().dump());
    for (String host : estate.name().equals(ClusterEstate.KIND) ? ClusterEstate.folders() : OracleEstate.hosts()) {
      WorldScan.of(folder.resolve("practice").resolve(host)).forEach((path, line) -> {
        if (path.contains("/zfs.standin/rpool.comms-data/draft") || path.endsWith("/ccr.standin.part")) {
          return; // a real snapshot, or what a cluster notes, is there or not: half of it is the stand-in's own affair
        }
        boolean installers = path.contains("/var/opt/CommsInstaller");
        all.put(host + ":" + path.replaceFirst("\\.mailtrek-[0-9]+-[0-9]+", ".mailtrek"), times && !installers ? line : line.replaceFirst(" \\S*T\\S*Z", ""));
      });
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    estate.close();
    directory.settle();
  }
}
