package org.mailtrek.engine.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.OwnerBatch;
import org.mailtrek.host.TrekException;

/** Gives objects their new owner and mode, or their old ones. */
final class OwnerSetting {

  private static final int NAMED_AT_MOST = 1000;
  private static final int GATHERED_AT_MOST = 50_000;

  /** Starting two programs costs as much as changing so many objects one by one. */
  private static final int WORTH_A_PROGRAM = 200;

  private final HostView view;
  private final Disk disk;
  private final Ownership.Rule rule;
  private final OwnerWalk walk;
  private final boolean forward;
  private final int uid;
  private final int gid;
  private final Set<String> left = new LinkedHashSet<>();
  private final Map<Had, List<HostPath>> gathered = new LinkedHashMap<>();
  private int waiting;
  private long leftBesides;
  private boolean atOnce;

  /** What objects have in common that are changed at once; in a tree, folders and files alternate. */
  private record Had(FileState.Kind kind, int uid, int gid, int mode) {}

  OwnerSetting(Host host, Ownership.Rule rule, boolean forward) throws TrekException {
    this.view = host.view();
    this.disk = host.disk();
    this.rule = rule;
    this.walk = new OwnerWalk(view, rule);
    this.forward = forward;
    this.uid = forward ? rule.owner().uid(view.accounts()) : -1;
    this.gid = forward ? rule.owner().gid(view.accounts()) : -1;
  }

  /** Gathers objects that have the same and get the same, for the machine's own tools to change at once. */
  void gather(OwnerList.Item item) throws TrekException {
    if (!forward) {
      set(item);
      return;
    }
    gathered.computeIfAbsent(new Had(item.kind(), item.uid(), item.gid(), item.mode()), had -> new ArrayList<>()).add(item.path());
    waiting++;
    if (waiting == GATHERED_AT_MOST) {
      flush();
    }
  }

  /** Changes what was gathered. */
  void flush() throws TrekException {
    for (Map.Entry<Had, List<HostPath>> each : gathered.entrySet()) {
      change(each.getKey(), each.getValue());
    }
    gathered.clear();
    waiting = 0;
  }

  private void change(Had had, List<HostPath> paths) throws TrekException {
    OwnerBatch batch = new OwnerBatch(had.kind(), had.uid(), had.gid(), had.mode(), uid, gid, rule.mode(had.kind(), had.mode()), paths);
    if (paths.size() >= WORTH_A_PROGRAM && disk.own(batch)) {
      atOnce = true;
      return;
    }
    for (HostPath each : paths) {
      set(new OwnerList.Item(each, had.kind(), had.uid(), had.gid(), had.mode()));
    }
  }

  /** Returns whether tools were at work that don't tell what they left alone. */
  boolean atOnce() {
    return atOnce;
  }

  void set(OwnerList.Item item) throws TrekException {
    Optional<FileState> found = view.stat(item.path());
    Seen seen = walk.seen(item, found);
    if (seen == Seen.FOREIGN) {
      leave(item, found);
      return;
    }
    FileState now = found.orElseThrow();
    int toUid = forward ? uid : item.uid();
    int toGid = forward ? gid : item.gid();
    int mode = forward ? rule.mode(item.kind(), item.mode()) : item.mode();
    boolean owned = now.uid() == toUid && now.gid() == toGid;
    if (!owned) {
      disk.chown(item.path(), toUid, toGid);
    }
    boolean cleared = !owned && (mode & 06000) != 0;
    if (item.kind() != FileState.Kind.LINK && (now.mode() != mode || cleared)) {
      disk.chmod(item.path(), mode);
    }
  }

  private void leave(OwnerList.Item item, Optional<FileState> found) {
    if (left.size() < NAMED_AT_MOST) {
      left.add(view.name() + ":" + item.path() + ": owner and mode left alone, since somebody else has changed it: " + FileExchange.words(found));
    } else {
      leftBesides++;
    }
  }

  /** Makes everything durable. */
  void sync(HostPath top) throws TrekException {
    boolean folder = view.stat(top).map(state -> state.kind() == FileState.Kind.FOLDER).orElse(false);
    disk.syncAll(folder ? top : top.parent());
  }

  Left left() {
    if (leftBesides > 0) {
      left.add(view.name() + ": " + leftBesides + " more objects left alone for the same reason");
    }
    return new Left(List.copyOf(left));
  }
}
