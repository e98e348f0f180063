package org.mailtrek.runbook.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.mailtrek.engine.Progress;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;

/**
 * A scenario, killed before any of its writes: at a write point the world is copied as a kill would leave it, and the run goes on to the next one; or a child of this
 * process is really killed there. Afterwards each world is carried on, and a copy of it taken back.
 */
public final class Crashes {

  private final Path folder;
  private final Path planned;
  private final Scenario scenario;
  private SortedMap<String, String> before = new TreeMap<>();
  private SortedMap<String, String> after = new TreeMap<>();
  private final List<String> places = new ArrayList<>();
  private final NavigableMap<Integer, SortedMap<String, String>> noReturns = new TreeMap<>();
  private Set<String> stepsOfNoReturn = Set.of();
  private long journalLines;

  private Crashes(Path folder, Scenario scenario) {
    this.folder = folder;
    this.planned = folder.resolve("planned");
    this.scenario = scenario;
  }

  /**
   * A world that was killed.
   *
   * @param folder the estate
   * @param point number of the write point
   * @param place the step, and what would have been written
   */
  public record Killed(Path folder, int point, String place) {

    @Override
    public String toString() {
      return "killed at point " + point + " (" + place + ")";
    }
  }

  /** Makes the smallest estate, plans its migration, and learns from an undisturbed run where it ends. */
  public static Crashes prepare(Path folder) throws IOException, InterruptedException, TrekException {
    return prepare(Scenario.all().get(0), folder);
  }

  /** Makes the estate of a scenario, and learns from an undisturbed run how many write points there are and where it ends. */
  static Crashes prepare(Scenario scenario, Path folder) throws IOException, InterruptedException, TrekException {
    Crashes crashes = new Crashes(folder, scenario);
    scenario.make(crashes.planned);
    try (CrashWorld world = scenario.open(crashes.planned, Points.counting())) {
      crashes.before = scenario.scan(world, true);
      crashes.stepsOfNoReturn = scenario.stepsOfNoReturn(world);
    }
    crashes.visiting(crashes.planned, "undisturbed", scenario::act, point -> false, crashes::learn);
    return crashes;
  }

  private void learn(CrashWorld undisturbed) throws IOException, TrekException {
    after = scenario.scan(undisturbed, false);
    journalLines = undisturbed.engine().journal().verify().lines();
  }

  /** Does the scenario, and copies the world at the points that are wanted. */
  List<Killed> applying(String name, IntPredicate wanted) throws IOException, InterruptedException, TrekException {
    return visiting(planned, name, scenario::act, wanted, world -> {});
  }

  /** Goes on with a killed world, or back, and copies it at the points that are wanted. */
  List<Killed> recovering(Killed from, String name, boolean back, IntPredicate wanted) throws IOException, InterruptedException, TrekException {
    return visiting(from.folder(), name, (world, progress) -> scenario.recover(world, back, progress), wanted, world -> {});
  }

  /** Does the scenario in a child, which is killed with SIGKILL before a write point. */
  Killed killing(int point) throws IOException, InterruptedException {
    Path at = folder.resolve("child-" + point);
    CrashWorld.copy(planned, at);
    CrashingChild.killed(scenario, at, point);
    return new Killed(at, point, places.get(point) + ", by SIGKILL");
  }

  /** Returns the step of each write point of the last run, in order. */
  List<String> places() {
    return List.copyOf(places);
  }

  private interface Act {
    void on(CrashWorld world, Progress progress) throws TrekException;
  }

  private interface Last {
    void of(CrashWorld world) throws IOException, TrekException;
  }

  private List<Killed> visiting(Path from, String name, Act act, IntPredicate wanted, Last last) throws IOException, InterruptedException, TrekException {
    Path at = folder.resolve(name);
    CrashWorld.copy(from, at);
    List<Killed> killed = new ArrayList<>();
    places.clear();
    CrashWorld[] running = new CrashWorld[1];
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
    try (CrashWorld world = scenario.open(at, points)) {
      running[0] = world;
      act.on(world, progress);
      while (places.size() < points.count()) {
        places.add(step[0]);
      }
      last.of(world);
    }
    CrashWorld.remove(at);
    return killed;
  }

  /** Returns where a world differs from how it was before, or should be afterwards. */
  public String difference(CrashWorld world, boolean back) throws IOException, TrekException {
    return CrashWorld.difference(back ? before : after, scenario.scan(world, back));
  }

  /** Returns the estate with its plan. */
  public Path planned() {
    return planned;
  }

  /** Returns how many lines the journal of the undisturbed run has. */
  public long journalLines() {
    return journalLines;
  }

  /** Carries a copy of a killed world on, or takes it back, and compares where it ends. Returns what is wrong. */
  public String check(Killed killed, boolean back) throws IOException, InterruptedException {
    Path copy = folder.resolve("case");
    CrashWorld.copy(killed.folder(), copy);
    SortedMap<String, String> noReturn = new TreeMap<>();
    StringBuilder wrong = new StringBuilder();
    try (CrashWorld world = scenario.open(copy, Points.counting())) {
      Scenario.End end = scenario.recover(world, back, Progress.NONE);
      if (end == Scenario.End.NO_RETURN) {
        noReturn.putAll(scenario.scan(world, false));
      } else {
        wrong.append(difference(world, end == Scenario.End.BEFORE));
      }
      List<String> problems = world.engine().journal().verify().problems();
      wrong.append(problems.isEmpty() ? "" : "\n! " + problems);
    } catch (TrekException | AssertionError | RuntimeException e) {
      return e.toString();
    } finally {
      CrashWorld.remove(copy);
    }
    return noReturn.isEmpty() ? wrong.toString() : wrong + noReturnDifference(killed, noReturn);
  }

  /**
   * Returns where a world that went back as far as it can differs from what it ought to be: where the last step that can't be taken back was done, as an undisturbed run
   * leaves that step; where such a step was cut off, as it was then.
   */
  private String noReturnDifference(Killed killed, SortedMap<String, String> found) throws IOException, InterruptedException {
    List<SortedMap<String, String>> ends = new ArrayList<>();
    try {
      if (noReturns.isEmpty()) {
        learnNoReturns();
      }
      if (stepsOfNoReturn.contains(places.get(killed.point()))) {
        ends.add(untouched(killed));
      }
    } catch (TrekException | AssertionError e) {
      return e.toString();
    }
    Optional.ofNullable(noReturns.floorEntry(killed.point())).ifPresent(each -> ends.add(each.getValue()));
    return ends.stream().map(each -> CrashWorld.difference(each, found)).min(Comparator.comparingInt(String::length)).orElse("nothing that can't be taken back was done by then");
  }

  private SortedMap<String, String> untouched(Killed killed) throws IOException, InterruptedException, TrekException {
    Path copy = folder.resolve("untouched");
    CrashWorld.copy(killed.folder(), copy);
    try (CrashWorld world = scenario.open(copy, Points.counting())) {
      return scenario.scan(world, false);
    } finally {
      CrashWorld.remove(copy);
    }
  }

  /** Looks at an undisturbed run right behind each step that can't be taken back. */
  private void learnNoReturns() throws IOException, InterruptedException, TrekException {
    List<String> known = places();
    IntPredicate behind = point -> point > 0 && stepsOfNoReturn.contains(known.get(point - 1)) && !known.get(point).equals(known.get(point - 1));
    List<Killed> worlds = visiting(planned, "behind", scenario::act, behind, world -> noReturns.put(known.size(), scenario.scan(world, false)));
    for (Killed each : worlds) {
      try (CrashWorld world = scenario.open(each.folder(), Points.counting())) {
        noReturns.put(each.point(), scenario.scan(world, false));
      }
      CrashWorld.remove(each.folder());
    }
    places.clear();
    places.addAll(known);
  }

  /** Does both. Returns what is wrong, after resume or after undo. */
  String check(Killed killed) throws IOException, InterruptedException {
    String resumed = check(killed, false);
    String undone = check(killed, true);
    return (resumed.isEmpty() ? "" : killed + ", then resume: " + resumed.strip() + "\n") + (undone.isEmpty() ? "" : killed + ", then undo: " + undone.strip());
  }
}
