package org.mailtrek.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.change.Act;
import org.mailtrek.engine.change.ForeignCommand;
import org.mailtrek.engine.change.Sign;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Each step says what it does to the world, and does no more than it says. */
class EffectTest {

  @TempDir private Path locks;
  private StepWorld world;

  @BeforeEach
  void make() throws TrekException {
    world = SmallWorld.in(locks);
  }

  /** A step that declares an effect. */
  private static Step step(String kind, Effect effect, SmallRunbook.Finder finder) {
    return new StepLike(SmallRunbook.step("act", kind, finder)) {
      @Override
      public Effect effect() {
        return effect;
      }
    };
  }

  private static ForeignCommand forGood() {
    Sign sign = Sign.at(HostPath.of("/opt/new"), Sign.NOTHING, Sign.FOLDER);
    return new ForeignCommand(SmallRunbook.HOST, "upgrade", List.of(new Act.Run(List.of("/bin/upgrade"))), List.of(), List.of(sign), ForeignCommand.Manner.PLAIN.withoutReturn("the store has a new format"));
  }

  private static void changing(org.mailtrek.estate.View view, Step.Preview preview) throws TrekException {
    SmallRunbook.becomes(view, preview, "/etc/other.cfg", "is = other\n");
  }

  private Plan plan(Step step) throws TrekException {
    return world.plan(SmallRunbook.of(step));
  }

  @Test
  void aPlanSaysOfEachStepWhatItDoesThere() throws TrekException {
    assertEquals(Effect.READS, plan(step("listed", Effect.IRREVERSIBLE, (view, preview) -> {})).effect());
    assertEquals(Effect.CHANGES, plan(step("listed", Effect.IRREVERSIBLE, EffectTest::changing)).effect());
    assertEquals(Effect.IRREVERSIBLE, plan(step("listed", Effect.IRREVERSIBLE, (view, preview) -> preview.change(forGood()))).effect());
    assertEquals(Effect.IRREVERSIBLE, plan(step("bulk", Effect.IRREVERSIBLE, (view, preview) -> preview.change(forGood()))).effect(), "although its changes are not listed");
  }

  @Test
  void ofAStepThatIsKnownLaterItSaysTheMostThatItMayDo() throws TrekException {
    assertEquals(Effect.IRREVERSIBLE, plan(step("late", Effect.IRREVERSIBLE, EffectTest::changing)).effect());
    assertEquals(Effect.CHANGES, plan(step("late", Effect.CHANGES, EffectTest::changing)).effect());
  }

  @Test
  void noPlanHasAStepThatDoesMoreThanItSays() {
    assertThrows(IllegalStateException.class, () -> plan(step("listed", Effect.READS, EffectTest::changing)));
    assertThrows(IllegalStateException.class, () -> plan(step("bulk", Effect.CHANGES, (view, preview) -> preview.change(forGood()))));
  }

  @Test
  void whatIsKnownLaterIsNotDoneWhereItIsMoreThanWasSaid() throws TrekException {
    Plan plan = plan(step("late", Effect.READS, EffectTest::changing));
    SmallRunbook runbook = SmallRunbook.of(step("late", Effect.READS, EffectTest::changing));
    assertThrows(IllegalStateException.class, () -> world.runner(runbook).apply(plan, Terms.NONE));
    assertTrue(world.scan(false).keySet().stream().noneMatch("/etc/other.cfg"::equals));
  }

  @Test
  void whatCanNotBeTakenBackAsksForTheNameAlsoWhereItIsAgreedOnAsAWhole() throws TrekException {
    SmallRunbook runbook = SmallRunbook.of(step("bulk", Effect.IRREVERSIBLE, (view, preview) -> preview.change(forGood())));
    Plan plan = world.plan(runbook);
    TrekException why = assertThrows(TrekException.class, () -> world.runner(runbook).apply(plan, Terms.NONE));
    assertEquals(TrekException.Kind.USAGE, why.kind());
    assertEquals("what step act does can't be taken back", why.what());
  }

  @Test
  void theEffectIsKeptWithThePlan() throws Exception {
    Plan plan = plan(step("bulk", Effect.IRREVERSIBLE, (view, preview) -> preview.change(forGood())));
    JSONObject kept = plan.steps().get(0).toJson();
    assertEquals("irreversible", kept.getFieldAsString("effect"));
  }
}
