package org.mailtrek.runbook;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;

class CommandStepTest {

  private static final HostPath CONFIG = HostPath.of("/var/msg/config");
  private static final HostPath LINK = HostPath.of("/opt/new/config");

  @TestFactory
  Stream<DynamicTest> keepsTheLaws() {
    Step step = new CommandStep(new CommandStep.Name("use", "Use the configuration", Set.of("O4")), (view, preview) -> {
      if (view.host("mail1").stat(LINK).isEmpty()) {
        preview.change(
            new ForeignCommand("mail1", "use it", List.of(new Act.Run(List.of("/opt/new/useconfig", CONFIG.toString()))), List.of(new Act.Unlink(List.of(LINK))),
                List.of(Sign.at(LINK, Sign.NOTHING, Sign.link(CONFIG))), ForeignCommand.Manner.PLAIN));
      }
    });
    return StepHarness.of(step, CommandStepTest::world, world -> {
      world.machine().disk().delete(LINK);
      world.machine().disk().symlink("/elsewhere".getBytes(StandardCharsets.UTF_8), LINK);
    }).laws();
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.folder("/opt/new");
    world.folder(CONFIG.toString());
    Tool useconfig = (call, machine, input) -> {
      if (machine.view().stat(LINK).isEmpty()) {
        machine.disk().symlink(CONFIG.bytes(), LINK);
      }
      return new Programs.Ended(0, new byte[0], "");
    };
    world.machine().playing(Map.of("useconfig", useconfig));
    return world;
  }
}
