package org.mailtrek.engine.change;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.estate.View;

/**
 * A world, a change in it, and what somebody else may do there.
 *
 * @param title names the case
 * @param world the world before
 * @param making makes the change from a view of it
 * @param meddling makes the world foreign, before the change is made
 * @param meddlingLater makes the world foreign, after the change was made
 * @param contents what is in the plan's store
 * @param unforeseen folders in which somebody else's program writes what no preview can show
 * @param showing how the world is looked at, where not all that there is counts
 * @param light whether kills during recovery are left to another case of the same kind, which takes the same path
 */
record ChangeCase(String title, World world, Making making, Optional<Meddling> meddling, Optional<Meddling> meddlingLater, boolean light, List<byte[]> contents, List<String> unforeseen, Showing showing) {

  /** Makes a change. */
  interface Making {
    Change change(View view) throws Exception;
  }

  /** Looks at a world. */
  interface Showing {
    SortedMap<String, String> of(World world, boolean allTimes) throws Exception;
  }

  /** Changes a world behind our back. */
  interface Meddling {
    void with(World world) throws Exception;
  }

  static ChangeCase of(String title, World world, Making making) {
    return new ChangeCase(title, world, making, Optional.empty(), Optional.empty(), false, List.of(), List.of(), World::dump);
  }

  ChangeCase foreign(Meddling before, Meddling after) {
    return new ChangeCase(title, world, making, Optional.of(before), Optional.of(after), light, contents, unforeseen, showing);
  }

  ChangeCase foreignLater(Meddling after) {
    return new ChangeCase(title, world, making, meddling, Optional.of(after), light, contents, unforeseen, showing);
  }

  ChangeCase lightly() {
    return new ChangeCase(title, world, making, meddling, meddlingLater, true, contents, unforeseen, showing);
  }

  ChangeCase storing(byte[] content) {
    return new ChangeCase(title, world, making, meddling, meddlingLater, light, List.of(content), unforeseen, showing);
  }

  ChangeCase unforeseen(String... folders) {
    return new ChangeCase(title, world, making, meddling, meddlingLater, light, contents, List.of(folders), showing);
  }

  ChangeCase shownBy(Showing eyes) {
    return new ChangeCase(title, world, making, meddling, meddlingLater, light, contents, unforeseen, eyes);
  }

  /** Returns the lines of a view that a preview must show. */
  Map<String, String> foreseen(Map<String, String> view) {
    Map<String, String> lines = new TreeMap<>(view);
    unforeseen.forEach(folder -> lines.keySet().removeIf(each -> each.startsWith(folder + "/")));
    return lines;
  }

  @Override
  public String toString() {
    return title;
  }
}
