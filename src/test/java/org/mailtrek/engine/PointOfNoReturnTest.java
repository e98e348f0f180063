package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Programs;
import org.mailtrek.host.TrekException;

/** What can't be taken back stays, and what it builds on stays with it: also where it was cut off in the middle. */
class PointOfNoReturnTest {

  private static final HostPath DRAFT = HostPath.of("/etc/server.cfg");

  @TempDir private Path locks;
  private StepWorld world;

  @BeforeEach
  void make() throws TrekException {
    world = SmallWorld.in(locks);
  }

  /** Moves something for good, behind a step that can be taken back. */
  private static Runbook moving() {
    ForeignCommand move = new ForeignCommand(
        SmallRunbook.HOST, "move", List.of(new Act.Finish(DRAFT, HostPath.of("/etc/moving")), new Act.Run(List.of("/bin/move"))), List.of(),
        List.of(Sign.at(DRAFT, Sign.FILE, Sign.NOTHING), Sign.at(HostPath.of("/etc/moved"), Sign.NOTHING, Sign.FILE)), ForeignCommand.Manner.PLAIN.withoutReturn("what was moved stays"));
    return SmallRunbook.of(
        SmallRunbook.step("lists", "listed", (view, preview) -> SmallRunbook.becomes(view, preview, "/etc/lists.cfg", "of = what moves\n")),
        new StepLike(SmallRunbook.step("move", "listed", (view, preview) -> preview.change(move))) {
          @Override
          public Effect effect() {
            return Effect.IRREVERSIBLE;
          }
        });
  }

  @Test
  void whatWasCutOffInTheMiddleStaysWithAllThatItBuildsOn() throws TrekException {
    Runbook runbook = moving();
    world.file("/bin/move", "");
    world.machine().playing(Map.of("move", (call, machine, input) -> new Programs.Ended(1, new byte[0], "the power went\n")));
    world.settled();
    assertEquals(Outcome.Kind.PARTLY, world.runner(runbook).apply(world.plan(runbook), Terms.NONE.confirmed("made-up")).kind());
    SortedMap<String, String> half = world.scan(true);
    assertTrue(half.containsKey("/etc/moving") && half.containsKey("/etc/lists.cfg"), half::toString);
    assertEquals(2, world.runner(runbook).previewUndo(OptionalLong.empty()).left().size());
    Outcome undone = world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    assertEquals(Outcome.Kind.DIFFERENT, undone.kind());
    assertTrue(undone.left().toString().contains("what was moved stays") && undone.left().toString().contains("builds on it"), undone.left()::toString);
    assertEquals(half, world.scan(true));
  }
}
