package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException;

/** What can still be done with plans. */
final class StandingTest {

  private final SmallRunbook runbook = SmallRunbook.whole();
  private StepWorld world;
  private Plan plan;

  @BeforeEach
  void makeWorld(@TempDir Path locks) throws TrekException {
    world = SmallWorld.in(locks);
    plan = world.plan(runbook);
  }

  private Standing standing() throws TrekException {
    return world.engine(runbook).journal().standing();
  }

  private Optional<Plan> waiting() throws TrekException {
    return standing().waiting(List.of(plan));
  }

  @Test
  void aPlanIsUsedOnceEachStepWasTakenOn() throws TrekException {
    assertFalse(standing().used(plan));
    world.runner(runbook).apply(plan, Terms.NONE.only("many"));
    assertFalse(standing().used(plan), "its other steps may still be applied");
    world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    Plan whole = world.plan(runbook);
    world.runner(runbook).apply(whole, Terms.NONE);
    assertTrue(standing().used(whole));
    world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    assertTrue(standing().used(whole), "also when it was taken back");
  }

  @Test
  void aPlanWaitsForOpenFromItsFirstActToItsSecond() throws TrekException {
    assertEquals(Optional.empty(), waiting());
    world.runner(runbook).apply(plan, Terms.NONE);
    assertEquals(Optional.of(plan), waiting());
    world.runner(runbook).open(Terms.NONE);
    assertEquals(Optional.empty(), waiting());
  }

  @Test
  void aPlanWaitsForOpenThoughOtherRunsCameSince() throws TrekException {
    world.runner(runbook).apply(plan, Terms.NONE);
    SmallRunbook other = SmallRunbook.of(SmallRunbook.step("other", "listed", (view, preview) -> SmallRunbook.becomes(view, preview, "/etc/other.cfg", "yes\n")));
    world.runner(other).apply(world.plan(other), Terms.NONE);
    List<String> asked = new ArrayList<>();
    Optional<Standing.Waiting> waiting = standing().waiting(id -> {
      asked.add(id);
      return Optional.of(plan).filter(each -> each.id().equals(id));
    });
    assertEquals(1, waiting.orElseThrow().run().number());
    assertEquals(2, asked.size(), "the newest first, and no further than needed");
    assertEquals(2, standing().runs().size());
  }

  @Test
  void nothingWaitsWhenTheFirstActWasTakenBack() throws TrekException {
    world.runner(runbook).apply(plan, Terms.NONE);
    world.runner(runbook).undo(OptionalLong.empty(), Terms.NONE);
    assertEquals(Optional.empty(), waiting());
  }
}
