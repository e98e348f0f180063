package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.RequiresRoot;

/** The disk of a folder that acts as a root, and of the real machine. */
class LocalDiskTest extends DiskContract {

  @Override
  Disk open(Path folder) {
    return new LocalDisk("lab", folder);
  }

  @Override
  HostView view(Path folder) {
    return new LocalHostView("lab", folder, new NoPorts(), new NoPorts(), new NoPorts());
  }

  @Test
  void absoluteLinksLeadWithinTheRoot(@TempDir Path base) throws Exception {
    Path folder = Files.createDirectories(base.resolve("root"));
    Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve("var"));
    Files.createSymbolicLink(folder.resolve("var/lib"), Path.of("/data"));
    open(folder).create(HostPath.of("/var/lib/x"));
    assertTrue(Files.exists(folder.resolve("data/x")));
  }

  @Test
  void neverLeavesTheRootThroughLinks(@TempDir Path base) throws Exception {
    Path folder = Files.createDirectories(base.resolve("a/root"));
    Path outside = Files.createDirectories(base.resolve("outside"));
    Files.createSymbolicLink(folder.resolve("up"), Path.of("../../outside"));
    Files.createSymbolicLink(folder.resolve("abs"), outside);
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    for (String name : List.of("/up/x", "/abs/x", "/loop/x")) {
      assertThrows(TrekException.class, () -> open(folder).create(HostPath.of(name)), name);
    }
    try (var left = Files.list(outside)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void theRealMachineIsSeenAsItIs(@TempDir Path folder) throws Exception {
    Disk disk = new LocalDisk("here", Path.of("/"));
    HostView view = new LocalHostView("here", Path.of("/"), new NoPorts(), new NoPorts(), new NoPorts());
    HostPath home = HostPath.of(folder.toRealPath().toString());
    byte[] name = {'-', (byte) 0xFF, '\n', '\''};
    HostPath file = home.resolve(name);
    disk.create(file);
    disk.append(file, text("abc"), 0, 3);
    disk.create(home.resolve("copy"));
    disk.chmod(file, 0604);
    disk.copyAttributes(file, home.resolve("copy"));
    assertEquals(0604, view.stat(home.resolve("copy")).orElseThrow().mode());
    disk.syncAll(home);
    assertEquals(List.of(file, home.resolve("copy")).stream().sorted().toList(), view.list(home));
    assertArrayEquals(text("abc"), view.readAll(file));
    assertTrue(home.isWithin(view.space(file).mount()));
  }

  @Test
  void copiesManyFilesOfTheRealMachineWithAllThatBelongsToThem(@TempDir Path folder) throws Exception {
    Disk disk = new LocalDisk("here", Path.of("/"));
    HostView view = new LocalHostView("here", Path.of("/"), new NoPorts(), new NoPorts(), new NoPorts());
    HostPath home = HostPath.of(folder.toRealPath().toString());
    Map<HostPath, HostPath> files = new LinkedHashMap<>();
    byte[] holes = new byte[1 << 20];
    holes[300_000] = 1;
    for (byte[] content : List.of(new byte[0], text("short"), holes, new byte[3 << 17], Arrays.copyOf(text("begins"), 500_001))) {
      HostPath from = home.resolve(new byte[] {(byte) 0xE4, '\n', (byte) ('0' + files.size())});
      disk.create(from);
      disk.append(from, content, 0, content.length);
      disk.chmod(from, 04751);
      disk.attribute(from, "mark", Optional.of(text("kept")));
      disk.touch(from, Instant.ofEpochSecond(1_500_000_000L, 123_456_789));
      files.put(from, home.resolve("copy" + files.size()));
    }
    assertTrue(disk.copy(files));
    for (Map.Entry<HostPath, HostPath> each : files.entrySet()) {
      assertArrayEquals(view.readAll(each.getKey()), view.readAll(each.getValue()));
      assertTrue(view.stat(each.getKey()).orElseThrow().sameOwnerAndMode(view.stat(each.getValue()).orElseThrow()));
      assertEquals(view.stat(each.getKey()).orElseThrow().modified(), view.stat(each.getValue()).orElseThrow().modified());
    }
    String blocks = Children.of("here").run("stat", "-c", "%b", home.resolve("copy2").toString()).text().strip();
    assertTrue(Integer.parseInt(blocks) * 512 < holes.length / 2, "holes stay holes: " + blocks);
    HostPath free = home.resolve("free");
    TrekException refused = assertThrows(TrekException.class, () -> disk.copy(Map.of(home.resolve("none"), free)));
    assertTrue(refused.getMessage().contains("/none"), refused.getMessage());
    assertThrows(TrekException.class, () -> disk.copy(Map.of(home.resolve("copy1"), home.resolve("copy2"))));
    assertArrayEquals(holes, view.readAll(home.resolve("copy2")), "nothing is overwritten");
  }

  @Test
  void keepsAccessControlListsOnTheRealMachine(@TempDir Path folder) throws Exception {
    Path model = Files.writeString(folder.resolve("model"), "x", StandardCharsets.UTF_8);
    Path copy = Files.writeString(folder.resolve("copy"), "y", StandardCharsets.UTF_8);
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setfacl")), "setfacl is not installed");
    Children children = Children.of("here");
    assumeTrue(children.run("setfacl", "-m", "u:1234:r", model.toString()).ok(), "no ACLs on this file system");
    new LocalDisk("here", Path.of("/")).copyAttributes(HostPath.of(model.toString()), HostPath.of(copy.toString()));
    assertTrue(children.run("getfacl", "-n", copy.toString()).text().contains("user:1234:r--"));
  }

  @Test
  @RequiresRoot
  void changesTheOwnerOfFilesAndLinksWhereItMay(@TempDir Path folder) throws Exception {
    Disk disk = open(folder);
    HostPath file = HostPath.of("/file");
    HostPath link = HostPath.of("/link");
    disk.create(file);
    disk.symlink(text("file"), link);
    disk.chmod(file, 04755);
    disk.chown(link, 11, 12);
    disk.chown(file, 21, 22);
    FileState state = view(folder).stat(file).orElseThrow();
    assertEquals(21, state.uid());
    assertEquals(22, state.gid());
    assertEquals(0755, state.mode(), "a change of owner clears setuid");
    assertEquals(11, view(folder).stat(link).orElseThrow().uid());
    assertEquals(12, view(folder).stat(link).orElseThrow().gid());
  }

  @Test
  void aPipeIsNotOpened(@TempDir Path folder) throws Exception {
    assertTrue(Children.of("here").run("mkfifo", folder.resolve("pipe").toString()).ok());
    HostPath pipe = HostPath.of("/pipe");
    Disk disk = open(folder);
    disk.chmod(pipe, 0640);
    disk.touch(pipe, java.time.Instant.ofEpochSecond(1_000_000_000, 5));
    disk.fsync(pipe);
    FileState state = view(folder).stat(pipe).orElseThrow();
    assertEquals(FileState.Kind.OTHER, state.kind());
    assertEquals(0640, state.mode());
    assertEquals(5, state.modified().getNano());
    assertThrows(TrekException.class, () -> view(folder).read(pipe));
  }

  @Test
  void childrenSeeNothingOfOurEnvironment() throws Exception {
    String seen = Children.of("here").with("EXTRA", "1").run("env").text();
    assertEquals(List.of("EXTRA", "LC_ALL", "MAILTREK_PROCESS", "PATH"), seen.lines().map(line -> line.replaceAll("=.*", "")).sorted().toList());
  }

  @Test
  void aChildThatTakesTooLongIsKilled() {
    Children hasty = Children.of("here").within(java.time.Duration.ofMillis(50));
    TrekException failure = assertThrows(TrekException.class, () -> hasty.run("sleep", "600"));
    assertFalse(failure.next().isEmpty());
  }
}
