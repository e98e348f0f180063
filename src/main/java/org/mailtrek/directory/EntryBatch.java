package org.mailtrek.directory;

import java.util.Comparator;
import java.util.List;
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
 * entries are added, parents first; then others go, children first. Keeps them in files for temporary use, so that memory does not grow with them.
 */
public final class EntryBatch implements AutoCloseable {

  private static final int HELD = 2000;

  private final int held;
  private final SortedMap<Integer, EntrySpool> changed = new TreeMap<>(Comparator.reverseOrder());
  private final SortedMap<Integer, EntrySpool> added = new TreeMap<>();
  private final SortedMap<Integer, EntrySpool> deleted = new TreeMap<>(Comparator.reverseOrder());

  /** Makes an empty one. */
  public EntryBatch() {
    this(HELD);
  }

  /** Makes one that holds so many changes of a depth in memory at most. */
  EntryBatch(int held) {
    this.held = held;
  }

  /**
   * Takes a change.
   *
   * @throws TrekException when it can't be kept
   */
  public void take(EntryChange change) throws TrekException {
    SortedMap<Integer, EntrySpool> side = change instanceof AddEntry ? added : change instanceof DeleteEntry ? deleted : changed;
    side.computeIfAbsent(EntryName.depth(change.dn()), each -> new EntrySpool(held)).add(change);
  }

  /**
   * Hands everything over.
   *
   * @throws TrekException when what was kept can't be read, or the preview refuses
   */
  public void give(Step.Preview preview) throws TrekException {
    for (SortedMap<Integer, EntrySpool> side : List.of(changed, added, deleted)) {
      for (EntrySpool depth : side.values()) {
        depth.give(HELD, segment -> Segments.give(segment, preview));
      }
    }
  }

  @Override
  public void close() throws TrekException {
    for (SortedMap<Integer, EntrySpool> side : List.of(changed, added, deleted)) {
      for (EntrySpool depth : side.values()) {
        depth.close();
      }
    }
  }
}
