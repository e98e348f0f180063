package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.ServicesView.Run;

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
}
