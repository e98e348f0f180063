package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.backup.Part;
import org.mailtrek.engine.Backups;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Snapshot;
import org.mailtrek.host.TrekException;

/** Makes a named point to return to, with a backup where that is wanted. */
final class SnapshotCreate implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("NAME", "letters, digits, dot, dash and underscore", Offers.words("before-migration: a name of your own", "before-open: a name of your own"))
        .option("--with", "PARTS", "also back up: config,ldap,database,attachments or all", with())
        .flag("--full", "with --plan: list every change of the backup")
        .example("snapshot create before-migration", "a place in the journal: rollback undoes every run after it")
        .example("snapshot create before-open --with all --yes", "with a backup of everything, for what no undo reaches")
        .see("snapshot list", "rollback snapshot", "backup");
  }

  private static Values with() {
    return Offers.words("all: everything", "config: the configuration's files", "config,ldap: files and entries", "config,ldap,database: all but attachments", "ldap: the directory's entries", "database: a dump", "attachments: second names of their files");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Engine engine = call.session().engine();
    String name = call.words().get(0);
    engine.snapshots().check(name);
    List<Snapshot.Backup> backups = new ArrayList<>();
    Optional<Result> backup = Optional.empty();
    if (call.option("--with").isPresent()) {
      backup = Optional.of(BackupMake.made(call, Part.read("--with", call.all("--with"))));
      if (backup.get().outcome() != Outcome.DONE) {
        return backup.get();
      }
      Backups.Backup made = engine.backups().named(backup.get().fields().get("backup").toString());
      backups.add(new Snapshot.Backup(BackupParts.words(made), made.name(), made.digest()));
    } else if (call.has("--plan")) {
      return Result.of(Outcome.PLANNED).changes(1).line("would make snapshot " + name);
    }
    Snapshot made = engine.snapshots().create(name, backups);
    Result result = Result.done("snapshot " + made.name() + ", after run " + made.run()).field("snapshot", made.name()).changes(1);
    for (Snapshot.Backup each : made.backups()) {
      result = result.line("with backup " + each.place() + ": " + each.what()).field("backup", each.place());
    }
    return result.next("rollback snapshot " + made.name() + " (returns here)");
  }
}
