package org.mailtrek.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.RequiresLab;

/** A machine behind a real sshd that is told to remember what it was asked, for one preview. */
@RequiresLab({"sshd", "ssh-keygen", "getfattr"})
class SshMemoryTest {

  private static LabSshd sshd;
  private static SshHost host;
  private static final AtomicLong CLOCK = new AtomicLong();

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws TrekException {
    sshd = LabSshd.start();
    host = SshHost.open(sshd.target("far", sshd.port()), new NoAnswers(), CLOCK::get);
  }

  @AfterAll
  static void stop() {
    host.close();
    sshd.close();
  }

  @Test
  void nothingIsAskedTwiceUntilItIsToldToForget() throws Exception {
    Files.writeString(folder.resolve("file"), "one", UTF_8);
    assertEquals("one", text("file"));
    Files.writeString(folder.resolve("file"), "two", UTF_8);
    host.remember();
    host.remember();
    List<Object> first = looks();
    assertTrue(first.contains("two"), "what was seen before is looked at anew: " + first);
    Files.writeString(folder.resolve("file"), "three", UTF_8);
    Files.createFile(folder.resolve("new"));
    CLOCK.addAndGet(Duration.ofHours(1).toNanos());
    long before = host.roundTrips();
    assertEquals(first, looks());
    host.forget();
    assertEquals(first, looks(), "as long as one wants it remembered");
    assertEquals(before, host.roundTrips());
    host.forget();
    List<Object> last = looks();
    assertTrue(last.contains("three") && last.contains(List.of(path("file"), path("new"))) && last.contains("three\n"), last::toString);
  }

  private List<Object> looks() throws TrekException {
    Programs looking = host.programs().looking();
    return List.of(
        host.view().list(path("")), host.view().stat(path("file")).orElseThrow().size(), text("file"), host.view().space(path("")).mount(), looking.run("sh", "-c", "cat \"$1\"; echo", "sh", path("file").toString()).text());
  }

  @Test
  void whatWeWriteEndsWhatWasRemembered() throws Exception {
    Files.writeString(folder.resolve("file"), "one", UTF_8);
    host.remember();
    looks();
    host.disk().append(path("file"), "more".getBytes(UTF_8), 0, 4);
    assertTrue(looks().contains("onemore\n"));
    host.programs().run("truncate", "-s", "1", path("file").toString());
    assertTrue(looks().contains("o\n"));
    host.forget();
  }

  @Test
  void programsThatAreNamedAheadSayTheSameInOneTrip() throws Exception {
    List<List<String>> commands = List.of(
        List.of("printf", "no line end"),
        List.of("sh", "-c", "printf 'a\\0b\\n\\n'; echo trouble >&2; exit 3"),
        List.of("true"),
        List.of("cat"),
        List.of("sh", "-c", "kill -9 $$"),
        List.of("seq", "10000"));
    Programs looking = host.programs().looking().with("ZONE", "with blanks");
    List<Programs.Ended> alone = new ArrayList<>();
    for (List<String> each : commands) {
      alone.add(looking.run(new byte[0], each));
    }
    host.remember();
    long before = host.roundTrips();
    looking.ahead(commands);
    assertEquals(1, host.roundTrips() - before);
    for (int at = 0; at < commands.size(); at++) {
      Programs.Ended ended = looking.run(new byte[0], commands.get(at));
      assertEquals(alone.get(at).code(), ended.code());
      assertArrayEquals(alone.get(at).out(), ended.out());
      assertEquals(alone.get(at).err().strip(), ended.err().strip());
    }
    assertEquals(1, host.roundTrips() - before);
    host.forget();
    looking.ahead(commands);
    assertEquals(1, host.roundTrips() - before, "nobody would remember the answers");
  }

  @Test
  void oneProgramTellsWhatSeveralWould() throws Exception {
    Programs looking = host.programs().looking();
    List<List<String>> commands = List.of(List.of("echo", "a"), List.of("echo", "b"), List.of("echo", "c"));
    host.remember();
    long before = host.roundTrips();
    looking.ahead(commands, List.of("echo", "a b"), ended -> Stream.of(ended.text().split("\\s")).map(each -> new Programs.Ended(0, (each + "\n").getBytes(UTF_8), "")).toList());
    assertEquals("a\n", looking.run("echo", "a").text());
    assertEquals("b\n", looking.run("echo", "b").text());
    assertEquals(1, host.roundTrips() - before);
    assertEquals("c\n", looking.run("echo", "c").text(), "what was not told is asked for");
    assertEquals(2, host.roundTrips() - before);
    looking.ahead(commands, List.of("false"), ended -> List.of());
    assertEquals(2, host.roundTrips() - before, "all of it is known");
    host.forget();
  }

  @Test
  void pathsThatAreNamedAheadAreLookedAtInOneTrip() throws Exception {
    Files.writeString(folder.resolve("file"), "one", UTF_8);
    Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    Files.createDirectories(folder.resolve("a/b"));
    List<HostPath> paths = List.of(path("file"), path("link"), path("a/b"), path("nothing"), path("no/such/folder"));
    long before = host.roundTrips();
    host.view().glance(paths);
    List<FileState.Kind> kinds = new ArrayList<>();
    for (HostPath each : paths) {
      host.view().stat(each).ifPresent(state -> kinds.add(state.kind()));
    }
    assertEquals(List.of(FileState.Kind.FILE, FileState.Kind.LINK, FileState.Kind.FOLDER), kinds);
    assertEquals(1, host.roundTrips() - before);
  }

  @Test
  void theNumbersThatAreTakenAreAskedForAtOnce() throws Exception {
    long before = host.roundTrips();
    assertEquals(new FileAccounts(host.view()).taken(0, 99), host.view().accounts().taken(0, 99));
    assertTrue(host.view().accounts().taken(0, 99).contains(0));
    assertTrue(host.roundTrips() - before <= 8, () -> host.roundTrips() - before + " round trips");
  }

  private String text(String name) throws TrekException {
    return new String(host.view().readAll(path(name)), UTF_8);
  }

  private HostPath path(String name) {
    return name.isEmpty() ? HostPath.of(folder.toString()) : HostPath.of(folder + "/" + name);
  }
}
