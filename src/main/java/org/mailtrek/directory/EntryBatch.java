package org.mailtrek.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.AddEntry;
import org.mailtrek.engine.change.DeleteEntry;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.engine.change.EntryName;
import org.mailtrek.host.TrekException;

/**
 * Hands changes of entries over in an order in which a server takes them: what is there is changed first, the deepest before what is above; then
 * entries are added, parents first; then others go, children first. Holds all of them: these are differences, not directories.
 */
public final class EntryBatch {

  private final Map<Integer, List<EntryChange>> changed = new HashMap<>();
  private final SortedMap<Integer, List<EntryChange>> added = new TreeMap<>();
  private final SortedMap<Integer, List<EntryChange>> deleted = new TreeMap<>(Comparator.reverseOrder());

  /** Takes a change. */
  public void take(EntryChange change) {
    Map<Integer, List<EntryChange>> side = change instanceof AddEntry ? added : change instanceof DeleteEntry ? deleted : changed;
    side.computeIfAbsent(EntryName.depth(change.dn()), each -> new ArrayList<>()).add(change);
  }

  /** Hands everything over. */
  public void give(Step.Preview preview) throws TrekException {
    SortedMap<Integer, List<EntryChange>> deepestFirst = new TreeMap<>(Comparator.reverseOrder());
    deepestFirst.putAll(changed);
    for (SortedMap<Integer, List<EntryChange>> side : List.of(deepestFirst, added, deleted)) {
      for (List<EntryChange> depth : side.values()) {
        Segments.give(depth, preview);
      }
    }
  }
}
