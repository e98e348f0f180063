package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.FarProxy;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** A line that is cut, at any byte, and machines that are busy. */
@RequiresLab({"sshd", "ssh-keygen", "flock"})
class SshTroubleTest {

  @TempDir Path folder;

  private LabSshd sshd;
  private FarProxy proxy;
  private SshHost host;

  @BeforeEach
  void start() throws TrekException {
    sshd = LabSshd.start();
    proxy = new FarProxy(sshd.port(), Duration.ZERO);
    host = SshHost.open(sshd.target("far", proxy.port()), new NoAnswers());
  }

  @AfterEach
  void stop() {
    host.close();
    proxy.close();
    sshd.close();
  }

  private HostPath path(String name) {
    return HostPath.of(folder.resolve(name).toString());
  }

  @Test
  void aQuestionIsAskedAgainOverANewLine() throws Exception {
    Files.writeString(folder.resolve("file"), "content", UTF_8);
    proxy.cut();
    assertArrayEquals("content".getBytes(UTF_8), host.view().readAll(path("file")));
    host.disk().fsync(path("file"));
    proxy.cutAfter(20);
    assertTrue(host.view().stat(path("other")).isEmpty());
  }

  /** Cuts the line at bytes all over a list of writes; each is then done, or not at all, and the next connection goes on. */
  @Test
  void aCutLeavesEachWriteDoneOrNot() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    host.disk().mkdir(path("warm"), 0700);
    for (int round = 0; round < 8; round++) {
      String name = "f" + round;
      List<String> done = new ArrayList<>();
      proxy.cutAfter(random.nextInt(3500));
      TrekException lost = null;
      try {
        for (Write each : writes(name)) {
          each.act.run();
          done.add(each.name);
        }
      } catch (TrekException e) {
        lost = e;
      }
      proxy.cutAfter(1L << 40);
      if (lost != null) {
        assertEquals(TrekException.Kind.UNREACHABLE, lost.kind(), lost.toString());
      }
      recover(name, done);
    }
  }

  private record Write(String name, Act act) {}

  private interface Act {
    void run() throws TrekException;
  }

  private List<Write> writes(String name) {
    Disk disk = host.disk();
    HostPath scratch = path("." + name);
    byte[] bytes = "all of it".getBytes(UTF_8);
    return List.of(
        new Write("create", () -> disk.create(scratch)),
        new Write("append", () -> disk.append(scratch, bytes, 0, bytes.length)),
        new Write("chmod", () -> disk.chmod(scratch, 0640)),
        new Write("fsync", () -> disk.fsync(scratch)),
        new Write("rename", () -> disk.rename(scratch, path(name))),
        new Write("fsync folder", () -> disk.fsync(path(name).parent())));
  }

  /** Looks over a new connection, and brings the file about as a resume would: no late write may come between. */
  private void recover(String name, List<String> done) throws Exception {
    HostPath scratch = path("." + name);
    Optional<FileState> before = host.view().stat(path(name));
    if (done.contains("rename")) {
      assertTrue(before.isPresent(), done.toString());
    }
    if (host.view().stat(scratch).isPresent()) {
      host.disk().delete(scratch);
    }
    if (host.view().stat(path(name)).isEmpty()) {
      for (Write each : writes(name)) {
        each.act.run();
      }
    }
    assertArrayEquals("all of it".getBytes(UTF_8), Files.readAllBytes(folder.resolve(name)), done.toString());
    assertEquals(0640, host.view().stat(path(name)).orElseThrow().mode());
    assertTrue(Files.notExists(folder.resolve("." + name)));
  }

  /** The tool that sets modes would take a list that breaks off, even in the middle of a name, for the whole one. */
  @Test
  void aListOfNamesThatIsCutOffIsNotBegun() throws Exception {
    List<HostPath> names = new ArrayList<>();
    for (int each = 0; each < 3000; each++) {
      Path file = Files.createFile(folder.resolve(String.format(java.util.Locale.ROOT, "%0200d", each)));
      Files.setAttribute(file, "unix:mode", 0644);
      names.add(path(file.getFileName().toString()));
    }
    host.disk().mkdir(path("warm"), 0700);
    FileState state = host.view().stat(names.get(0)).orElseThrow();
    proxy.cutAfter(400_000);
    OwnerBatch batch = new OwnerBatch(FileState.Kind.FILE, state.uid(), state.gid(), 0644, state.uid(), state.gid(), 0600, names);
    assertEquals(TrekException.Kind.UNREACHABLE, assertThrows(TrekException.class, () -> host.disk().own(batch)).kind());
    host.disk().mkdir(path("after"), 0700); // the former writer is over by now
    assertModes(0644, names);
    assertEquals(List.of(), host.disk().own(batch).orElseThrow());
    assertModes(0600, names);
  }

  private static void assertModes(int mode, List<HostPath> files) throws Exception {
    for (HostPath each : files) {
      assertEquals(mode, (int) Files.getAttribute(Path.of(each.toString()), "unix:mode") & 07777, each.toString());
    }
  }

  @Test
  void aWriterThatLostItsMasterIsEndedBeforeTheNextBegins() throws Exception {
    Files.createDirectory(folder.resolve("d"));
    host.disk().fsync(path("d"));
    proxy.silent(true);
    try (FarProxy other = new FarProxy(sshd.port(), Duration.ZERO);
        SshHost second = SshHost.open(sshd.target("far", other.port()), new NoAnswers())) {
      second.disk().create(path("d/new"));
      assertTrue(Files.exists(folder.resolve("d/new")));
    }
  }

  /** As at a resume: what the lost connection was still doing must be over before anybody looks. */
  @Test
  void whoeverClaimsAMachineLooksAfterItsPredecessorIsOver() throws Exception {
    host.claim();
    assertTrue(host.view().stat(path("late")).isEmpty());
    Path up = folder.resolve("up");
    assertTrue(host.programs().run("mkfifo", up.toString()).ok());
    Thread installing = new Thread(() -> {
      try {
        host.programs().run("sh", "-c", "echo up >" + up + "; sleep 3; echo done >" + path("late"));
      } catch (TrekException lost) {
        // It is about to be.
      }
    });
    installing.start();
    assertEquals("up\n", Files.readString(up, UTF_8));
    proxy.silent(true);
    try (FarProxy other = new FarProxy(sshd.port(), Duration.ZERO);
        SshHost second = SshHost.open(sshd.target("far", other.port()), new NoAnswers())) {
      second.claim();
      assertTrue(second.view().stat(path("late")).isPresent());
    }
    host.close();
    installing.join();
  }

  @Test
  void aWriterIsEndedBeforeWhoeverClaimsTheMachineLooks() throws Exception {
    SshLink link = new SshLink(sshd.target("far", proxy.port()), new NoAnswers());
    SshWriter writer = new SshWriter(link, new Seen(System::nanoTime), Duration.ofSeconds(1));
    Path up = folder.resolve("up");
    assertTrue(host.programs().run("mkfifo", up.toString()).ok());
    Thread writing = new Thread(() -> {
      try {
        writer.ask('q', ("sleep 600 & echo $! >" + up + "; wait; echo done >" + path("late")).getBytes(UTF_8), new byte[0], Duration.ofMinutes(5));
      } catch (TrekException lost) {
        // It is about to be.
      }
    });
    writing.start();
    String pid = Files.readString(up, UTF_8).strip();
    proxy.silent(true);
    try (FarProxy other = new FarProxy(sshd.port(), Duration.ZERO);
        SshHost second = SshHost.open(sshd.target("far", other.port()), new NoAnswers())) {
      second.claim();
      assertTrue(second.view().stat(path("late")).isEmpty());
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(left -> left.onExit().join());
      assertTrue(second.view().stat(path("late")).isEmpty());
    }
    link.close();
    writing.join();
  }

  @Test
  void aProgramThatDoesNotEndKeepsTheMachineInUse() throws Exception {
    host.claim();
    Path up = folder.resolve("up");
    assertTrue(host.programs().run("mkfifo", up.toString()).ok());
    Thread installing = new Thread(() -> {
      try {
        host.programs().run("sh", "-c", "echo $$ >" + up + "; exec sleep 600");
      } catch (TrekException lost) {
        // It is about to be.
      }
    });
    installing.start();
    String pid = Files.readString(up, UTF_8).strip();
    proxy.silent(true);
    try (SshLink link = new SshLink(sshd.target("far", sshd.port()), new NoAnswers())) {
      SshWriter hasty = new SshWriter(link, new Seen(System::nanoTime), Duration.ofSeconds(1));
      hasty.claim();
      assertEquals(TrekException.Kind.IN_USE, assertThrows(TrekException.class, link::borrow).kind());
      assertTrue(Children.of("here").run("kill", "-9", pid).ok());
      assertTrue(link.borrow().alive());
    }
    host.close();
    installing.join();
  }

  @Test
  void aProgramThatWasToldToEndInVainKeepsTheMachineInUse() throws Exception {
    host.claim();
    Path pid = folder.resolve("pid");
    TrekException late = assertThrows(TrekException.class, () -> host.programs().within(Duration.ofMillis(1500)).gently(Duration.ofSeconds(1)).run("sh", "-c", "trap '' TERM; echo $$ >" + pid + "; exec sleep 600"));
    assertTrue(late.what().contains("still runs"), late::what);
    host.release();
    try (SshLink link = new SshLink(sshd.target("far", sshd.port()), new NoAnswers())) {
      SshWriter hasty = new SshWriter(link, new Seen(System::nanoTime), Duration.ofSeconds(1));
      hasty.claim();
      assertEquals(TrekException.Kind.IN_USE, assertThrows(TrekException.class, link::borrow).kind());
      assertTrue(Children.of("here").run("kill", "-9", Files.readString(pid, UTF_8).strip()).ok());
      assertTrue(link.borrow().alive());
    }
  }

  @Test
  void aLongFileIsReadFromWhereItWasOpened() throws Exception {
    byte[] bytes = new byte[5_000_000];
    new Random(3).nextBytes(bytes);
    Files.write(folder.resolve("long"), bytes);
    try (InputStream in = host.view().read(path("long"))) {
      byte[] begin = in.readNBytes(1000);
      host.disk().create(path("next"));
      host.disk().rename(path("next"), path("long"));
      byte[] rest = in.readAllBytes();
      assertEquals(bytes.length, begin.length + rest.length);
      assertArrayEquals(java.util.Arrays.copyOfRange(bytes, 1000, bytes.length), rest);
    }
    assertEquals(0, host.view().readAll(path("long")).length);
  }

  @Test
  void moreFilesThanChannelsCanBeOpenOneAfterTheOther() throws Exception {
    Files.write(folder.resolve("long"), new byte[600_000]);
    for (int round = 0; round < 10; round++) {
      try (InputStream in = host.view().read(path("long"))) {
        assertEquals(0, in.read());
      }
    }
  }

  @Test
  void aWalkTakesFewRoundTrips() throws Exception {
    for (int top = 0; top < 10; top++) {
      for (int below = 0; below < 20; below++) {
        Path at = Files.createDirectories(folder.resolve("tree/" + top + "/" + below));
        Files.writeString(at.resolve("file"), "x", UTF_8);
      }
    }
    long before = host.roundTrips();
    assertEquals(10 + 200 + 200, count(path("tree")));
    long trips = host.roundTrips() - before;
    assertTrue(trips <= 6, trips + " round trips");
  }

  private int count(HostPath at) throws TrekException {
    int found = 0;
    for (HostPath each : host.view().list(at)) {
      found += 1 + (host.view().stat(each).orElseThrow().kind() == FileState.Kind.FOLDER ? count(each) : 0);
    }
    return found;
  }

  @Test
  void whatWeWriteIsSeenAtOnceAndWhatOthersWriteSoon() throws Exception {
    Files.writeString(folder.resolve("file"), "one", UTF_8);
    assertEquals(3, host.view().stat(path("file")).orElseThrow().size());
    host.disk().append(path("file"), new byte[4], 0, 4);
    assertEquals(7, host.view().stat(path("file")).orElseThrow().size());
    host.programs().run("truncate", "-s", "1", path("file").toString());
    assertEquals(1, host.view().stat(path("file")).orElseThrow().size());
    assertThrows(TrekException.class, () -> host.view().list(path("file")));
  }

  @Test
  void whatOthersChangeIsSeenAfterFourSeconds() throws Exception {
    AtomicLong clock = new AtomicLong();
    try (SshHost timed = SshHost.open(sshd.target("far", sshd.port()), new NoAnswers(), clock::get)) {
      Path folders = Files.createDirectories(folder.resolve("d"));
      Files.writeString(folders.resolve("file"), "one", UTF_8);
      assertEquals(List.of(path("d/file")), timed.view().list(path("d")));
      assertEquals("one", new String(timed.view().readAll(path("d/file")), UTF_8));
      assertEquals(3, timed.view().stat(path("d/file")).orElseThrow().size());
      HostView.Space space = timed.view().space(path("d"));
      Files.writeString(folders.resolve("file"), "three", UTF_8);
      Files.createFile(folders.resolve("new"));
      clock.set(Duration.ofMillis(3900).toNanos());
      long before = timed.roundTrips();
      assertEquals(List.of(path("d/file")), timed.view().list(path("d")));
      assertEquals("one", new String(timed.view().readAll(path("d/file")), UTF_8));
      assertEquals(3, timed.view().stat(path("d/file")).orElseThrow().size());
      assertEquals(space, timed.view().space(path("d")));
      assertTrue(timed.view().stat(path("d/new")).isEmpty());
      assertEquals(before, timed.roundTrips());
      clock.set(Duration.ofMillis(4100).toNanos());
      assertEquals(List.of(path("d/file"), path("d/new")), timed.view().list(path("d")));
      assertEquals("three", new String(timed.view().readAll(path("d/file")), UTF_8));
      assertEquals(5, timed.view().stat(path("d/file")).orElseThrow().size());
    }
  }
}
