package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Lane;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.SystemSteps;

final class PlacedTest {

  private static final Step STOP = SystemSteps.set("mail1", "postfix", Run.STOPPED, "Stop mail");
  private static final Step PLACED = Placed.in(Lane.beside("stop mail", "mail1"), STOP);

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.machine().services().set("postfix", Run.RUNNING, true);
    return world;
  }

  @TestFactory
  Stream<DynamicTest> keepsTheLawsOfEveryStep() {
    Step placed = new OnMail1().step();
    return StepHarness.of(placed, PlacedTest::world, world -> world.machine().services().set("postfix", Run.ABSENT, false)).laws();
  }

  /** Names the class that the harness proves. */
  private record OnMail1() {
    Placed step() {
      return (Placed) PLACED;
    }
  }

  @Test
  void hasAnIdAndATitleOfItsHost() {
    assertEquals(STOP.id() + "-mail1", PLACED.id());
    assertEquals("mail1: " + STOP.title(), PLACED.title());
    assertEquals(Optional.of(Lane.beside("stop mail", "mail1")), PLACED.lane());
  }

  @Test
  void isGuardedByOneMore() {
    Guard guard = new Guard() {
      @Override
      public String name() {
        return "one-more";
      }

      @Override
      public String check(View view) {
        return "fine";
      }
    };
    Step guarded = Placed.behind(guard, STOP);
    assertEquals(STOP.id(), guarded.id());
    assertEquals(STOP.guards().size() + 1, guarded.guards().size());
    assertEquals("one-more", Placed.in(Lane.rolling("turns", "mail1"), guarded).guards().get(STOP.guards().size()).name());
  }
}
