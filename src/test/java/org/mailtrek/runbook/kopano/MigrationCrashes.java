package org.mailtrek.runbook.kopano;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.mailtrek.engine.JournalView;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.engine.Runner;
import org.mailtrek.engine.Terms;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.practice.PracticeLab;

/**
 * The whole migration, killed before any of its writes: at a write point the world is copied as a kill would leave it, and the run goes on to
 * the next one; afterwards each copy is carried on or taken back.
 */
final class MigrationCrashes {

  private final Path folder;
  private final Path planned;
  private final Acts acts;
  private final int earlier;
  private final SortedMap<String, String> before;
  private final SortedMap<String, String> after = new TreeMap<>();
  private final List<String> places = new ArrayList<>();
  private long journalLines;

  /** Kills in an act that begins with so many runs before it. */
  private MigrationCrashes(Path folder, Acts acts, int earlier, SortedMap<String, String> before) {
    this.folder = folder;
    this.planned = folder.resolve("planned");
    this.acts = acts;
    this.earlier = earlier;
    this.before = before;
  }

  /** Something that the engine does to a world. */
  interface Act {
    Outcome on(Runner runner, String estate) throws TrekException;
  }

  static final Act RESUME = (runner, estate) -> runner.resume();
  private static final Act OPEN = (runner, estate) -> runner.open(Terms.NONE.confirmed(estate));
  static final Act UNDO = (runner, estate) -> runner.undo(OptionalLong.empty(), Terms.NONE.confirmed(estate));

  /**
   * A world that was killed.
   *
   * @param folder the estate
   * @param point number of the write point
   * @param place the step, and what would have been written
   */
  record Killed(Path folder, int point, String place) {

    @Override
    public String toString() {
      return "killed at point " + point + " (" + place + ")";
    }
  }

  /** Makes an estate with Zarafa, plans its migration, and learns from an undisturbed run where it ends. */
  static MigrationCrashes prepare(Path folder) throws IOException, InterruptedException, TrekException {
    return prepare("zcp-single", folder);
  }

  /** Makes a practice estate of a kind, plans what it waits for, and learns the same. */
  static MigrationCrashes prepare(String kind, Path folder) throws IOException, InterruptedException, TrekException {
    Path planned = folder.resolve("planned");
    PracticeLab.make(kind, planned, 10, 7);
    SortedMap<String, String> before;
    try (MigrationWorld world = MigrationWorld.open(planned, Points.counting())) {
      world.plan();
      before = world.scan(true);
    }
    MigrationCrashes crashes = new MigrationCrashes(folder, MigrationCrashes::apply, 0, before);
    crashes.visiting(planned, "undisturbed", MigrationCrashes::apply, point -> false, crashes::learn);
    return crashes;
  }

  /** Makes an estate and migrates it up to where mail is let in, and learns from an undisturbed {@code open} where that ends. */
  static MigrationCrashes prepareOpen(Path folder) throws IOException, InterruptedException, TrekException {
    Path planned = folder.resolve("planned");
    PracticeLab.make(planned, 10, 7);
    SortedMap<String, String> before;
    try (MigrationWorld world = MigrationWorld.open(planned, Points.counting())) {
      succeed(world.runner(Progress.NONE).apply(world.plan(), Terms.NONE));
      before = world.scan(true);
    }
    MigrationCrashes crashes = new MigrationCrashes(folder, world -> OPEN, 1, before);
    crashes.visiting(planned, "undisturbed", crashes.acts, point -> false, crashes::learn);
    return crashes;
  }

  private void learn(MigrationWorld undisturbed) throws IOException, TrekException {
    after.putAll(undisturbed.scan(false));
    journalLines = undisturbed.engine().journal().verify().lines();
  }

  private static Act apply(MigrationWorld world) throws TrekException {
    Plan plan = world.engine().plans().named("1");
    return (runner, estate) -> runner.apply(plan, Terms.NONE);
  }

  private static void succeed(Outcome outcome) {
    if (outcome.kind() != Outcome.Kind.DONE || !outcome.left().isEmpty()) {
      throw new AssertionError(outcome.kind() + " " + outcome.left() + " " + outcome.failure().map(TrekException::toString).orElse(""));
    }
  }

  /** Applies the plan, or opens, and copies the world at the points that are wanted. */
  List<Killed> applying(String name, IntPredicate wanted) throws IOException, InterruptedException, TrekException {
    return visiting(planned, name, acts, wanted, world -> {});
  }

  /** Goes on with a killed world, or back, and copies it at the points that are wanted. */
  List<Killed> recovering(Killed from, String name, Act act, IntPredicate wanted) throws IOException, InterruptedException, TrekException {
    return visiting(from.folder(), name, world -> act, wanted, world -> {});
  }

  /** Returns the step of each write point of the last run, in order. */
  List<String> places() {
    return List.copyOf(places);
  }

  private interface Acts {
    Act in(MigrationWorld world) throws TrekException;
  }

  private interface End {
    void of(MigrationWorld world) throws IOException, TrekException;
  }

  private List<Killed> visiting(Path from, String name, Acts acts, IntPredicate wanted, End end)
      throws IOException, InterruptedException, TrekException {
    Path at = folder.resolve(name);
    MigrationWorld.copy(from, at);
    List<Killed> killed = new ArrayList<>();
    places.clear();
    MigrationWorld[] running = new MigrationWorld[1];
    String[] step = {"preflight"};
    Points points =
        Points.visited(
            new Points.Visitor() {
              @Override
              public boolean wants(int point) {
                return running[0] != null && wanted.test(point);
              }

              @Override
              public void at(int point, String what) {
                Killed copy = new Killed(folder.resolve(name + "-" + point), point, step[0] + ": " + what);
                running[0].copyTo(copy.folder());
                killed.add(copy);
              }
            });
    Progress progress =
        new Progress() {
          @Override
          public void phase(int number, int of, String id, String title) {
            step[0] = id;
            while (places.size() < points.count()) {
              places.add(places.isEmpty() ? "" : places.get(places.size() - 1));
            }
            places.add(id);
          }
        };
    try (MigrationWorld world = MigrationWorld.open(at, points)) {
      running[0] = world;
      succeed(acts.in(world).on(world.runner(progress), world.estate().name()));
      while (places.size() < points.count()) {
        places.add(step[0]);
      }
      end.of(world);
    }
    remove(at);
    return killed;
  }

  static void remove(Path world) throws IOException, InterruptedException {
    new ProcessBuilder("rm", "-rf", world.toString()).inheritIO().start().waitFor();
  }

  /** Returns where a world differs from how it was before, or should be afterwards. */
  String difference(MigrationWorld world, boolean back) throws IOException, TrekException {
    return MigrationWorld.difference(back ? before : after, world.scan(back));
  }

  /** Returns the estate with its plan. */
  Path planned() {
    return planned;
  }

  /** Returns how many lines the journal of the undisturbed run has. */
  long journalLines() {
    return journalLines;
  }

  /** Carries a killed world on, or takes it back, and compares where it ends; what it was is gone then. Returns what is wrong. */
  String check(Killed killed, Act act) throws IOException, InterruptedException {
    Path copy = killed.folder().resolveSibling("case");
    MigrationWorld.copy(killed.folder(), copy);
    try (MigrationWorld world = MigrationWorld.open(copy, Points.counting())) {
      return check(world, act);
    } catch (TrekException | AssertionError | RuntimeException e) {
      return e.toString();
    } finally {
      remove(copy);
    }
  }

  private String check(MigrationWorld world, Act act) throws IOException, TrekException {
    JournalView journal = world.engine().journal();
    List<RunInfo> runs = journal.runs();
    boolean begun = runs.size() > earlier;
    RunInfo.State state = begun ? runs.get(earlier).state() : RunInfo.State.NOTHING_CHANGED;
    boolean undone = state == RunInfo.State.UNDONE || state == RunInfo.State.NOTHING_CHANGED;
    boolean waits = begun && runs.get(earlier).waits();
    if (waits || state == RunInfo.State.DONE && act == UNDO) {
      succeed(act.on(world.runner(Progress.NONE), world.estate().name()));
    }
    boolean back = undone || act == UNDO || state == RunInfo.State.UNDOING;
    String difference = difference(world, back);
    List<String> problems = journal.verify().problems();
    return difference + (problems.isEmpty() ? "" : "\n! " + problems);
  }
}
