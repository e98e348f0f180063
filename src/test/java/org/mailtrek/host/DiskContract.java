package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Disk} does, together with the view that shows it. */
abstract class DiskContract {

  /** Names that break whoever quotes, decodes or splits them; each is one name of a file. */
  static List<byte[]> hardNames() {
    return List.of(
        text("plain"),
        text("two words "),
        text("a'b\"c"),
        text("line\nbreak"),
        text("$(touch x)`id`;&|"),
        text("-rf"),
        text("%2F%00"),
        text("Grüße 世界"),
        text("back\\slash"),
        text("..."),
        text("*?[a]"),
        new byte[] {(byte) 0xFF, 'x', (byte) 0xC3, 1, 127},
        new byte[] {(byte) 0xE4, (byte) 0xF6, (byte) 0xFC});
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @TempDir Path scratch;

  private Disk disk;
  private HostView view;
  private HostPath home;
  private HostPath file;

  /** Opens a machine with an empty folder as its root. */
  abstract Disk open(Path folder) throws TrekException;

  /** Opens the view of the machine that was opened last. */
  abstract HostView view(Path folder) throws TrekException;

  /** Returns what the machine calls the folder. */
  HostPath top(Path folder) {
    return HostPath.ROOT;
  }

  @BeforeEach
  void openMachine() throws TrekException {
    home = top(scratch).resolve("srv");
    file = home.resolve("file");
    disk = open(scratch);
    view = view(scratch);
    disk.mkdir(home, 0755);
  }

  private void write(HostPath path, String content) throws TrekException {
    disk.create(path);
    byte[] bytes = text(content);
    disk.append(path, bytes, 0, bytes.length);
  }

  private FileState state(HostPath path) throws TrekException {
    return view.stat(path).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("hardNames")
  void everyNameGoesThroughUnharmed(byte[] name) throws TrekException {
    HostPath path = home.resolve(name);
    write(path, "content");
    disk.chmod(path, 0640);
    disk.touch(path, Instant.ofEpochSecond(1_500_000_000L, 123_456_789));
    disk.fsync(path);
    assertEquals(List.of(path), view.list(home));
    assertArrayEquals(text("content"), view.readAll(path));
    disk.symlink(name, home.resolve("link"));
    assertArrayEquals(name, state(home.resolve("link")).target());
    disk.link(path, home.resolve("second"));
    disk.copyAttributes(path, home.resolve("second"));
    disk.rename(path, home.resolve("third"));
    assertTrue(view.stat(path).isEmpty());
    disk.rename(home.resolve("third"), path);
    disk.delete(path);
    disk.mkdir(path, 0700);
    disk.syncAll(path);
    write(path.resolve(name), "inner");
    assertEquals(List.of(path.resolve(name)), view.list(path));
  }

  @Test
  void aNewFileIsEmptyAndPrivate() throws TrekException {
    disk.create(file);
    assertEquals(FileState.Kind.FILE, state(file).kind());
    assertEquals(0600, state(file).mode());
    assertEquals(0, state(file).size());
    assertTrue(state(file).attributes().isEmpty());
  }

  @Test
  void refusesToCreateWhatExists() throws TrekException {
    write(file, "kept");
    assertThrows(TrekException.class, () -> disk.create(file));
    assertThrows(TrekException.class, () -> disk.mkdir(file, 0700));
    assertThrows(TrekException.class, () -> disk.symlink(text("x"), file));
    assertThrows(TrekException.class, () -> disk.link(file, file));
    assertArrayEquals(text("kept"), view.readAll(file));
  }

  @Test
  void aFailureNamesHostAndPathAndWhatToDo() {
    TrekException failure = assertThrows(TrekException.class, () -> disk.append(home.resolve("none"), new byte[1], 0, 1));
    assertEquals(view.name() + ":" + home.resolve("none"), failure.where());
    assertEquals("no such file or folder", failure.what());
    assertFalse(failure.next().isEmpty());
  }

  @Test
  void appendsAndTruncates() throws TrekException {
    write(file, "0123456789");
    disk.append(file, text("xabcx"), 1, 3);
    assertArrayEquals(text("0123456789abc"), view.readAll(file));
    disk.truncate(file, 4);
    assertArrayEquals(text("0123"), view.readAll(file));
  }

  @Test
  void renamesOverAFile() throws TrekException {
    write(file, "new");
    write(home.resolve("old"), "old");
    disk.rename(file, home.resolve("old"));
    assertArrayEquals(text("new"), view.readAll(home.resolve("old")));
    assertTrue(view.stat(file).isEmpty());
  }

  @Test
  void countsHardLinks() throws TrekException {
    write(file, "one");
    disk.link(file, home.resolve("two"));
    assertEquals(2, state(file).links());
    disk.delete(home.resolve("two"));
    assertEquals(1, state(file).links());
  }

  @Test
  void doesNotFollowALinkAtTheEnd() throws TrekException {
    write(file, "kept");
    disk.chmod(file, 0640);
    HostPath link = home.resolve("link");
    disk.symlink(text("file"), link);
    assertThrows(TrekException.class, () -> disk.append(link, new byte[1], 0, 1));
    assertThrows(TrekException.class, () -> disk.truncate(link, 0));
    assertThrows(TrekException.class, () -> disk.chmod(link, 0777));
    assertThrows(TrekException.class, () -> disk.create(link));
    assertThrows(TrekException.class, () -> view.read(link));
    assertThrows(TrekException.class, () -> disk.attribute(link, "x", Optional.of(new byte[1])));
    disk.touch(link, Instant.ofEpochSecond(1_400_000_000L, 987_654_321));
    assertEquals(Instant.ofEpochSecond(1_400_000_000L, 987_654_321), state(link).modified());
    assertEquals(0640, state(file).mode());
    disk.delete(link);
    assertArrayEquals(text("kept"), view.readAll(file));
  }

  @Test
  void keepsTheTargetOfALinkByteForByte() throws TrekException {
    for (String target : List.of("a//b/", "../../x", "/", "//abs//y/", ".", "./a/.", "no/such")) {
      HostPath link = home.resolve("link");
      disk.symlink(text(target), link);
      assertArrayEquals(text(target), state(link).target(), target);
      disk.delete(link);
    }
  }

  @Test
  void setsTimesToTheNanosecond() throws TrekException {
    write(file, "x");
    for (Instant time : List.of(Instant.ofEpochSecond(1_234_567_890L, 1), Instant.ofEpochSecond(0), Instant.ofEpochSecond(-5), Instant.ofEpochSecond(-5, 250_000_000), Instant.ofEpochMilli(-1))) {
      disk.touch(file, time);
      assertEquals(time, state(file).modified());
      disk.symlink(text("file"), home.resolve("link"));
      disk.touch(home.resolve("link"), time);
      assertEquals(time, state(home.resolve("link")).modified(), "by the tool, since Java sets no times of links");
      disk.delete(home.resolve("link"));
      disk.touch(home, time);
      assertEquals(time, state(home).modified());
    }
  }

  @Test
  void setsAllModeBits() throws TrekException {
    write(file, "x");
    for (int mode : new int[] {0, 0600, 0755, 04755, 02640, 01777, 07777}) {
      disk.chmod(file, mode);
      assertEquals(mode, state(file).mode());
    }
    disk.mkdir(home.resolve("folder"), 02775);
    assertEquals(02775, state(home.resolve("folder")).mode());
  }

  @Test
  void setsAndRemovesAttributes() throws TrekException {
    write(file, "x");
    disk.attribute(file, "colour", Optional.of(new byte[] {0, 1, -1}));
    disk.attribute(file, "empty", Optional.of(new byte[0]));
    assertArrayEquals(new byte[] {0, 1, -1}, state(file).attributes().get("colour"));
    assertEquals(2, state(file).attributes().size());
    disk.attribute(file, "colour", Optional.empty());
    disk.attribute(file, "colour", Optional.empty());
    assertEquals(List.of("empty"), List.copyOf(state(file).attributes().keySet()));
  }

  @Test
  void copiesOwnerModeAndAttributes() throws TrekException {
    write(file, "model");
    disk.attribute(file, "colour", Optional.of(text("red")));
    disk.chmod(file, 02640);
    write(home.resolve("copy"), "own content");
    disk.copyAttributes(file, home.resolve("copy"));
    assertTrue(state(file).sameOwnerAndMode(state(home.resolve("copy"))));
    assertArrayEquals(text("own content"), view.readAll(home.resolve("copy")));
  }

  @Test
  void refusesToDeleteAFolderThatIsNotEmpty() throws TrekException {
    write(file, "x");
    assertThrows(TrekException.class, () -> disk.delete(home));
    assertArrayEquals(text("x"), view.readAll(file));
  }

  @Test
  void followsLinksOnTheWayThere() throws TrekException {
    disk.mkdir(home.resolve("real"), 0755);
    disk.symlink(text("real"), home.resolve("alias"));
    write(home.resolve("alias/inner"), "x");
    assertArrayEquals(text("x"), view.readAll(home.resolve("real/inner")));
    assertThrows(TrekException.class, () -> view.list(home.resolve("alias")), "a link at the end is not followed");
  }

  @Test
  void hidesScratchNamesFromLists() throws TrekException {
    write(new Scratch(3, 7).beside(file), "x");
    assertEquals(List.of(), view.list(home));
    assertTrue(view.stat(new Scratch(3, 7).beside(file)).isPresent());
  }

  @Test
  void saysNothingIsThereBelowAFile() throws TrekException {
    write(file, "x");
    assertTrue(view.stat(file.resolve("below")).isEmpty());
    assertTrue(view.stat(home.resolve("no/such/folder")).isEmpty());
    assertThrows(TrekException.class, () -> view.list(file));
    assertThrows(TrekException.class, () -> view.read(home));
  }

  @Test
  void measuresTheSpaceAroundAPath() throws TrekException {
    HostView.Space space = view.space(home.resolve("not/there/yet"));
    assertTrue(space.freeBytes() > 0);
    assertTrue(space.totalBytes() >= space.freeBytes());
    assertTrue(home.isWithin(space.mount()));
    assertEquals(space.mountKey(), view.space(home).mountKey());
    view.freeFiles(space.mount()).ifPresent(free -> assertTrue(free > 0, () -> "free inodes: " + free));
  }

  @Test
  void makesEverythingDurable() throws TrekException {
    write(file, "x");
    disk.symlink(text("nowhere"), home.resolve("link"));
    disk.fsync(file);
    disk.fsync(home);
    disk.fsync(home.resolve("link"));
    disk.syncAll(home);
    assertThrows(TrekException.class, () -> disk.fsync(home.resolve("none")));
    assertThrows(TrekException.class, () -> disk.syncAll(home.resolve("none")));
  }

  @Test
  void takesManyNewFilesWithTheirOwnersModesAndTimes() throws TrekException {
    Instant time = Instant.ofEpochSecond(1_500_000_000L, 123_456_000);
    FileState mine = state(home);
    byte[] large = new byte[2_500_000];
    new java.util.Random(7).nextBytes(large);
    HostPath deep = home.resolve("d".repeat(120)).resolve(new byte[] {(byte) 0xE4, '\n', '\\', ' '});
    try (NewFiles files = disk.files(new NewFiles.Mark(mine.uid(), mine.gid(), 0751, java.util.Optional.empty()))) {
      files.folder(deep.parent());
    }
    try (NewFiles files = disk.files(new NewFiles.Mark(mine.uid(), mine.gid(), 0640, java.util.Optional.of(time)))) {
      for (HostPath each : List.of(deep, home.resolve("empty"), home.resolve("large"), home.resolve("gone"))) {
        files.begin(each);
        if (each.name().equals("large")) {
          files.write(large, 0, 2_200_000);
          files.write(large, 2_200_000, 300_000);
        } else if (!each.name().equals("empty")) {
          files.write(text("a small one"), 2, 5);
        }
        if (each.name().equals("gone")) {
          files.abandon();
        } else {
          files.end();
        }
      }
    }
    assertArrayEquals(large, view.readAll(home.resolve("large")));
    assertArrayEquals(new byte[0], view.readAll(home.resolve("empty")));
    assertEquals("small", new String(view.readAll(deep), StandardCharsets.UTF_8));
    assertTrue(view.stat(home.resolve("gone")).isEmpty());
    assertEquals(0751, state(deep.parent()).mode());
    for (HostPath each : List.of(deep, home.resolve("empty"), home.resolve("large"))) {
      assertEquals(0640, state(each).mode());
      assertEquals(time, state(each).modified());
    }
  }

  @Test
  void overwritesNothingWithANewFile() throws TrekException {
    write(file, "theirs");
    FileState mine = state(home);
    assertThrows(TrekException.class, () -> {
      try (NewFiles files = disk.files(new NewFiles.Mark(mine.uid(), mine.gid(), 0640, java.util.Optional.empty()))) {
        files.begin(file);
        files.write(text("ours"), 0, 4);
        files.end();
      }
    });
    assertEquals("theirs", new String(view.readAll(file), StandardCharsets.UTF_8));
  }

  @Test
  void tellsWhatIsThereAndRenamesMany() throws TrekException {
    HostPath odd = home.resolve(new byte[] {(byte) 0xE4, '\n', ' '});
    write(odd, "odd");
    write(file, "file");
    disk.symlink(text("nowhere"), home.resolve("link"));
    var present = view.present(List.of(odd, home.resolve("none"), file, home.resolve("link"), home.resolve("none/below"), home));
    assertEquals(List.of(odd, file, home.resolve("link"), home), List.copyOf(present.keySet()));
    assertEquals(new FilesView.Glimpse(FileState.Kind.FILE, 3), present.get(odd));
    assertEquals(List.of(FileState.Kind.LINK, FileState.Kind.FOLDER), List.of(present.get(home.resolve("link")).kind(), present.get(home).kind()));
    assertEquals(0, present.get(home).size());
    assertTrue(view.present(List.of()).isEmpty());
    java.util.Map<HostPath, String> told = new java.util.HashMap<>();
    if (view.tree(home, (facts, bytes, from, to) -> told.put(home.resolve(java.util.Arrays.copyOfRange(bytes, from, to)), facts.kind() + " " + facts.size()))) {
      assertEquals(java.util.Map.of(odd, "FILE 3", file, "FILE 4", home.resolve("link"), "LINK 0"), told);
    }
    java.util.Map<HostPath, FileState.Kind> named = new java.util.HashMap<>();
    if (view.names(home, (bytes, from, to, kind) -> named.put(home.resolve(java.util.Arrays.copyOfRange(bytes, from, to)), kind))) {
      assertEquals(java.util.Map.of(odd, FileState.Kind.FILE, file, FileState.Kind.FILE, home.resolve("link"), FileState.Kind.OTHER), named);
    }
    java.util.Map<HostPath, HostPath> names = new java.util.LinkedHashMap<>();
    names.put(odd, home.resolve("even"));
    names.put(file, home.resolve(new byte[] {'-', '\n', (byte) 0xFF}));
    disk.rename(names);
    assertEquals(List.copyOf(names.values()), List.copyOf(view.present(names.values()).keySet()));
    assertTrue(view.present(names.keySet()).isEmpty());
    names.put(home.resolve("none"), home.resolve("else"));
    names.remove(odd);
    names.remove(file);
    assertThrows(TrekException.class, () -> disk.rename(names));
    disk.delete(List.of(home.resolve("even"), home.resolve("link")));
    assertEquals(List.of(home.resolve(new byte[] {'-', '\n', (byte) 0xFF})), view.list(home));
  }

  @Test
  void givesATreeSecondNames() throws TrekException {
    HostPath tree = home.resolve("tree");
    byte[] odd = {'-', (byte) 0xE4, '\n'};
    disk.mkdir(tree, 02710);
    write(tree.resolve(odd), "content");
    List<HostPath> folders = List.of(tree.resolve("0"), tree.resolve("-l"), tree.resolve(new byte[] {'\n', (byte) 0xE4}));
    Instant then = Instant.ofEpochSecond(1_500_000_000L, 123_456_789);
    for (HostPath each : folders) {
      disk.mkdir(each, 0750);
      write(each.resolve(odd), "below");
      disk.symlink("nowhere".getBytes(StandardCharsets.UTF_8), each.resolve("link"));
      disk.touch(each, then);
    }
    disk.touch(tree, then);
    if (disk.linkTree(tree, home.resolve("second"))) {
      HostPath second = home.resolve("second");
      assertEquals(2, state(second.resolve(odd)).links());
      assertEquals(02710, state(second).mode());
      assertEquals(then, state(second).modified());
      assertEquals(view.list(tree).size(), view.list(second).size());
      for (HostPath each : folders) {
        HostPath copy = each.rebase(tree, second);
        assertEquals(2, state(copy.resolve(odd)).links());
        assertEquals(FileState.Kind.LINK, state(copy.resolve("link")).kind());
        assertEquals(0750, state(copy).mode());
        assertEquals(then, state(copy).modified());
      }
      assertThrows(TrekException.class, () -> disk.linkTree(home.resolve("none"), home.resolve("third")));
    }
  }
}
