package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class CopiedTreeTest {

  private static final HostPath KEPT = HostPath.of("/var/store.kept");
  private static final HostPath STORE = HostPath.of("/var/store");

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws Exception {
    return Stream.of(
        ChangeCase.of("copy a folder", world(), view -> CopiedTree.of(view, "mail1", KEPT, STORE))
            .foreign(w -> w.machine().files().create(STORE), w -> Worlds.file(w, STORE.resolve("0/1/20"), "arrived")).lightly(),
        ChangeCase.of("copy a file", world(), view -> CopiedTree.of(view, "mail1", KEPT.resolve("0/1/10"), KEPT.resolve("0/1/11")))
            .foreign(w -> w.machine().files().create(KEPT.resolve("0/1/11")), w -> w.machine().files().truncate(KEPT.resolve("0/1/11"), 1)));
  }

  private static World world() throws Exception {
    World world = World.empty();
    Worlds.file(world, KEPT.resolve("0/1/10"), "ten");
    Worlds.folder(world, KEPT.resolve("empty"));
    world.machine().files().settle();
    return world;
  }

  @Test
  void refusesToCopyNothing() throws Exception {
    World world = world();
    assertThrows(TrekException.class, () -> CopiedTree.of(world.estate().view(), "mail1", STORE, HostPath.of("/var/other")));
  }
}
