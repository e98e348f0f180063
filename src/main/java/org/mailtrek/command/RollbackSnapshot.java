package org.mailtrek.command;

import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Snapshot;
import org.mailtrek.engine.UndoPreview;
import org.mailtrek.host.TrekException;

/** Goes back to a snapshot: every run since is undone, newest first. */
final class RollbackSnapshot implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("NAME", "the snapshot", EngineOffers.snapshots())
        .example("rollback snapshot before-migration", "shows what would be undone, asks, and does it")
        .example("rollback snapshot before-migration --plan", "only look")
        .see("snapshot list", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Snapshot snapshot = call.session().engine().snapshots().named(call.words().get(0));
    UndoPreview preview = call.session().engine().runner(new RunProgress(call.talk()), new Interruption()).previewRollback(snapshot);
    Result result = new Acting(call).undo(preview, "rollback to " + snapshot.name(), false, (runner, terms) -> runner.rollback(snapshot, terms));
    // what no undo reaches, such as an edit by hand, is in the snapshot's backup
    for (Snapshot.Backup each : snapshot.backups()) {
      result = result.next("backup restore " + each.place() + " --plan (what no run had changed)");
    }
    return result;
  }
}
