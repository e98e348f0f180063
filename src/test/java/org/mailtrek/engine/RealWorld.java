package org.mailtrek.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.host.Disk;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.LocalDisk;
import org.mailtrek.host.LocalHostView;
import org.mailtrek.host.Packages;
import org.mailtrek.host.Services;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.host.fault.RefusingDisk;

/**
 * A world of real files: a folder that holds an estate and a machine's root.
 *
 * @param folder holds {@code estate} and {@code root}
 */
record RealWorld(Path folder) {

  /** Files below a folder, really. */
  private record FolderHost(String name, Path root) implements Host {

    @Override
    public HostView view() {
      MemoryMachine ports = MemoryMachine.named(name);
      return new LocalHostView(name, root, ports, ports.services().view(), ports.packages().view());
    }

    @Override
    public Disk disk() {
      return new LocalDisk(name, root);
    }

    @Override
    public Services services() {
      return MemoryMachine.named(name).services();
    }

    @Override
    public Packages packages() {
      return MemoryMachine.named(name).packages();
    }

    @Override
    public void close() {}
  }

  static RealWorld make(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("estate"));
    Files.createDirectories(folder.resolve("root/var/many"));
    Path etc = Files.createDirectories(folder.resolve("root/etc"));
    Files.writeString(etc.resolve("server.cfg"), "user = zarafa\nport = 236\n");
    Files.writeString(etc.resolve("gone.cfg"), "not needed = any more\n");
    for (int n = 0; n < 3; n++) {
      Files.writeString(folder.resolve("root/var/many/" + n), "number " + n + "\n");
    }
    return new RealWorld(folder);
  }

  /** Returns an engine on it; every write of a file, the journal's among them, is told first. */
  Engine engine(Runbook runbook, BiPredicate<String, HostPath> refuses) {
    Host machine = RefusingDisk.on(new FolderHost("mail1", folder.resolve("root")), refuses);
    Host local = RefusingDisk.on(new FolderHost("local", Path.of("/")), refuses);
    MemoryEstate estate = new MemoryEstate(machine, Optional.empty(), Optional.empty());
    return new Engine(
        estate, Home.of(local, folder.resolve("estate")), ChangeKinds::read, new Runbooks(List.of(runbook)), Clock.systemUTC(), "tester@here");
  }

  Runner runner(Runbook runbook) {
    return engine(runbook, (call, path) -> false).runner(Progress.NONE, new Interruption());
  }

  Plan plan(Runbook runbook) throws TrekException {
    return engine(runbook, (call, path) -> false).planner(Progress.NONE).plan(runbook, Map.of());
  }

  RealWorld copyTo(Path target) throws IOException, InterruptedException {
    Process copying = new ProcessBuilder("cp", "-a", folder.toString(), target.toString()).inheritIO().start();
    if (copying.waitFor() != 0) {
      throw new IOException("cp failed");
    }
    return new RealWorld(target);
  }

  /** Returns a line for everything below the root, with times of files, and of folders where asked for. */
  SortedMap<String, String> scan(boolean allTimes) throws IOException {
    SortedMap<String, String> lines = new TreeMap<>();
    Path root = folder.resolve("root");
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.filter(path -> !path.equals(root)).toList()) {
        Map<String, Object> state = Files.readAttributes(each, "unix:mode,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        boolean file = Files.isRegularFile(each);
        String time = file || allTimes ? " " + state.get("lastModifiedTime") : "";
        lines.put(
            StepWorld.plain(root.relativize(each).toString()),
            state.get("mode") + " " + state.get("uid") + ":" + state.get("gid") + time + (file ? " " + Files.readString(each) : ""));
      }
    }
    return lines;
  }
}
