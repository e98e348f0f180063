package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.mailtrek.directory.DirectoryVerification;
import org.mailtrek.directory.JournaledMove;
import org.mailtrek.directory.LdifEntries;
import org.mailtrek.directory.OldDatabase;
import org.mailtrek.directory.Policy;
import org.mailtrek.engine.Backups;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Checks a directory after a transplant: what is left under old names, and, against the journal or a backup, every value, every class and every stored list. */
final class LdapVerify implements Command {

  private static final int SHOWN = 50;
  private static final List<String> ENTRIES = List.of("directory.ldif", "before.ldif");

  @Override
  public Shape shape() {
    return Shape.reads()
        .flag("--keep-old", "old names beside the new ones are meant to be there")
        .option("--backup", "NAME", "compare with the entries of this backup, made before the transplant, instead of the journal or the old database", EngineOffers.backups())
        .example("ldap verify", "exit 4 when something is left under an old name, or a value is not as a run moved it, or as it was in the old database of an offline transplant")
        .example("ldap verify --backup run-1/back-up", "also every moved value, counts of classes, members of lists")
        .example("ldap verify --keep-old", "after a transplant that keeps the old names")
        .see("ldap transplant", "ldap survey", "backup list");
  }

  @Override
  public Result run(Call call) throws TrekException {
    DirectoryView directory = call.session().estate().view().directory();
    Optional<DirectoryRuns.Exchange> exchange = call.option("--backup").isPresent() ? Optional.empty() : DirectoryRuns.exchange(call.session().engine().journal());
    Optional<OldDatabase> old = exchange.isPresent() ? OldDatabase.of(call.session().estate().view(), exchange.get().change()) : Optional.empty();
    Policy.OnConflict conflicts = old.map(OldDatabase::conflicts).orElse(Policy.OnConflict.STOP);
    DirectoryVerification verification = new DirectoryVerification(new Policy(conflicts, call.has("--keep-old") ? Policy.Mode.KEEP_OLD : Policy.Mode.MOVE));
    List<String> left = new ArrayList<>();
    List<String> stays = new ArrayList<>();
    verification.leftovers(directory, leftover -> (leftover.reason().isEmpty() ? left : stays).add(leftover.toString()));
    List<String> different = new ArrayList<>();
    Rows rows = Rows.of("classes").id("Class").number("Before").number("Now").number("Moved");
    Optional<DirectoryVerification.Before> before = old.isPresent() ? old.map(DirectoryVerification.Before.class::cast) : before(call);
    SortedMap<String, DirectoryVerification.Counted> classes = verification.classes(directory, before);
    if (before.isPresent()) {
      classes.forEach((name, count) -> {
        rows.row(name, count.before(), count.now(), "");
        if (count.before() != count.now()) {
          different.add(name + ": " + count.before() + " entries before, " + count.now() + " now");
        }
      });
      different.addAll(verification.differences(directory, before.get(), exchange.map(DirectoryRuns.Exchange::later).orElse(Set.of())));
      return result(new Found(left, stays, different, rows, "every value is as it was" + old.map(each -> " in " + each.place()).orElse(""), old.isPresent() ? "from the old database" : "from the backup"));
    }
    Optional<DirectoryRuns> runs = DirectoryRuns.of(call.session().engine().journal());
    if (runs.isEmpty()) {
      classes.forEach((name, count) -> rows.row(name, "", count.now(), ""));
      return result(new Found(left, stays, different, rows, "", ""));
    }
    JournaledMove.Found moved = JournaledMove.compare(directory, runs.get());
    different.addAll(moved.differences());
    classes.forEach((name, count) -> {
      long given = moved.classes().getOrDefault(name, 0L);
      rows.row(name, "", count.now(), given);
      if (count.now() < given) {
        different.add(name + ": runs gave it to " + given + " entries, now " + count.now() + " have it");
      }
    });
    return result(new Found(left, stays, different, rows, "all " + moved.values() + " values of " + moved.entries() + " entries are as runs moved them", "from the journal"))
        .field("compared", moved.values());
  }

  /** What was found; what the comparison says where all is well, and with what it was made. */
  private record Found(List<String> left, List<String> stays, List<String> different, Rows rows, String compared, String with) {}

  private static Result result(Found found) {
    List<String> left = found.left();
    List<String> stays = found.stays();
    List<String> different = found.different();
    boolean compared = !found.with().isEmpty();
    boolean good = left.isEmpty() && different.isEmpty();
    Result result = good
        ? Result.done("nothing is left under an old name that should not be" + (compared ? ", and " + found.compared() : "") + (stays.isEmpty() ? "" : "; " + stays.size() + " stay for a reason"))
        : Result.of(Outcome.DIFFERENT).exit(Exit.LEFT);
    result = result.field("leftovers", left).field("staying", stays).field("differences", different).table(found.rows());
    for (List<String> each : List.of(left, different)) {
      for (String sentence : each.stream().limit(SHOWN).toList()) {
        result = result.line("! " + sentence);
      }
    }
    for (String each : stays.stream().limit(SHOWN).toList()) {
      result = result.line("  stays: " + each);
    }
    return good ? result : result.line(left.size() + " things are left under old names" + (compared ? ", " + different.size() + " differ " + found.with() : ""));
  }

  private static Optional<DirectoryVerification.Before> before(Call call) throws TrekException {
    Optional<String> name = call.option("--backup");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Backups backups = call.session().engine().backups();
    Backups.Item item = backups.named(name.get()).files().stream().filter(each -> ENTRIES.contains(each.path())).findFirst()
        .orElseThrow(() -> TrekException.at("backup " + name.get()).kind(TrekException.Kind.USAGE).found("holds no entries of the directory").next("backup list"));
    return Optional.of(new LdifEntries(() -> backups.open(name.get(), item)));
  }
}
