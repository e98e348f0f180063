package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.lab.RequiresRoot;

/** Owners and modes of a tree of this machine, by its own tools; Z11. */
@RequiresRoot
class OwnershipAtOnceTest {

  private static final Ownership.Rule RULE = new Ownership.Rule(Owner.of(1234, 2345), Optional.of(0750), Optional.of(0640), true, true);

  @TempDir Path folder;

  private Host host;
  private Estate estate;
  private HostPath top;
  private final MemorySide side = new MemorySide();

  @BeforeEach
  void makeTree() throws Exception {
    host = new LocalHost("here", List.of(), folder.resolve("kept"));
    estate = new MemoryEstate(host, Optional.empty(), Optional.empty());
    Path tree = Files.createDirectories(folder.resolve("tree/a b"));
    top = HostPath.of(folder.resolve("tree").toString());
    for (int i = 0; i < 450; i++) {
      Files.writeString((i % 2 == 0 ? tree : tree.getParent()).resolve("file\n" + i), "x", StandardCharsets.UTF_8);
    }
    Files.setAttribute(Files.writeString(tree.resolve("script"), "x"), "unix:mode", 0755);
    Files.setAttribute(Files.writeString(tree.resolve("setuid"), "x"), "unix:mode", 04711);
    Files.setAttribute(Files.writeString(tree.resolve("done"), "x"), "unix:mode", 0640);
    Files.setAttribute(tree.resolve("done"), "unix:uid", 1234);
    Files.setAttribute(tree.resolve("done"), "unix:gid", 2345);
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "x", StandardCharsets.UTF_8);
    Files.createSymbolicLink(tree.resolve("link"), outside.resolve("secret"));
    Files.createSymbolicLink(tree.resolve("folder"), outside);
    Files.createLink(tree.resolve("second name"), Files.writeString(outside.resolve("first name"), "x"));
  }

  private SortedMap<String, String> dump() throws Exception {
    SortedMap<String, String> all = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) paths::iterator) {
        var facts = Files.readAttributes(each, "unix:uid,gid,mode,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        all.put(folder.relativize(each).toString(), new TreeMap<>(facts).toString());
      }
    }
    return all;
  }

  private String state(String name) throws Exception {
    var facts = Files.readAttributes(folder.resolve("tree").resolve(name), "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
    return facts.get("uid") + ":" + facts.get("gid") + ":" + Integer.toOctalString((int) facts.get("mode") & 07777);
  }

  private Ownership change() throws Exception {
    Ownership change = Ownership.tree(estate.view(), "here", top, RULE).orElseThrow();
    change.keep(estate.view(), side);
    side.intend();
    return change;
  }

  @Test
  void goesThereAndBackExactly() throws Exception {
    SortedMap<String, String> before = dump();
    Ownership change = change();
    assertEquals(Seen.BEFORE, change.look(estate.view(), side));
    assertTrue(change.perform(estate, side).nothing());
    assertEquals(Seen.AFTER, change.look(estate.view(), side));
    assertEquals(List.of("1234:2345:640", "1234:2345:750", "1234:2345:750", "1234:2345:640", "0:0:777"), List.of(state("file\n1"), state("a b"), state("a b/script"), state("a b/second name"), state("a b/link")));
    assertEquals(before.get("outside/secret"), dump().get("outside/secret"), "what a link leads to is not in the tree");
    assertTrue(Ownership.tree(estate.view(), "here", top, RULE).isEmpty());
    assertTrue(change.revert(estate, side).nothing());
    assertEquals(before, dump());
  }

  @Test
  void leavesWhatSomebodyChangedMeanwhileAndSaysSo() throws Exception {
    Ownership change = change();
    Path foreign = folder.resolve("tree/a b/file\n2");
    Files.setAttribute(foreign, "unix:uid", 77);
    Files.setAttribute(folder.resolve("tree/a b/file\n6"), "unix:mode", 0600);
    Left left = change.perform(estate, side);
    assertEquals(2, left.items().size(), left::toString);
    assertEquals("77:0:644", state("a b/file\n2"));
    assertEquals("0:0:600", state("a b/file\n6"), "whose mode somebody has changed keeps its owner too");
    assertEquals("1234:2345:640", state("a b/file\n4"));
  }

  @Test
  void takesBackAllButWhatSomebodyChangedSince() throws Exception {
    SortedMap<String, String> before = dump();
    Ownership change = change();
    assertTrue(change.perform(estate, side).nothing());
    Files.setAttribute(folder.resolve("tree/a b/file\n2"), "unix:gid", 78);
    Files.delete(folder.resolve("tree/a b/file\n4"));
    Files.setAttribute(folder.resolve("tree/a b/file\n6"), "unix:mode", 0600);
    assertEquals(Seen.FOREIGN, change.look(estate.view(), side));
    Left left = change.revert(estate, side);
    assertEquals(3, left.items().size(), left::toString);
    assertEquals("1234:78:640", state("a b/file\n2"));
    assertEquals("1234:2345:600", state("a b/file\n6"));
    SortedMap<String, String> after = dump();
    for (int i : new int[] {2, 4, 6}) {
      before.remove("tree/a b/file\n" + i);
      after.remove("tree/a b/file\n" + i);
    }
    before.remove("tree/a b"); // the deletion has set its time
    after.remove("tree/a b");
    assertEquals(before, after);
  }

  @Test
  void leavesAFileThatAppearedMeanwhile() throws Exception {
    Ownership change = change();
    Files.writeString(folder.resolve("tree/new"), "x");
    assertTrue(change.perform(estate, side).nothing());
    assertEquals("0:0:644", state("new"));
  }

  @Test
  void goesOnWhereACrashHasLeftAMix() throws Exception {
    SortedMap<String, String> before = dump();
    Ownership change = change();
    for (int i = 0; i < 300; i += 2) {
      Files.setAttribute(folder.resolve("tree/a b/file\n" + i), "unix:uid", 1234);
      Files.setAttribute(folder.resolve("tree/a b/file\n" + i), "unix:gid", 2345);
    }
    assertEquals(Seen.BETWEEN, change.look(estate.view(), side));
    assertTrue(change.perform(estate, side).nothing());
    assertEquals(Seen.AFTER, change.look(estate.view(), side));
    assertTrue(change.revert(estate, side).nothing());
    assertEquals(before, dump());
  }

  @Test
  void refusesSeveralNamesUnlessTheyAreMeant() throws Exception {
    Ownership.Rule strict = new Ownership.Rule(Owner.of(1234, 2345), Optional.empty(), Optional.empty(), false);
    boolean refused = false;
    try {
      Ownership.tree(estate.view(), "here", top, strict);
    } catch (org.mailtrek.host.TrekException e) {
      refused = e.getMessage().contains("2 hard links");
    }
    assertTrue(refused);
    assertFalse(dump().isEmpty());
  }
}
