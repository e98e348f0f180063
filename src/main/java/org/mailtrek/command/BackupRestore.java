package org.mailtrek.command;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.backup.Part;
import org.mailtrek.host.TrekException;

/** Brings back what a backup holds, as changes that can be taken back. */
final class BackupRestore implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("BACKUP", "the backup", EngineOffers.backups())
        .mayTakeMany("PART", "config, ldap, database, attachments, index or all (default: all that it holds)", BackupMake.parts())
        .flag("--over-newer", "also where mail arrived since, or the database has another schema")
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("backup restore run-1/back-up config", "the configuration's files, as they were")
        .example("backup restore run-1/back-up ldap --plan --full", "which entries would change, value by value where they differ")
        .see("backup list", "backup verify", "undo", "rollback snapshot");
  }

  @Override
  public Result run(Call call) throws TrekException {
    List<String> words = call.words().subList(1, call.words().size());
    Map<String, String> options = new LinkedHashMap<>();
    options.put("backup", call.session().engine().backups().named(call.words().get(0)).name());
    options.put("parts", Part.words(words.isEmpty() || words.contains("all") ? EnumSet.allOf(Part.class) : Part.read("backup restore", words)));
    options.put("over-newer", call.has("--over-newer") ? "yes" : "no");
    return new Acting(call).runbook("backup restore", options);
  }
}
