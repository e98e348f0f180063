package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillEstate;
import org.mailtrek.host.fault.MemoryFiles;
import org.mailtrek.host.fault.Points;

class FileKindsTest {

  private static final HostPath TREE = HostPath.of("/var/tree");
  private static final HostPath OTHER = HostPath.of("/mnt/other");
  private static final Ownership.Rule RULE = new Ownership.Rule(new Owner("kopano", "kopano"), Optional.of(02750), Optional.of(04640), false);

  @ParameterizedTest
  @MethodSource({"folders", "removals", "renames", "stagedMoves", "ownerships", "links"})
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> folders() throws Exception {
    HostPath path = HostPath.of("/var/-new 'folder'");
    return Stream.of(
        ChangeCase.of("folder", world(), view -> Folder.of(view, "mail1", path, new Owner("kopano", "0"), 02770).get(0))
            .foreign(w -> w.machine().files().create(path), w -> w.machine().files().chmod(path, 0700)));
  }

  static Stream<ChangeCase> removals() throws Exception {
    HostPath file = TREE.resolve("file");
    List<ChangeCase> cases = new ArrayList<>();
    cases.add(ChangeCase.of("remove a tree", world(), view -> Removal.of(view, "mail1", TREE).orElseThrow()).foreign(w -> w.machine().files().chown(file, 9, 9), w -> w.machine().files().mkdir(TREE, 0755)));
    cases.add(ChangeCase.of("remove a file", world(), view -> Removal.of(view, "mail1", file).orElseThrow()).foreign(w -> append(w, file), w -> Worlds.file(w, file, "again")));
    cases.add(ChangeCase.of("remove a link", world(), view -> Removal.of(view, "mail1", TREE.resolve("link")).orElseThrow()));
    return cases.stream();
  }

  static Stream<ChangeCase> renames() throws Exception {
    HostPath file = TREE.resolve("file");
    HostPath free = HostPath.of("/etc/free");
    List<ChangeCase> cases = new ArrayList<>();
    cases.add(ChangeCase.of("rename a tree", world(), view -> Rename.move(view, "mail1", TREE, free)).foreign(w -> w.machine().files().mkdir(free, 0700), w -> w.machine().files().create(TREE)));
    cases.add(ChangeCase.of("rename a file", world(), view -> Rename.move(view, "mail1", file, free)).foreign(w -> w.machine().files().create(free), w -> append(w, free)));
    cases.add(ChangeCase.of("rename within a folder", world(), view -> Rename.move(view, "mail1", TREE.resolve("link"), TREE.resolve("link 2"))));
    for (HostPath name : Names.STRANGE) {
      cases.add(ChangeCase.of("rename " + name, Worlds.withFile(name, "x"), view -> Rename.move(view, "mail1", name, HostPath.of("/etc/plain"))).lightly());
    }
    return cases.stream();
  }

  static Stream<ChangeCase> stagedMoves() throws Exception {
    HostPath file = TREE.resolve("file");
    HostPath there = OTHER.resolve("there");
    return Stream.of(
        ChangeCase.of("move a file to another mount", world(), view -> Rename.move(view, "mail1", file, there)).foreign(w -> append(w, file), w -> append(w, there)),
        ChangeCase.of("move a tree to another mount", world(), view -> Rename.move(view, "mail1", TREE, there)).foreign(w -> w.machine().files().create(there), w -> w.machine().files().create(there.resolve("new"))),
        ChangeCase.of("move a link to another mount", world(), view -> Rename.move(view, "mail1", TREE.resolve("link"), there)));
  }

  static Stream<ChangeCase> ownerships() throws Exception {
    HostPath file = TREE.resolve("file");
    return Stream.of(
        ChangeCase.of("own a file", world(), view -> Ownership.of(view, "mail1", file, RULE).orElseThrow()).foreign(w -> w.machine().files().chmod(file, 0), w -> w.machine().files().chown(file, 9, 9)),
        ChangeCase.of("own a link", world(), view -> Ownership.of(view, "mail1", TREE.resolve("link"), RULE).orElseThrow()),
        ChangeCase.of("own a tree", world(), view -> Ownership.tree(view, "mail1", TREE, RULE).orElseThrow()));
  }

  static Stream<ChangeCase> links() throws Exception {
    HostPath link = TREE.resolve("link");
    byte[] target = {'.', '.', '/', (byte) 0xff, ' ', '\n'};
    return Stream.of(
        ChangeCase.of("point a link elsewhere", world(), view -> Link.of(view, "mail1", link, target, Owner.of(0, 0)).orElseThrow()).foreign(w -> w.machine().files().delete(link), w -> w.machine().files().chown(link, 8, 8)),
        ChangeCase.of("make a link", world(), view -> Link.of(view, "mail1", HostPath.of("/etc/-l"), target, Owner.of(3, 3)).orElseThrow()));
  }

  private static World world() throws TrekException {
    World world = Worlds.withFile(HostPath.of("/etc/passwd"), "root:x:0:0::/root:/bin/sh\nkopano:x:999:999::/:/bin/false\n");
    Worlds.file(world, HostPath.of("/etc/group"), "root:x:0:\nkopano:x:999:\n");
    MemoryFiles files = world.machine().files();
    Worlds.folder(world, OTHER);
    files.mount(OTHER);
    Worlds.file(world, TREE.resolve("file"), "text");
    files.chmod(TREE.resolve("file"), 06755);
    files.attribute(TREE.resolve("file"), "origin", Optional.of(new byte[] {1}));
    Worlds.file(world, TREE.resolve("sub folder").resolve(new byte[] {(byte) 0xff, '$', '\n'}), "odd");
    files.symlink("file".getBytes(StandardCharsets.UTF_8), TREE.resolve("link"));
    files.touch(TREE.resolve("link"), java.time.Instant.parse("2001-01-01T00:00:00Z"));
    return world;
  }

  private static void append(World world, HostPath file) throws TrekException {
    world.machine().files().append(file, new byte[] {'!'}, 0, 1);
  }

  @Test
  void ownsATreeInOneSyncAndLeavesWhatSomebodyElseChanged() throws Exception {
    World world = world();
    Ownership change = Ownership.tree(world.estate().view(), "mail1", TREE, RULE).orElseThrow();
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    Points points = Points.counting();
    change.perform(new KillEstate(world.estate(), points), side);
    assertEquals(1, points.passed().stream().filter(each -> each.contains("sync")).count());
    HostPath file = TREE.resolve("file");
    world.machine().files().chown(file, 5, 5);
    Left left = change.revert(world.estate(), side);
    assertEquals(1, left.items().size());
    assertEquals(5, world.machine().stat(file).orElseThrow().uid());
    assertEquals(0, world.machine().stat(TREE).orElseThrow().uid());
  }

  @Test
  void refusesFilesOfSeveralNamesUnlessTheyAreNamed() throws Exception {
    World world = world();
    world.machine().files().link(TREE.resolve("file"), HostPath.of("/etc/twin"));
    assertThrows(TrekException.class, () -> Ownership.tree(world.estate().view(), "mail1", TREE, RULE));
    Ownership.Rule named = new Ownership.Rule(RULE.owner(), RULE.folderMode(), RULE.fileMode(), true);
    assertTrue(Ownership.tree(world.estate().view(), "mail1", TREE, named).isPresent());
  }

  @Test
  void ownsAHundredThousandFilesInLinearTime() throws Exception {
    World world = world();
    HostPath folder = HostPath.of("/var/many");
    world.machine().files().mkdir(folder, 0755);
    for (int n = 0; n < 100_000; n++) {
      world.machine().files().create(folder.resolve("attachment" + n));
    }
    Ownership change = Ownership.tree(world.estate().view(), "mail1", folder, RULE).orElseThrow();
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    Points points = Points.counting();
    assertTrue(change.perform(new KillEstate(world.estate(), points), side).nothing());
    assertEquals(200_003, points.count());
    assertEquals(Seen.AFTER, change.look(world.estate().view(), side));
  }

  @Test
  void renamesATreeOfAnySizeInAHandfulOfCalls() throws Exception {
    World world = world();
    Points points = Points.counting();
    Rename.move(world.estate().view(), "mail1", TREE, HostPath.of("/etc/tree")).perform(new KillEstate(world.estate(), points), new MemorySide());
    assertEquals(3, points.count());
  }

  @Test
  void givesUpWhatWasMovedOnlyByAPurge() throws Exception {
    World world = world();
    Removal change = Removal.of(world.estate().view(), "mail1", TREE).orElseThrow();
    MemorySide side = new MemorySide();
    change.perform(world.estate(), side);
    assertTrue(world.machine().stat(side.scratch().beside(TREE)).isPresent());
    change.purge(world.estate(), side);
    change.purge(world.estate(), side);
    assertTrue(world.machine().stat(side.scratch().beside(TREE)).isEmpty());
  }
}
