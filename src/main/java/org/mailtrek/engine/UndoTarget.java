package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.mailtrek.host.TrekException;

/**
 * The runs that an undo takes back, newest first.
 *
 * @param runs those that stand
 * @param opened whether mail and clients were let in since
 */
record UndoTarget(List<RunTally> runs, boolean opened) {

  /** Returns one run; the last that stands when none was typed. */
  static UndoTarget one(History history, OptionalLong wanted) throws TrekException {
    List<RunTally> standing = standing(history);
    if (wanted.isEmpty() && standing.isEmpty()) {
      throw TrekException.at("undo").kind(TrekException.Kind.USAGE).found("no run stands that could be taken back").next("run list");
    }
    RunTally run = wanted.isPresent() ? history.tally(wanted.getAsLong()) : standing.get(0);
    if (!run.info().stands()) {
      throw TrekException.at("run " + run.info().number()).kind(TrekException.Kind.USAGE).found("was taken back already, or changed nothing").next("run list");
    }
    for (RunTally each : standing) {
      if (each.info().waits() && each != run) {
        throw Refusals.unfinished(each.info());
      }
    }
    return new UndoTarget(List.of(run), opened(List.of(run), standing));
  }

  /** Returns all runs after one. */
  static UndoTarget since(History history, long run) {
    List<RunTally> standing = standing(history);
    List<RunTally> later = standing.stream().filter(each -> each.info().number() > run).toList();
    return new UndoTarget(later, opened(later, standing));
  }

  private static List<RunTally> standing(History history) {
    List<RunTally> found = new ArrayList<>();
    for (RunTally each : history.tallies()) {
      if (each.info().stands()) {
        found.add(0, each);
      }
    }
    return found;
  }

  private static boolean opened(List<RunTally> runs, List<RunTally> standing) {
    Set<String> plans = new HashSet<>();
    runs.forEach(each -> plans.add(each.info().plan()));
    return standing.stream().anyMatch(each -> each.info().afterOpen() && plans.contains(each.info().plan()));
  }

  /**
   * Passes when no later run that stands touched the same objects.
   *
   * @throws TrekException of kind {@code REFUSED}, naming the run and the objects
   */
  void refuseWhereBuiltUpon(Home home, ChangeReader reader, History history) throws TrekException {
    long run = runs.get(0).info().number();
    List<RunTally> later = standing(history).stream().filter(each -> each.info().number() > run).toList();
    if (later.isEmpty()) {
      return;
    }
    Set<String> ours = touches(home, reader, run);
    for (RunTally each : later) {
      Set<String> both = touches(home, reader, each.info().number());
      both.retainAll(ours);
      if (!both.isEmpty()) {
        throw TrekException.at("run " + run)
            .kind(TrekException.Kind.REFUSED)
            .found("run " + each.info().number() + " came later and touched the same: " + both.stream().sorted().limit(20).toList())
            .next("undo " + each.info().number() + " first");
      }
    }
  }

  private static Set<String> touches(Home home, ChangeReader reader, long run) throws TrekException {
    Intents intents = Intents.of(home, reader, run);
    Set<String> all = new HashSet<>();
    for (Intents.Place each : intents.all()) {
      all.addAll(intents.change(intents.line(each)).touches());
    }
    return all;
  }
}
