package org.mailtrek.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Snapshot;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** The steps that macros become pass the laws of all steps: killed at every write, gone on with and taken back. */
class MacroStepsTest {

  private static final Outside OUTSIDE = new Alone(new Language());
  private static final String FILE = "/etc/x.cfg";

  @TempDir private static Path estate;

  /** A macro without anybody to ask. */
  private record Alone(MacroLanguage language) implements Outside {

    @Override
    public List<Configured> configured(View view) {
      return List.of();
    }

    @Override
    public Declaration declared() {
      return new Declaration("acme", Map.of(), Optional.empty(), List.of(), Optional.empty());
    }

    @Override
    public List<Plan> plans() {
      return List.of();
    }

    @Override
    public List<Snapshot> snapshots() {
      return List.of();
    }

    @Override
    public Optional<Path> cache() {
      return Optional.of(estate.resolve("macros/.compiled"));
    }

    @Override
    public View other(String folder) {
      throw new IllegalStateException("there is no other estate");
    }

    @Override
    public Optional<String> ask(String question) {
      if (question.equals("leave?")) {
        // what Ctrl-C does, at a place that can be told
        Thread.currentThread().interrupt();
        return Optional.of("");
      }
      return Optional.empty();
    }
  }

  /** The first block of a macro, which is run for each preview as it is in each process. */
  private record Block(Map<String, String> options) implements Step {

    @Override
    public String id() {
      return "change-1";
    }

    @Override
    public String title() {
      return "write";
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      MacroRunbook.known(OUTSIDE).steps(view, options).get(0).preview(view, preview);
    }
  }

  /** A runbook that a macro adds to. */
  private record Small(List<Step> own) implements Runbook {

    @Override
    public String name() {
      return "small";
    }

    @Override
    public String title() {
      return "A small one";
    }

    @Override
    public List<Step> steps(View view, Map<String, String> options) {
      return own;
    }
  }

  @BeforeAll
  static void write() throws IOException {
    Files.createDirectories(estate.resolve("macros"));
    Files.writeString(
        estate.resolve("macros/stamp.groovy"),
        """
        // Stamp the machine.
        // step small after change-1
        // option --as USER   whose mark [us]
        change('stamp') {
          write 'mail1:/etc/x.cfg', "stamped by $as_\\n"
          if (!files['/etc/stamps'].exists) folder '/etc/stamps', mode: 0700
        }
        """.replace("$as_", "${binding.variables.as}"));
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file(FILE, "not stamped\n");
    return world;
  }

  private static Macro macro() throws TrekException {
    return Macro.of(estate).get(0);
  }

  @TestFactory
  Stream<DynamicTest> aBlockPassesTheLaws() throws TrekException {
    Map<String, String> given = Map.of("--as", "them");
    MacroRun run = MacroRun.of(macro(), given, Map.of(), world().view(), OUTSIDE);
    Map<String, String> options = MacroRunbook.options(macro(), given, run);
    assertEquals(MacroRunbook.BlockStep.class, MacroRunbook.known(OUTSIDE).steps(world().view(), options).get(0).getClass());
    return StepHarness.of(new Block(options), MacroStepsTest::world, world -> world.edit(FILE, "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> aStepOfARunbookPassesTheLaws() throws TrekException {
    Runbook added = new MacroSteps(new Small(List.of(new Block(Map.of()))), estate, OUTSIDE);
    Step step = added.steps(world().view(), Map.of()).get(1);
    assertEquals(MacroSteps.Added.class, step.getClass());
    // its changes are those of the block, which is killed at every write
    return StepHarness.of(step, MacroStepsTest::world, world -> world.edit(FILE, "mine\n")).laws().filter(law -> !law.getDisplayName().contains("at every write point"));
  }

  @Test
  void aStepBehindOneThatIsNotThereIsRefused() {
    Runbook added = new MacroSteps(new Small(List.of()), estate, OUTSIDE);
    TrekException refused = assertThrows(TrekException.class, () -> added.steps(world().view(), Map.of()));
    assertTrue(refused.what().contains("change-1"), refused::getMessage);
  }

  @Test
  void everyKindOfLoopAndCallIsLeftByAnInterruptThatComesWithinIt() throws Exception {
    String leave = "questions.ask('leave?')";
    List<String> kinds = List.of(leave + "\nwhile (true) { }", leave + "\nfor (;;) { }", leave + "\ndo { } while (true)", leave + "\ndef never = { -> owner.run() }\nnever()", leave + "\ndef on() { 1 }\non()",
        leave + "\n(1..3).each { say it }", "while (true) " + leave, leave + "\nwhile (true) ;");
    for (String each : kinds) {
      Path file = Files.writeString(estate.resolve("leave.groovy"), "// Is left.\n// reads\n" + each + "\n");
      TrekException left = assertThrows(TrekException.class, () -> MacroRun.of(Macro.read(file), Map.of(), Map.of(), world().view(), OUTSIDE), each);
      assertTrue(Thread.interrupted(), each);
      assertEquals(TrekException.Kind.INTERRUPTED, left.kind(), each);
    }
  }

  @Test
  void anEndlessLoopIsLeftByAnInterrupt() throws Exception {
    Path file = Files.writeString(estate.resolve("endless.groovy"), "// Never ends.\nwhile (true) { [1, 2].each { it } }\n");
    StepWorld world = world();
    TrekException[] left = new TrekException[1];
    Thread thread =
        new Thread(
            () -> left[0] = assertThrows(TrekException.class, () -> MacroRun.of(Macro.read(file), Map.of(), Map.of(), world.view(), OUTSIDE)));
    thread.start();
    thread.interrupt();
    thread.join(30_000);
    assertEquals(Thread.State.TERMINATED, thread.getState());
    assertEquals(TrekException.Kind.INTERRUPTED, left[0].kind(), left[0]::getMessage);
    assertEquals("not stamped\n", world.text(FILE));
  }
}
