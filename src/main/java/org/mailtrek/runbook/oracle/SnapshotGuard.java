package org.mailtrek.runbook.oracle;

import java.util.List;
import org.mailtrek.engine.Guard;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** Asks whether a snapshot holds all of the store, and nothing of the queues: half a store can't be read, and queued mail would be gone with a way back. */
final class SnapshotGuard implements Guard {

  private final Move move;

  SnapshotGuard(Move move) {
    this.move = move;
  }

  @Override
  public String name() {
    return "whole-store";
  }

  @Override
  public String check(View view) throws TrekException {
    HostView host = view.host(move.host());
    HostPath mount = host.followed(NewestSnapshotGuard.mount(move, view));
    StorePlaces places = new StorePlaces(host, move);
    List<String> outside = places.store().isWithin(mount) ? places.outside(mount) : List.of(places.store().toString());
    if (!outside.isEmpty()) {
      throw TrekException.at(move.host() + ": " + move.zfs().orElseThrow()).kind(TrekException.Kind.REFUSED).found("its snapshot at " + mount + " has not all of the store: " + String.join("; ", outside) + " would stay as it is")
          .next("use a host of its own (oracle-coexistent), or bring all partitions onto that file system");
    }
    HostPath queue = host.followed(move.config().parent().resolve("queue"));
    if (queue.isWithin(mount) && host.stat(queue).isPresent() && host.space(queue).mountKey().equals(host.space(mount).mountKey())) {
      throw TrekException.at(move.host() + ":" + queue).kind(TrekException.Kind.REFUSED).found("lies in " + move.zfs().orElseThrow() + ": with a way back to its snapshot the mail that waits would be gone").next("give the store a file system of its own, without the queues");
    }
    return move.zfs().orElseThrow() + " has all of the store, and no queue";
  }
}
