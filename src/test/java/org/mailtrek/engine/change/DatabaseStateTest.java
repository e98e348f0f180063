package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;

class DatabaseStateTest {

  private static final DatabaseState CHANGE = new DatabaseState("mail1", "kopano-server", 64, 118);

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() {
    return Stream.of(ChangeCase.of("raise the schema", world(), view -> CHANGE).foreign(w -> w.database().schema(63), w -> w.database().object(101)));
  }

  private static World world() {
    World world = World.empty();
    world.database().schema(64);
    world.database().object(100);
    world.database().exchangeSetting("attachment_storage", Optional.empty(), Optional.of("files".getBytes(StandardCharsets.UTF_8)));
    world.machine().services().set("kopano-server", Run.STOPPED, true);
    world.machine().services().raises("kopano-server", 118);
    return world;
  }

  @Test
  void losesWhatArrivedOnlyOnAName() throws Exception {
    World world = world();
    MemorySide side = new MemorySide();
    CHANGE.keep(world.estate().view(), side);
    CHANGE.perform(world.estate(), side);
    world.database().object(101);
    assertFalse(CHANGE.revert(world.estate(), side).nothing());
    assertEquals(101, world.database().highestObject());
    assertTrue(CHANGE.withLoss().revert(world.estate(), side).nothing());
    assertEquals(100, world.database().highestObject());
    assertEquals(64, world.database().storedVersion().orElseThrow().schema());
  }

  @Test
  void takesNoDumpThatIsAnotherThanWhatWasWrittenDown() throws Exception {
    World world = world();
    MemorySide side = new MemorySide();
    CHANGE.keep(world.estate().view(), side);
    CHANGE.perform(world.estate(), side);
    side.save("digests", out -> out.write("{\"users\":\"another\"}".getBytes(StandardCharsets.UTF_8)));
    TrekException refused = assertThrows(TrekException.class, () -> CHANGE.revert(world.estate(), side));
    assertTrue(refused.what().contains("the database is as it was"), refused.what());
    assertEquals(118, world.database().storedVersion().orElseThrow().schema());
  }

  @Test
  void restoresADatabaseIntoWhichAServerOfTheSameSchemaWrote() throws Exception {
    World world = world();
    world.machine().services().raises("kopano-server", 64);
    DatabaseState change = new DatabaseState("mail1", "kopano-server", 64, 64);
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    assertEquals(Seen.BEFORE, change.look(world.estate().view(), side));
    change.perform(world.estate(), side);
    assertEquals(Seen.AFTER, change.look(world.estate().view(), side));
    world.database().exchangeSetting("version of the server", Optional.empty(), Optional.of("8.0".getBytes(StandardCharsets.UTF_8)));
    assertTrue(change.revert(world.estate(), side).nothing());
    assertTrue(world.database().setting("version of the server").isEmpty());
  }

  @Test
  void startsFromTheDumpWhereTheServerCanNotResumeItsOwnUpgrade() throws Exception {
    for (int reached : new int[] {64, 70}) {
      World world = world();
      world.machine().services().stumbles("kopano-server", "half");
      MemorySide side = new MemorySide();
      CHANGE.keep(world.estate().view(), side);
      world.database().schema(reached);
      world.database().exchangeSetting("half", Optional.empty(), Optional.of(new byte[] {1}));
      assertTrue(CHANGE.perform(world.estate(), side).nothing());
      assertEquals(118, world.database().storedVersion().orElseThrow().schema());
      assertTrue(world.database().setting("half").isEmpty());
      assertTrue(CHANGE.revert(world.estate(), side).nothing());
      assertEquals(64, world.database().storedVersion().orElseThrow().schema());
    }
  }

  @Test
  void doesNotStartFromTheDumpWhereThatWouldLoseWhatArrived() throws Exception {
    World world = world();
    MemorySide side = new MemorySide();
    CHANGE.keep(world.estate().view(), side);
    world.database().schema(70);
    world.database().exchangeSetting("half", Optional.empty(), Optional.of(new byte[] {1}));
    world.machine().services().stumbles("kopano-server", "half");
    world.machine().services().delivers("kopano-server", 101);
    assertThrows(TrekException.class, () -> CHANGE.perform(world.estate(), side));
    assertEquals(101, world.database().highestObject());
  }

  @Test
  void doesNotTryTwiceWhereTheServerRefusesAnUntouchedDatabase() throws Exception {
    World world = world();
    world.database().exchangeSetting("half", Optional.empty(), Optional.of(new byte[] {1}));
    world.machine().services().stumbles("kopano-server", "half");
    MemorySide side = new MemorySide();
    CHANGE.keep(world.estate().view(), side);
    TrekException refused = assertThrows(TrekException.class, () -> CHANGE.perform(world.estate(), side));
    assertTrue(refused.getMessage().contains("ended at once"));
    assertEquals(64, world.database().storedVersion().orElseThrow().schema());
  }

  @Test
  void waitsForAServerThatIsCalledStartedBeforeItHasRaisedTheSchema() throws Exception {
    World world = World.empty();
    world.database().schema(64);
    world.database().object(100);
    world.machine().services().set("kopano-server", Run.STOPPED, true);
    MemorySide side = new MemorySide();
    CHANGE.keep(world.estate().view(), side);
    Thread server =
        new Thread(
            () -> {
              while (world.machine().services().state("kopano-server").run() != Run.RUNNING) {
                Thread.onSpinWait();
              }
              world.database().schema(118);
            });
    server.start();
    assertTrue(CHANGE.perform(world.estate(), side).nothing());
    server.join();
    assertEquals(118, world.database().storedVersion().orElseThrow().schema());
  }
}
