package org.mailtrek.command;

import java.util.List;
import org.mailtrek.engine.Snapshot;
import org.mailtrek.host.TrekException;

/** Makes a named point to return to. */
final class SnapshotCreate implements Command {

  @Override
  public Shape shape() {
    return Shape.keeps()
        .takes("NAME", "letters, digits, dot, dash and underscore", Offers.words("before-migration: a name of your own", "before-open: a name of your own"))
        .example("snapshot create before-migration", "a place in the journal: rollback undoes every run after it")
        .example("snapshot create before-open", "another, later one")
        .see("snapshot list", "rollback snapshot");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Snapshot made = call.session().engine().snapshots().create(call.words().get(0), List.of());
    return Result.done("snapshot " + made.name() + ", after run " + made.run()).field("snapshot", made.name()).changes(1).next("rollback snapshot " + made.name() + " (returns here)");
  }
}
