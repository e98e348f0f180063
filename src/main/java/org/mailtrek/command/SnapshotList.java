package org.mailtrek.command;

import java.util.List;
import org.mailtrek.engine.Snapshot;
import org.mailtrek.host.TrekException;

/** Lists the snapshots, or shows one. */
final class SnapshotList implements Command {

  private final boolean one;

  SnapshotList(boolean one) {
    this.one = one;
  }

  @Override
  public Shape shape() {
    return one
        ? Shape.reads()
            .takes("NAME", "the snapshot", EngineOffers.snapshots())
            .example("snapshot show before-migration", "when it was made, and which backups belong to it")
            .example("snapshot show before-migration --json", "for a program")
            .see("rollback snapshot")
        : Shape.reads().example("snapshot list", "all snapshots, oldest first").example("snapshot list --plain", "one a line").see("snapshot create", "rollback snapshot");
  }

  @Override
  public Result run(Call call) throws TrekException {
    if (!one) {
      Rows rows = Rows.of("snapshots").id("Snapshot").text("Created").number("After run").text("Backups");
      for (Snapshot each : call.session().engine().snapshots().list()) {
        rows.row(each.name(), each.created(), each.run(), what(each.backups()));
      }
      return Result.done().table(rows);
    }
    Snapshot found = call.session().engine().snapshots().named(call.words().get(0));
    Rows rows = Rows.of("backups").text("Backup").text("Place").text("Digest");
    found.backups().forEach(each -> rows.row(each.what(), each.place(), each.digest()));
    return Result.done()
        .fact("snapshot", "snapshot", found.name())
        .fact("created", "created", found.created())
        .fact("after_run", "after run", found.run())
        .table(rows)
        .next("rollback snapshot " + found.name());
  }

  private static String what(List<Snapshot.Backup> backups) {
    return backups.isEmpty() ? "none" : String.join(", ", backups.stream().map(Snapshot.Backup::what).toList());
  }
}
