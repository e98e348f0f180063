package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.backup.Kept;
import org.mailtrek.backup.Part;
import org.mailtrek.backup.Verification;
import org.mailtrek.engine.Backups;
import org.mailtrek.host.TrekException;

/** Reads backups through and compares them with what was written when they were made. */
final class BackupVerify implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTakeMany("BACKUP", "the backups; all when left out", EngineOffers.backups())
        .example("backup verify", "reads every file of every backup, and looks at every attachment; exit 4 when one is not as it was made")
        .example("backup verify run-1/back-up --json", "one of them, for a program")
        .see("backup list", "journal verify");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Backups backups = call.session().engine().backups();
    List<Backups.Backup> chosen = new ArrayList<>();
    for (String each : call.words()) {
      chosen.add(backups.named(each));
    }
    if (call.words().isEmpty()) {
      chosen.addAll(backups.list());
    }
    List<String> problems = new ArrayList<>();
    List<String> noted = new ArrayList<>();
    long files = 0;
    for (Backups.Backup each : chosen) {
      problems.addAll(backups.verify(each));
      for (BackupParts.Found part : BackupParts.of(each)) {
        if (part.part() == Part.ATTACHMENTS && problems.isEmpty()) {
          Verification found = Verification.attachments(call.session().estate().view(), part.host(), Kept.of(backups, each.name()));
          problems.addAll(found.wrong());
          noted.addAll(found.noted());
        }
      }
      files += each.files().size();
    }
    Result result = Result.done().field("backup_count", chosen.size()).field("file_count", files).field("problems", problems).field("notes", noted).lines(noted);
    if (problems.isEmpty()) {
      return result.line(chosen.size() + " backups, " + files + " files, all as they were made");
    }
    for (String each : problems) {
      result = result.line("! " + each);
    }
    return result.outcome(Outcome.DIFFERENT).exit(Exit.LEFT);
  }
}
