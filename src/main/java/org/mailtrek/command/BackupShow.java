package org.mailtrek.command;

import org.mailtrek.engine.Backups;
import org.mailtrek.host.TrekException;

/** Shows what a backup holds. */
final class BackupShow implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .takes("BACKUP", "the backup", EngineOffers.backups())
        .example("backup show run-1/back-up", "its files, with sizes and digests")
        .example("backup show run-1/back-up --json", "for a program")
        .see("backup list", "backup restore");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Backups.Backup backup = call.session().engine().backups().named(call.words().get(0));
    Rows rows = Rows.of("files").text("File").bytes("Size").text("Digest");
    backup.files().forEach(each -> rows.row(each.path(), each.bytes(), each.digest()));
    return Result.done()
        .fact("backup", "backup", backup.name())
        .fact("run", "run", backup.run())
        .fact("made", "made", backup.made())
        .fact("parts", "holds", BackupParts.words(backup))
        .fact("folder", "folder", call.session().folder().resolve("snapshots").resolve(backup.name()))
        .table(rows)
        .next("backup restore " + backup.name());
  }
}
