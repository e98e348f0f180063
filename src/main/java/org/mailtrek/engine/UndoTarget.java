package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mailtrek.host.TrekException;

/**
 * The runs that an undo takes back, newest first.
 *
 * @param runs those that stand
 * @param opened whether mail and clients were let in since
 */
record UndoTarget(List<RunTally> runs, boolean opened) {

  /** Returns one run; when none was typed, the last that stands and changed something: a backup does not hide what was done before it. */
  static UndoTarget one(History history, OptionalLong wanted) throws TrekException {
    List<RunTally> standing = standing(history);
    RunTally run = wanted.isPresent() ? history.tally(wanted.getAsLong()) : last(standing);
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

  private static RunTally last(List<RunTally> standing) throws TrekException {
    for (RunTally each : standing) {
      if (each.intents() > 0 || each.info().waits()) {
        return each;
      }
    }
    throw TrekException.at("undo").kind(TrekException.Kind.USAGE).found("no run stands that could be taken back").next("run list");
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
      SortedSet<String> both = both(ours, touches(home, reader, each.info().number()));
      if (!both.isEmpty()) {
        throw TrekException.at("run " + run)
            .kind(TrekException.Kind.REFUSED)
            .found("run " + each.info().number() + " came later and touched the same: " + both.stream().limit(20).toList())
            .next("undo " + each.info().number() + " first");
      }
    }
  }

  /** Returns what both touched, or what one touched within what the other did: moving a folder moves what was made in it since. */
  private static SortedSet<String> both(Set<String> ours, Set<String> theirs) {
    SortedSet<String> both = new TreeSet<>();
    theirs.stream().filter(each -> within(each, ours)).forEach(both::add);
    ours.stream().filter(each -> within(each, theirs)).forEach(both::add);
    return both;
  }

  private static boolean within(String key, Set<String> keys) {
    String above = key;
    while (!above.isEmpty()) {
      if (keys.contains(above)) {
        return true;
      }
      above = above(above);
    }
    return false;
  }

  /** Returns the key of the folder or entry above; empty for other keys and at the top. */
  private static String above(String key) {
    int slash = key.lastIndexOf('/');
    if (key.startsWith("file ") && slash > key.indexOf('/')) {
      return key.substring(0, slash);
    }
    int comma = key.indexOf(',');
    return key.startsWith("entry ") && comma > 0 ? "entry " + key.substring(comma + 1) : "";
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
