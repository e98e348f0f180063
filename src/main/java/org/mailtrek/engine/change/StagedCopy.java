package org.mailtrek.engine.change;

import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A copy that is made under a scratch name and gets its name when it is whole, and that loses it before it is removed. */
final class StagedCopy {

  private final Host on;
  private final HostPath to;
  private final HostPath stage;

  StagedCopy(Host on, HostPath to, Side side) {
    this.on = on;
    this.to = to;
    this.stage = side.scratch().beside(to);
  }

  /** Removes what a crash left of it. */
  void clear() throws TrekException {
    new Mover(on).clear(stage);
  }

  /** Makes it where it is not there, and returns when it is durable. */
  void make(HostPath from, Tree what) throws TrekException {
    if (on.view().stat(to).isEmpty()) {
      new TreeCopy(on).copy(from, stage, what);
      new Mover(on).move(stage, to);
    }
    on.disk().fsync(to.parent());
  }

  /** Removes it where it is there, and returns when that is durable. */
  void remove() throws TrekException {
    if (on.view().stat(to).isPresent()) {
      on.disk().rename(to, stage);
      on.disk().fsync(to.parent());
      clear();
    }
    on.disk().fsync(to.parent());
  }
}
