package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.backup.Kept;
import org.mailtrek.backup.Part;
import org.mailtrek.backup.Verification;
import org.mailtrek.engine.Backups;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.ScratchDatabase;

/** Reads backups through and compares them with what was written when they were made. */
final class BackupVerify implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTakeMany("BACKUP", "the backups; all when left out", EngineOffers.backups())
        .example("backup verify", "reads every file of every backup, and looks at every attachment; exit 4 when one is not as it was made")
        .flag("--load", "also load each dump into a database server of our own that is started for it, and compare every table")
        .example("backup verify run-1/back-up --load", "does the dump come back? needs mariadbd on this machine, and room in the estate's folder")
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
      List<String> own = backups.verify(each);
      problems.addAll(own);
      if (own.isEmpty()) {
        for (BackupParts.Found part : BackupParts.of(each)) {
          Verification found = elsewhere(call, part, Kept.of(backups, each.name()));
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

  /** Looks at what is not in the backup's folder, or can't be judged by its bytes. */
  private static Verification elsewhere(Call call, BackupParts.Found part, Kept kept) throws TrekException {
    if (part.part() == Part.ATTACHMENTS) {
      return Verification.attachments(call.session().estate().view(), part.host(), kept);
    }
    if (part.part() != Part.DATABASE || !call.has("--load")) {
      return new Verification(List.of(), List.of());
    }
    if (!ScratchDatabase.possible()) {
      return new Verification(List.of(), List.of("no database server is installed on this machine, so that no dump was loaded"));
    }
    try (ScratchDatabase server = ScratchDatabase.start(call.session().folder())) {
      return Verification.dump(server::load, part.host(), kept);
    }
  }
}
