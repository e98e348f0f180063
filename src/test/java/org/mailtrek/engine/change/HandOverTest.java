package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class HandOverTest {

  private static final HostPath FILE = HostPath.of("/var/spool/maildrop/A1");
  private static final HostPath NOTES = HostPath.of("/var/notes");
  private static final HandOver CHANGE = new HandOver("mail1", FILE, Sha256.of("mail".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), 0400, 0744, NOTES.resolve("q1"));

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws Exception {
    return Stream.of(ChangeCase.of("hand over", world(), view -> CHANGE).foreign(w -> w.machine().files().delete(FILE), w -> w.machine().files().chmod(FILE, 0666)));
  }

  private static World world() throws TrekException {
    World world = Worlds.withFile(FILE, "mail");
    world.machine().files().chmod(FILE, 0400);
    Worlds.folder(world, NOTES);
    return world;
  }

  @Test
  void neverGivesAFileAgainThatWasTaken() throws Exception {
    World world = world();
    MemorySide side = new MemorySide();
    CHANGE.perform(world.estate(), side);
    world.machine().files().delete(FILE);
    assertEquals(Seen.AFTER, CHANGE.look(world.estate().view(), side));
    assertTrue(CHANGE.perform(world.estate(), side).nothing());
    assertTrue(world.estate().view().host("mail1").stat(FILE).isEmpty(), "it is not made again");
    assertFalse(CHANGE.revert(world.estate(), side).nothing(), "what was taken is said");
    assertTrue(world.estate().view().host("mail1").stat(NOTES.resolve("q1")).isPresent(), "the note stays");
  }
}
