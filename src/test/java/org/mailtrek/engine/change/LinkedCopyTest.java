package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class LinkedCopyTest {

  private static final HostPath STORE = HostPath.of("/var/store");
  private static final HostPath BACKUP = HostPath.of("/var/store.before");

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws Exception {
    return Stream.of(
        ChangeCase.of("back up a tree", world(), view -> LinkedCopy.of(view, "mail1", STORE, BACKUP).orElseThrow())
            .foreign(w -> w.machine().files().create(BACKUP), LinkedCopyTest::replace),
        ChangeCase.of("give one file a second name", world(), view -> new LinkedCopy("mail1", STORE.resolve("0/1/10"), STORE.resolve("0/1/11")))
            .foreign(w -> w.machine().files().create(STORE.resolve("0/1/11")), LinkedCopyTest::replaceFile)
            .lightly());
  }

  private static void replace(World world) throws Exception {
    world.machine().files().rename(BACKUP, HostPath.of("/var/elsewhere"));
    world.machine().files().create(BACKUP);
  }

  private static void replaceFile(World world) throws Exception {
    world.machine().files().delete(STORE.resolve("0/1/11"));
    world.machine().files().create(STORE.resolve("0/1/11"));
  }

  private static World world() throws Exception {
    World world = World.empty();
    Worlds.file(world, STORE.resolve("0/1/10"), "ten");
    Worlds.file(world, STORE.resolve("1/0/a 'b' $(x)"), "odd");
    Worlds.folder(world, STORE.resolve("empty"));
    return world;
  }

  @Test
  void givesADeletedFileItsNameBack() throws Exception {
    World world = world();
    Change change = LinkedCopy.of(world.estate().view(), "mail1", STORE, BACKUP).orElseThrow();
    MemorySide side = new MemorySide();
    assertTrue(change.perform(world.estate(), side).nothing());
    world.machine().files().delete(STORE.resolve("0/1/10"));
    assertTrue(change.revert(world.estate(), side).nothing());
    assertEquals("ten", new String(world.estate().view().host("mail1").readAll(STORE.resolve("0/1/10")), java.nio.charset.StandardCharsets.UTF_8));
    assertTrue(world.estate().view().host("mail1").stat(BACKUP).isEmpty());
  }

  @Test
  void isEmptyWhereThereIsABackupAlready() throws Exception {
    World world = world();
    LinkedCopy.of(world.estate().view(), "mail1", STORE, BACKUP).orElseThrow().perform(world.estate(), new MemorySide());
    assertTrue(LinkedCopy.of(world.estate().view(), "mail1", STORE, BACKUP).isEmpty());
  }

  @Test
  void refusesAFolderThatIsNoBackupOfTheTree() throws Exception {
    World world = world();
    Worlds.folder(world, BACKUP);
    assertThrows(TrekException.class, () -> LinkedCopy.of(world.estate().view(), "mail1", STORE, BACKUP));
  }

  @Test
  void refusesABackupThatLacksWhatCameLater() throws Exception {
    World world = world();
    LinkedCopy.of(world.estate().view(), "mail1", STORE, BACKUP).orElseThrow().perform(world.estate(), new MemorySide());
    Worlds.file(world, STORE.resolve("0/1/11"), "came later");
    assertThrows(TrekException.class, () -> LinkedCopy.of(world.estate().view(), "mail1", STORE, BACKUP));
  }

  @Test
  void doesNotTakeSomebodyElsesFolderForItsOwn() throws Exception {
    World world = world();
    Change change = LinkedCopy.of(world.estate().view(), "mail1", STORE, BACKUP).orElseThrow();
    Worlds.file(world, BACKUP.resolve("precious"), "theirs");
    MemorySide side = new MemorySide();
    assertEquals(Seen.FOREIGN, change.look(world.estate().view(), side));
    assertFalse(change.perform(world.estate(), side).nothing());
    assertFalse(change.revert(world.estate(), side).nothing());
    assertTrue(world.estate().view().host("mail1").stat(BACKUP.resolve("precious")).isPresent());
  }

  @Test
  void keepsWhatSomebodyElsePutIntoTheBackup() throws Exception {
    World world = world();
    Change change = LinkedCopy.of(world.estate().view(), "mail1", STORE, BACKUP).orElseThrow();
    MemorySide side = new MemorySide();
    change.perform(world.estate(), side);
    Worlds.file(world, BACKUP.resolve("notes/precious"), "theirs");
    assertEquals(1, change.revert(world.estate(), side).items().size());
    assertTrue(world.estate().view().host("mail1").stat(BACKUP.resolve("notes/precious")).isPresent());
    assertTrue(world.estate().view().host("mail1").stat(BACKUP.resolve("0")).isEmpty());
  }

  @Test
  void keepsTheOldContentOfAFileThatWasExchanged() throws Exception {
    World world = world();
    Change change = LinkedCopy.of(world.estate().view(), "mail1", STORE, BACKUP).orElseThrow();
    MemorySide side = new MemorySide();
    change.perform(world.estate(), side);
    world.machine().files().delete(STORE.resolve("0/1/10"));
    Worlds.file(world, STORE.resolve("0/1/10"), "new");
    assertEquals(1, change.revert(world.estate(), side).items().size());
    assertEquals("ten", new String(world.estate().view().host("mail1").readAll(BACKUP.resolve("0/1/10")), java.nio.charset.StandardCharsets.UTF_8));
  }
}
