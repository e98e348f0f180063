package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.ServicesView.Run;

class ServiceStateTest {

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() {
    return Stream.of(
        of("stop and disable", Run.RUNNING, true, false, false),
        of("start", Run.STOPPED, true, true, true),
        of("enable", Run.STOPPED, false, false, true),
        of("only stop", Run.RUNNING, true, false, true).foreign(w -> w.machine().services().set("kopano-server", Run.RUNNING, false), w -> w.machine().services().set("kopano-server", Run.ABSENT, false)));
  }

  private static ChangeCase of(String title, Run run, boolean enabled, boolean running, boolean atBoot) {
    return ChangeCase.of(title, world(run, enabled), view -> ServiceState.of(view, "mail1", "kopano-server", running ? Run.RUNNING : Run.STOPPED, atBoot).orElseThrow());
  }

  private static World world(Run run, boolean enabled) {
    World world = World.empty();
    world.machine().services().set("kopano-server", run, enabled);
    return world;
  }

  @Test
  void waitsForWhatIsOnItsWay() throws Exception {
    World world = world(Run.RUNNING, true);
    Change change = ServiceState.of(world.estate().view(), "mail1", "kopano-server", Run.STOPPED, true).orElseThrow();
    world.machine().services().set("kopano-server", Run.STOPPING, true);
    assertEquals(Seen.BETWEEN, change.look(world.estate().view(), new MemorySide()));
    assertTrue(change.perform(world.estate(), new MemorySide()).nothing());
    assertEquals(Run.STOPPED, world.machine().services().state("kopano-server").run());
  }

  @Test
  void isEmptyWhereNothingChanges() throws Exception {
    assertTrue(ServiceState.of(world(Run.FAILED, true).estate().view(), "mail1", "kopano-server", Run.STOPPED, true).isEmpty());
  }
}
