package org.mailtrek.command;

import org.mailtrek.engine.Backups;
import org.mailtrek.host.TrekException;

/** Lists the backups that runs have kept. */
final class BackupList implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .example("backup list", "all finished backups, oldest first")
        .example("backup list --plain", "one a line")
        .see("backup", "backup restore", "backup verify");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Rows rows = Rows.of("backups").id("Backup").number("Run").text("Made").text("Holds").number("Files").bytes("Size");
    Backups backups = call.session().engine().backups();
    for (Backups.Backup each : backups.list()) {
      rows.row(each.name(), each.run(), each.made(), BackupParts.words(each), (long) each.files().size(), each.bytes());
    }
    Result result = Result.done().table(rows).field("unfinished", backups.unfinished());
    for (String each : backups.unfinished()) {
      result = result.line("! " + each + " was never finished and is none");
    }
    return result;
  }
}
