package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.FarProxy;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** A disk behind a real sshd, at the end of a line that adds 40 ms to each round trip. */
@RequiresLab({"sshd", "ssh-keygen", "getfattr", "setfattr", "flock"})
class SshDiskTest extends DiskContract {

  private static LabSshd sshd;
  private static FarProxy proxy;
  private static SshHost host;

  @BeforeAll
  static void start() throws TrekException {
    sshd = LabSshd.start();
    proxy = new FarProxy(sshd.port(), Duration.ofMillis(40));
    host = SshHost.open(sshd.target("far", proxy.port()), new NoAnswers());
  }

  @AfterAll
  static void stop() {
    host.close();
    proxy.close();
    sshd.close();
  }

  @Override
  Disk open(Path folder) {
    return host.disk();
  }

  @Override
  HostView view(Path folder) {
    return host.view();
  }

  @Override
  HostPath top(Path folder) {
    return HostPath.of(folder.toString());
  }

  private static Map<HostPath, FileState> deviating(HostPath top, OwnerRule rule) throws TrekException {
    Map<HostPath, FileState> found = new TreeMap<>();
    assertTrue(host.view().deviating(top, rule, found::put));
    return found;
  }

  @Test
  @RequiresRoot
  void setsOwnersAndModesOfManyAtOnceAndLeavesWhatSomebodyChanged(@TempDir Path folder) throws Exception {
    HostPath top = top(folder).resolve("tree");
    List<HostPath> files = new ArrayList<>();
    host.disk().mkdir(top, 0750);
    host.disk().chown(top, 1234, 2345);
    for (byte[] each : hardNames()) {
      HostPath file = top.resolve(each);
      host.disk().create(file);
      host.disk().chmod(file, 0644);
      files.add(file);
    }
    HostPath outside = top(folder).resolve("outside");
    host.disk().create(outside);
    host.disk().symlink(text("../outside"), top.resolve("link"));
    OwnerRule rule = new OwnerRule(1234, 2345, OptionalInt.of(0750), OptionalInt.of(0640), false);
    Map<HostPath, FileState> found = deviating(top, rule);
    assertEquals(new TreeSet<>(files), found.keySet());
    assertTrue(found.values().stream().allMatch(each -> each.kind() == FileState.Kind.FILE && each.mode() == 0644 && each.links() == 1));

    HostPath foreign = files.get(3);
    host.disk().chown(foreign, 77, 0);
    List<HostPath> meant = new ArrayList<>(files);
    meant.add(top.resolve("link"));
    meant.add(top.resolve("gone"));
    FileState was = found.get(files.get(0));
    OwnerBatch batch = new OwnerBatch(FileState.Kind.FILE, was.uid(), was.gid(), 0644, 1234, 2345, 0640, meant);
    Set<HostPath> left = Set.of(foreign, top.resolve("link"), top.resolve("gone"));
    assertEquals(left, Set.copyOf(host.disk().own(batch).orElseThrow()));
    assertEquals(left, Set.copyOf(host.view().unlike(batch).orElseThrow()));
    assertEquals(Set.copyOf(meant), Set.copyOf(host.view().unlike(batch.back()).orElseThrow()), "none is as it was");
    assertEquals(Set.of(foreign), deviating(top, rule).keySet());
    assertEquals(List.of(77, 0644), List.of(host.view().stat(foreign).orElseThrow().uid(), host.view().stat(foreign).orElseThrow().mode()));
    assertEquals(was.uid(), host.view().stat(outside).orElseThrow().uid(), "no link is followed");
    assertEquals(0, Files.getAttribute(folder.resolve("outside"), "unix:gid"));
  }

  @Test
  void refusesFilesThatDidNotArriveAsTheyWereSent(@TempDir Path folder) throws Exception {
    HostPath file = top(folder).resolve("line\nbreak");
    FileState mine = host.view().stat(file.parent()).orElseThrow();
    NewFiles files = host.disk().files(new NewFiles.Mark(mine.uid(), mine.gid(), 0640, java.util.Optional.empty()));
    files.begin(file);
    files.write(new byte[3_000_000], 0, 3_000_000);
    files.end();
    Files.write(folder.resolve("line\nbreak"), new byte[] {1}, java.nio.file.StandardOpenOption.WRITE);
    TrekException refused = assertThrows(TrekException.class, files::close);
    assertTrue(refused.getMessage().contains("did not arrive as it was sent"), refused::getMessage);
  }

  @Test
  void copiesATreeOnTheMachineItselfWithLinksHolesAndTimes(@TempDir Path folder) throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.writeString(Files.createDirectory(tree.resolve("7")).resolve("17"), "seventeen", java.nio.charset.StandardCharsets.UTF_8);
    Files.createLink(tree.resolve("twin"), tree.resolve("7/17"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("gone"));
    try (java.io.RandomAccessFile hole = new java.io.RandomAccessFile(tree.resolve("hole").toFile(), "rw")) {
      hole.setLength(1 << 20);
    }
    HostPath top = top(folder);
    assertTrue(host.disk().copyTree(top.resolve("tree"), top.resolve("copy")));
    assertEquals(Files.getAttribute(folder.resolve("copy/twin"), "unix:ino"), Files.getAttribute(folder.resolve("copy/7/17"), "unix:ino"));
    assertEquals("seventeen", Files.readString(folder.resolve("copy/twin"), java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(Files.getLastModifiedTime(tree.resolve("7")), Files.getLastModifiedTime(folder.resolve("copy/7")));
    assertEquals("0", Children.of("here").run("stat", "-c", "%b", folder.resolve("copy/hole").toString()).text().strip());
    assertEquals(Path.of("gone"), Files.readSymbolicLink(folder.resolve("copy/link")));
    Files.writeString(folder.resolve("copy/other"), "", java.nio.charset.StandardCharsets.UTF_8);
    assertThrows(TrekException.class, () -> host.disk().copyTree(top.resolve("tree"), top.resolve("copy")), "what is there besides differs");
  }
}
