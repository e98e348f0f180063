package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.RequiresRoot;

/** What Perl puts together from several processors is what one program does without it. */
@RequiresRoot
class OwnersSideBySideTest {

  private static final Children HERE = Children.of("here");

  @TempDir Path folder;

  private Path tree;

  @BeforeEach
  void makeTree() throws Exception {
    tree = Files.createDirectories(folder.resolve("tree"));
    for (String each : List.of("a", "b\nb", "-c", "d d", "é")) {
      Path inner = Files.createDirectories(tree.resolve(each).resolve("in"));
      for (int i = 0; i < (each.equals("a") ? 2000 : 20); i++) {
        Files.createFile(inner.resolve("file\n" + i));
      }
    }
    for (int i = 0; i < 50; i++) {
      Files.createFile(tree.resolve("flat " + i));
    }
    Files.createSymbolicLink(tree.resolve("link"), Files.createDirectories(folder.resolve("outside")));
    Files.createFile(folder.resolve("outside/secret"));
  }

  private Set<String> all(boolean filesOnly) throws Exception {
    try (Stream<Path> paths = Files.walk(tree)) {
      return new TreeSet<>(paths.filter(each -> !Files.isSymbolicLink(each) && (!filesOnly || Files.isRegularFile(each))).map(Path::toString).toList());
    }
  }

  private Set<String> found(String... path) throws Exception {
    List<String> line = new ArrayList<>(List.of("env", "PATH=" + String.join(":", path)));
    line.addAll(SideBySideFind.in(tree.toString()));
    line.addAll(List.of("!", "-type", "l", "-printf", "%p\\0"));
    Programs.Ended ended = HERE.run(new byte[0], line);
    assertEquals("0 ", ended.code() + " " + ended.err());
    Set<String> found = new TreeSet<>();
    for (String each : ended.text().split("\0")) {
      assertTrue(found.add(tree + each.substring(1)), each);
    }
    return found;
  }

  @Test
  void findsEachObjectOnce() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertEquals(all(false), found("/usr/bin", "/bin"), "whichever ends first, and however many at once");
    }
  }

  @Test
  void findsTheSameWithoutPerl() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String each : List.of("find", "sh")) {
      Files.copy(Path.of("/usr/bin").resolve(each).toRealPath(), bin.resolve(each), StandardCopyOption.COPY_ATTRIBUTES);
    }
    assertEquals(all(false), found(bin.toString()));
  }

  @Test
  void saysWhatCantBeRead() throws Exception {
    Programs.Ended ended = HERE.run(SideBySideFind.in(folder.resolve("none").toString()).toArray(String[]::new));
    assertTrue(!ended.ok() && ended.err().contains("none"), ended::toString);
  }

  private byte[] names() throws Exception {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (String each : all(true)) {
      names.writeBytes(each.getBytes(StandardCharsets.UTF_8));
      names.write(0);
    }
    return names.toByteArray();
  }

  private String owner(Path path) throws Exception {
    var facts = Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
    return facts.get("uid") + ":" + facts.get("gid") + ":" + Integer.toOctalString((int) facts.get("mode") & 07777);
  }

  /** Gives all files a new owner, where some have been changed by others meanwhile, and checks what is left and what is not. */
  private void givesAllButWhatOthersChanged(OwnerBulk bulk, int mode) throws Exception {
    byte[] names = names();
    Path theirs = tree.resolve("a/in/file\n7");
    Files.setAttribute(theirs, "unix:uid", 77);
    Path opened = tree.resolve("flat 3");
    Files.setAttribute(opened, "unix:mode", 0606);
    Path replaced = tree.resolve("flat 4");
    Files.delete(replaced);
    Files.createSymbolicLink(replaced, folder.resolve("outside/secret"));
    Path gone = tree.resolve("é/in/file\n1");
    Files.delete(gone);
    OwnerBatch batch = new OwnerBatch(FileState.Kind.FILE, 0, 0, 0644, 1234, 2345, mode, names);
    Set<String> left = new TreeSet<>();
    bulk.own(batch).forEach(each -> left.add(new String(each.bytes(), StandardCharsets.UTF_8)));
    assertEquals(new TreeSet<>(Arrays.asList(theirs.toString(), opened.toString(), replaced.toString(), gone.toString())), left);
    assertEquals(List.of("77:0:644", "0:0:606", "0:0:777"), List.of(owner(theirs), owner(opened), owner(replaced)));
    assertEquals("0:0:644", owner(folder.resolve("outside/secret")), "no link is followed");
    for (String each : all(true)) {
      assertTrue(left.contains(each) || owner(Path.of(each)).equals("1234:2345:" + Integer.toOctalString(mode)), each);
    }
    assertEquals(left.size(), bulk.own(batch).size(), "what is so already is not left");
  }

  @Test
  void leavesWhatOthersChanged() throws Exception {
    givesAllButWhatOthersChanged(new OwnerBulk("here", (names, command) -> {
      Programs.Ended ended = HERE.run(names, command);
      assertEquals("0 ", ended.code() + " " + ended.err(), "one program does it all");
      assertEquals("sh", command.get(0));
      return ended;
    }), 0644);
  }

  @Test
  void leavesTheSameWithoutPerl() throws Exception {
    givesAllButWhatOthersChanged(new OwnerBulk("here", (names, command) -> command.get(0).equals("sh") ? new Programs.Ended(127, new byte[0], "perl: not found") : HERE.run(names, command)), 0640);
  }

  @Test
  void setsModesAsWell() throws Exception {
    givesAllButWhatOthersChanged(new OwnerBulk("here", HERE::run), 02640);
  }
}
