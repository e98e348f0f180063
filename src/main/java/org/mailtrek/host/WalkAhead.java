package org.mailtrek.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorts out what was read ahead of a walk: which folders were read to their end, and what lies in them. */
final class WalkAhead {

  private static final int DEPTH = 4;

  private final FileRecords records;
  private final List<HostPath> order;
  private final Map<HostPath, Integer> depths = new HashMap<>();

  WalkAhead(FileRecords records, List<HostPath> starts) {
    this.records = records;
    this.order = records.order();
    starts.forEach(each -> depths.put(each, 0));
  }

  FileRecords.Read read() {
    FileRecords.Read read = FileRecords.Read.empty();
    read.add(records.states());
    Map<HostPath, List<HostPath>> children = new HashMap<>();
    for (HostPath each : order) {
      depths.computeIfAbsent(each, path -> depths.getOrDefault(path.parent(), DEPTH) + 1);
      if (!each.root()) {
        children.computeIfAbsent(each.parent(), folder -> new ArrayList<>()).add(each);
      }
    }
    for (HostPath each : order) {
      boolean folder = records.states().get(each).kind() == FileState.Kind.FOLDER;
      if (folder && depths.get(each) < DEPTH && ended(each)) {
        read.list(each, children.getOrDefault(each, List.of()));
      }
    }
    return read;
  }

  /** A tree comes in one piece: a folder was read to its end when what came last lies outside of it. */
  private boolean ended(HostPath folder) {
    HostPath last = order.get(order.size() - 1);
    return records.whole() || !last.isWithin(folder);
  }
}
