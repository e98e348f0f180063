package org.mailtrek.runbook.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntFunction;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.host.fault.Points;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.OracleWorld;

/**
 * Lets every call of the stand-ins that changes something fail once in a run. It is carried on then, to the state that an undisturbed run leads to, or taken back,
 * to the state of before.
 *
 * @param made the estate that each run gets a copy of
 * @param folder where the copies lie
 * @param planning makes the plan
 * @param least how many calls an undisturbed run makes at least
 */
record EveryCall(Path made, Path folder, Planning planning, int least) {

  /** What is done after a failure. */
  enum Way { ON, BACK }

  /** Makes a plan. */
  @FunctionalInterface
  interface Planning {
    Plan plan(OracleWorld world) throws Exception;
  }

  /** Looks at what has come out, besides the scan. */
  @FunctionalInterface
  interface Look {
    void at(OracleWorld world) throws Exception;
  }

  /** Tries both ways for each call. */
  void bothWays() throws Exception {
    prove(1, call -> List.of(Way.values()), world -> { });
  }

  /** Tries one way for each call, by turns; both with {@code mailtrek.exhaustive}. */
  void byTurns() throws Exception {
    prove(1, call -> Boolean.getBoolean("mailtrek.exhaustive") ? List.of(Way.values()) : List.of(Way.values()[(call + 1) % 2]), world -> { });
  }

  /**
   * Tries some ways for each call, or for some.
   *
   * @param stride from one call to the next that is let fail
   * @param ways which ways are tried of a call, counted from 1
   */
  void prove(int stride, IntFunction<List<Way>> ways, Look look) throws Exception {
    SortedMap<String, String> after;
    try (OracleWorld world = world("undisturbed", new FailingTools(0))) {
      Runs.done(Runs.apply(world, planning.plan(world)));
      after = world.scan(false);
    }
    for (int failing = 1; ; failing += stride) {
      for (Way way : ways.apply(failing)) {
        String name = "call-" + failing + "-" + way;
        try (OracleWorld world = world(name, new FailingTools(failing))) {
          SortedMap<String, String> before = world.scan(false);
          if (Runs.apply(world, planning.plan(world)).kind() == Outcome.Kind.DONE) {
            assertTrue(failing > least, "only " + failing + " calls");
            return;
          }
          boolean nothing = world.engine().journal().runs().get(0).state() == RunInfo.State.NOTHING_CHANGED;
          if (!nothing) {
            Runs.done(way == Way.BACK ? Runs.undo(world) : world.runner(Progress.NONE).resume());
          }
          assertEquals("", CrashWorld.difference(nothing || way == Way.BACK ? before : after, world.scan(false)), name);
          look.at(world);
        }
        CrashWorld.remove(folder.resolve(name));
      }
    }
  }

  private OracleWorld world(String name, FailingTools tools) throws Exception {
    CrashWorld.copy(made, folder.resolve(name));
    return OracleWorld.open(folder.resolve(name), Points.counting(), tools::over);
  }
}
