package org.mailtrek.command;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mailtrek.backup.Part;
import org.mailtrek.host.TrekException;

/** Backs parts of the estate up. */
final class BackupMake implements Command {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public Shape shape() {
    return Shape.changes()
        .mayTakeMany("PART", "config, ldap, database, attachments, index, database-files or all (default: all, which is the first four)", parts())
        .flag("--digests", "also read every attachment, so that 'backup verify' can compare contents")
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("backup all", "everything, into the estate's snapshots/; attachments where they are, by a snapshot or hard links")
        .example("backup config ldap --yes", "only these, without asking")
        .example("backup database-files --yes", "stops the database, copies its files, and starts it again")
        .see("backup list", "backup restore", "snapshot create");
  }

  /** Offers the parts of an estate. */
  static Values parts() {
    return Offers.words(
        "all: everything", "config: the configuration's files", "ldap: the directory's entries", "database: a dump of the database", "attachments: second names of their files", "index: the search index, only where it is named",
        "database-files: the database's own files, for which it is stopped");
  }

  @Override
  public Result run(Call call) throws TrekException {
    return made(call, Part.read("backup", call.words()), call.has("--digests"));
  }

  /** Makes a backup of parts, and names it in the result. */
  static Result made(Call call, Set<Part> parts) throws TrekException {
    return made(call, parts, false);
  }

  private static Result made(Call call, Set<Part> parts, boolean digests) throws TrekException {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("parts", Part.words(parts));
    options.put("digests", digests ? "yes" : "no");
    options.put("stamp", STAMP.format(call.session().clock().instant()));
    Result result = new Acting(call).runbook("make backup", options);
    Object run = result.fields().get("run");
    if (run == null || result.outcome() != Outcome.DONE) {
      return result;
    }
    return named(result, call.session().engine().backups().list().stream().map(each -> each.name()).filter(each -> each.startsWith("run-" + run + "/")).toList());
  }

  private static Result named(Result made, List<String> names) {
    Result result = made;
    for (String name : names) {
      result = result.line("backup " + name);
    }
    for (String name : names) {
      result = result.next("backup restore " + name).next("backup verify " + name);
    }
    return names.isEmpty() ? result : result.field("backup", names.get(0));
  }
}
