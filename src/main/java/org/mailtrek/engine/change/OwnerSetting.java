package org.mailtrek.engine.change;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.Disk;
import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.OwnerBatch;
import org.mailtrek.host.OwnerRule;
import org.mailtrek.host.TrekException;

/** Gives objects their new owner and mode, or their old ones. */
final class OwnerSetting implements OwnerGroups.Taker {

  /** Starting two programs costs as much as changing so many objects one by one. */
  static final int WORTH_A_PROGRAM = 200;

  private static final int NAMED_AT_MOST = 1000;

  private final HostView view;
  private final Disk disk;
  private final Ownership.Rule rule;
  private final OwnerWalk walk;
  private final Optional<OwnerRule> numbers;
  private final boolean forward;
  private final int uid;
  private final int gid;
  private final Set<String> left = new LinkedHashSet<>();
  private long leftBesides;

  OwnerSetting(Host host, Ownership.Rule rule, boolean forward) throws TrekException {
    this.view = host.view();
    this.disk = host.disk();
    this.rule = rule;
    this.walk = new OwnerWalk(view, rule);
    this.numbers = walk.numbers();
    this.forward = forward;
    this.uid = forward ? rule.owner().uid(view.accounts()) : -1;
    this.gid = forward ? rule.owner().gid(view.accounts()) : -1;
  }

  /** Changes many at once by the machine's own tools, and one by one what is not as it should be afterwards: that is where it is told apart. */
  @Override
  public void take(OwnerGroups.Had had, byte[] names, int count) throws TrekException {
    Optional<OwnerBatch> there = numbers.filter(each -> count >= WORTH_A_PROGRAM).map(each -> had.batch(each, names));
    Optional<OwnerBatch> batch = forward ? there : there.map(OwnerBatch::back);
    Optional<List<HostPath>> rest = batch.isPresent() ? disk.own(batch.get()) : Optional.empty();
    for (HostPath each : rest.isPresent() ? rest.get() : OwnerBatch.paths(names)) {
      set(had.item(each));
    }
  }

  private void set(OwnerList.Item item) throws TrekException {
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
