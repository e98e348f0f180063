package org.mailtrek.runbook.oracle;

import java.util.List;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Asks for the snapshot of before the upgrade, and that no newer one stands in its way: ZFS goes back to the newest only. */
final class NewestSnapshotGuard implements Guard {

  /** Lists file systems and snapshots, in the order of their making. */
  static final List<String> LIST = List.of("zfs", "list", "-H", "-t", "all", "-o", "name,mountpoint");

  private final Move move;

  NewestSnapshotGuard(Move move) {
    this.move = move;
  }

  @Override
  public String name() {
    return "newest-snapshot";
  }

  @Override
  public String check(View view) throws TrekException {
    String start = move.zfs().orElse("") + "@";
    List<String> all = view.host(move.host()).inspection().said(LIST).lines().map(each -> each.split("\\s+")[0]).filter(each -> each.startsWith(start)).toList();
    String wanted = new Switching(move).snapshotName().orElse("");
    if (!all.contains(wanted) || !all.get(all.size() - 1).equals(wanted)) {
      throw TrekException.at(move.host()).kind(TrekException.Kind.REFUSED).found(all.contains(wanted) ? "there are newer snapshots than " + wanted + ": " + all.get(all.size() - 1) : "there is no snapshot " + wanted)
          .next(all.contains(wanted) ? "see whether the newer ones may go: zfs destroy" : "go back with a backup of all mailboxes");
    }
    return wanted + " is there, and is the newest";
  }

  /** Returns where the file system of the store is mounted. */
  static HostPath mount(Move move, View view) throws TrekException {
    String name = move.zfs().orElseThrow();
    return view.host(move.host()).inspection().said(LIST).lines().map(each -> each.strip().split("\\s+", 2)).filter(each -> each.length == 2 && each[0].equals(name) && each[1].startsWith("/"))
        .map(each -> HostPath.of(each[1])).findFirst()
        .orElseThrow(() -> TrekException.at(move.host() + ": zfs").kind(TrekException.Kind.REFUSED).found(name + " is not mounted").next("zfs mount " + name + ", then plan again"));
  }
}
