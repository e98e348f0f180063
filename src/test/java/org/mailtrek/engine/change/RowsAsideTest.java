package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowsAsideTest {

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() {
    return Stream.of(
        ChangeCase.of("set aside", world(), view -> new RowsAside("mail1", 1)).foreign(w -> w.database().noChunks(10), w -> w.database().chunk(11, 1, 0, Optional.of(new byte[] {1}))));
  }

  private static World world() {
    World world = World.empty();
    world.database().attachment(10);
    world.database().chunk(10, 0x3701, 0, Optional.of(new byte[] {1, 2}));
    return world;
  }

  @Test
  void whatWasGivenUpStaysGone() throws Exception {
    World world = world();
    MemorySide side = new MemorySide();
    RowsAside change = new RowsAside("mail1", 1);
    change.perform(world.estate(), side);
    assertTrue(change.lies(world.estate().view(), side));
    change.purge(world.estate(), side);
    assertFalse(change.lies(world.estate().view(), side));
    assertFalse(change.revert(world.estate(), side).nothing());
  }
}
