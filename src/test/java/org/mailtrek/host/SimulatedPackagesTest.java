package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package manager of a simulated machine. */
class SimulatedPackagesTest extends PackagesContract {

  private static final Instant DATE = Instant.parse("2019-05-06T07:08:09Z");
  private Path root;

  @Override
  Host open(Path folder) throws Exception {
    return open(folder, DiskLayer.NONE);
  }

  private Host open(Path folder, DiskLayer layer) throws Exception {
    root = folder.resolve("lab1");
    if (!Files.exists(root)) {
      Files.createDirectories(root.resolve("etc"));
      Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/root:/bin/sh\nused:x:100:101::/:/bin/false\n", StandardCharsets.UTF_8);
      Files.writeString(root.resolve("etc/group"), "root:x:0:\nused:x:101:\n", StandardCharsets.UTF_8);
    }
    Files.createDirectories(SimulatedHost.beside(root).resolve("pool"));
    return new SimulatedHost("lab1", root, new Simulation(Map.of(), layer, java.time.Clock.systemUTC()));
  }

  @Override
  void offer(String name, String version, Map<HostPath, String> files) throws IOException {
    PackageWriter writer = new PackageWriter(name, version, "a test", DATE).configuration(CONFIG.toString());
    files.forEach((path, text) -> writer.file(path.toString(), text.getBytes(StandardCharsets.UTF_8)));
    put(writer);
  }

  @Override
  void withdraw() throws Exception {
    try (Stream<Path> all = Files.list(SimulatedHost.beside(root).resolve("pool"))) {
      for (Path each : all.toList()) {
        Files.delete(each);
      }
    }
  }

  private void put(PackageWriter writer) throws IOException {
    Files.write(SimulatedHost.beside(root).resolve("pool").resolve(writer.fileName()), writer.toBytes());
  }

  private PackageWriter withAccount(String name, String version) {
    return new PackageWriter(name, version, "a server", DATE)
        .account("kopano")
        .services(name)
        .file("/etc/kopano/" + name + ".cfg", "a = b\n".getBytes(StandardCharsets.UTF_8))
        .owned("/etc/kopano/" + name + ".cfg", "root:kopano", 0640)
        .configuration("/etc/kopano/" + name + ".cfg")
        .folder("/var/lib/kopano")
        .owned("/var/lib/kopano", "kopano:kopano", 0750)
        .file("/usr/bin/" + name, new byte[] {1, 2, 3})
        .link("/usr/bin/" + name + "-link", name);
  }

  /** Lists everything below the root with what undo must bring back, but for the times of folders. */
  private SortedMap<String, String> everything() throws Exception {
    SortedMap<String, String> found = new TreeMap<>();
    LocalFiles files = new LocalFiles(new Root("x", root), SimulatedOwner::shown);
    walk(files, HostPath.ROOT, found);
    return found;
  }

  private SortedMap<String, String> timeless() throws Exception {
    SortedMap<String, String> all = everything();
    all.replaceAll((path, state) -> state.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", ""));
    return all;
  }

  private static void walk(LocalFiles files, HostPath path, SortedMap<String, String> found) throws Exception {
    FileState state = files.stat(path).orElseThrow();
    String content = "";
    if (state.kind() == FileState.Kind.FILE) {
      try (var in = files.read(path)) {
        content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1) + state.modified();
      }
    }
    String target = new String(state.target(), StandardCharsets.UTF_8);
    found.put(path.toString(), state.kind() + " " + state.uid() + ":" + state.gid() + " " + state.mode() + " " + content + target);
    if (state.kind() == FileState.Kind.FOLDER) {
      for (HostPath each : files.list(path)) {
        walk(files, each, found);
      }
    }
  }

  @Test
  void createsAccountAndServicesButStartsNothing(@TempDir Path folder) throws Exception {
    Host machine = open(folder);
    put(withAccount("kopano-server", "8.7.25"));
    PackagesView.Contents contents = machine.view().packages().contents("kopano-server", "8.7.25");
    machine.packages().install(List.of("kopano-server=8.7.25"));
    int uid = machine.view().accounts().uid("kopano").orElseThrow();
    assertEquals(102, uid);
    FileState state = machine.view().stat(HostPath.of("/var/lib/kopano")).orElseThrow();
    assertEquals(uid, state.uid());
    assertEquals(0750, state.mode());
    assertEquals(uid, contents.files().get(HostPath.of("/var/lib/kopano")).uid(), "the preview knew the number");
    assertEquals(new ServicesView.State(ServicesView.Run.STOPPED, true), machine.view().services().state("kopano-server"));
    assertEquals("kopano-server", new String(machine.view().stat(HostPath.of("/usr/bin/kopano-server-link")).orElseThrow().target(), StandardCharsets.UTF_8));
  }

  @Test
  void installingAndForgettingLeavesNothing(@TempDir Path folder) throws Exception {
    Host machine = open(folder);
    put(withAccount("kopano-server", "8.7.25"));
    put(withAccount("kopano-dagent", "8.7.25"));
    put(withAccount("base", "1"));
    machine.packages().install(List.of("base=1"));
    machine.packages().remove(List.of("base"));
    machine.packages().forget(List.of("base"));
    SortedMap<String, String> before = everything();
    List<String> names = List.of("kopano-dagent", "kopano-server");
    machine.packages().install(List.of("kopano-dagent=8.7.25", "kopano-server=8.7.25"));
    machine.packages().remove(names);
    machine.packages().forget(names);
    assertEquals(before, everything());
  }

  @Test
  void aPackageThatTheRepositoryLostComesBackAsItWas(@TempDir Path folder) throws Exception {
    Host machine = open(folder);
    put(withAccount("zarafa-server", "7.2.6"));
    machine.packages().install(List.of("zarafa-server=7.2.6"));
    Path config = root.resolve("etc/kopano/zarafa-server.cfg");
    Files.writeString(config, "edited\n", StandardCharsets.UTF_8);
    machine.services().enable("zarafa-server", false);
    Files.delete(SimulatedHost.beside(root).resolve("pool/zarafa-server_7.2.6.zip"));
    SortedMap<String, String> before = everything();
    machine.packages().remove(List.of("zarafa-server"));
    assertFalse(Files.exists(root.resolve("usr/bin/zarafa-server")));
    machine.packages().install(List.of("zarafa-server=7.2.6"));
    assertEquals(before, everything());
  }

  @Test
  void refusesConflictsAndForeignFiles(@TempDir Path folder) throws Exception {
    Host machine = open(folder);
    put(withAccount("zarafa-server", "7.2.6"));
    put(new PackageWriter("kopano-server", "8", "", DATE).conflicts("zarafa-server").file("/usr/bin/k", new byte[1]));
    put(new PackageWriter("thief", "1", "", DATE).file("/usr/bin/zarafa-server", new byte[1]));
    put(new PackageWriter("heir", "1", "", DATE).replaces("zarafa-server").file("/usr/bin/zarafa-server", new byte[1]));
    machine.packages().install(List.of("zarafa-server=7.2.6"));
    SortedMap<String, String> before = everything();
    assertThrows(TrekException.class, () -> machine.packages().install(List.of("kopano-server=8")));
    assertThrows(TrekException.class, () -> machine.packages().install(List.of("thief=1")));
    assertEquals(before, everything());
    machine.packages().install(List.of("heir=1"));
  }

  @Test
  void aCrashAtAWriteCanBeFinished(@TempDir Path folder) throws Exception {
    List<String> names = List.of("kopano-server");
    int points = 1 + new java.util.Random(Long.getLong("mailtrek.seed", 20191L)).nextInt(5); // every fifth write point: each costs a sync
    boolean died = true;
    open(folder.resolve("undisturbed"));
    put(withAccount("kopano-server", "8"));
    open(folder.resolve("undisturbed")).packages().install(List.of("kopano-server=8"));
    SortedMap<String, String> installed = timeless();
    while (died) {
      points += 5;
      Path each = folder.resolve("run" + points);
      open(each);
      put(withAccount("kopano-server", "8"));
      SortedMap<String, String> before = everything();
      int limit = points;
      died = dies(() -> open(each, dyingAfter(limit)).packages().install(List.of("kopano-server=8")));
      Host survivor = open(each);
      survivor.packages().finish();
      PackagesView.Installed seen = survivor.view().packages().installed().get("kopano-server");
      assertTrue(seen == null || seen.complete(), "point " + points);
      survivor.packages().install(List.of("kopano-server=8"));
      SortedMap<String, String> finished = timeless();
      finished.entrySet().removeAll(installed.entrySet());
      assertEquals(Map.of(), finished, "point " + points);
      int left = points;
      Path there = each;
      dies(() -> open(there, dyingAfter(left)).packages().remove(names));
      survivor.packages().finish();
      survivor.packages().remove(names);
      dies(() -> open(there, dyingAfter(left)).packages().forget(names));
      survivor.packages().forget(names);
      assertEquals(before.keySet().stream().filter(path -> !path.startsWith("/var")).toList(), everything().keySet().stream().filter(path -> !path.startsWith("/var") && !path.matches("/lib.*|/etc/systemd.*")).toList(), "point " + points);
      assertEquals(before.get("/etc/passwd"), everything().get("/etc/passwd"), "point " + points);
    }
    assertTrue(points > 60, "only " + points + " write points");
  }

  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  private interface Act {
    void run() throws Exception;
  }

  private static boolean dies(Act act) throws Exception {
    try {
      act.run();
      return false;
    } catch (Died died) {
      return true;
    }
  }

  /** Lets so many writes pass, and none after them. */
  private static DiskLayer dyingAfter(int writes) {
    int[] left = {writes};
    return (disk, folder) ->
        (Disk)
            Proxy.newProxyInstance(
                Disk.class.getClassLoader(),
                new Class<?>[] {Disk.class},
                (proxy, method, arguments) -> {
                  if (left[0]-- <= 0) {
                    throw new Died();
                  }
                  try {
                    return method.invoke(disk, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
  }
}
