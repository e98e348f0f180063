package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.directory.Conflict;
import org.mailtrek.directory.DirectoryVerification;
import org.mailtrek.directory.LdapSurvey;
import org.mailtrek.directory.Policy;
import org.mailtrek.host.TrekException;

/** Looks at the directory: what there is to move, or what was left under old names. */
final class LdapLook implements Command {

  private final boolean survey;

  LdapLook(boolean survey) {
    this.survey = survey;
  }

  @Override
  public Shape shape() {
    return survey
        ? Shape.reads().example("ldap survey", "classes, attributes, conflicts and stored filters, before a transplant").example("ldap survey --json", "for a program").see("ldap transplant", "ldap search")
        : Shape.reads()
            .flag("--keep-old", "old names beside the new ones are meant to be there")
            .example("ldap verify", "exit 4 when something is left under an old name")
            .example("ldap verify --keep-old", "after a transplant that keeps the old names")
            .see("ldap transplant", "ldap survey");
  }

  @Override
  public Result run(Call call) throws TrekException {
    return survey ? survey(call) : verify(call);
  }

  private static Result survey(Call call) throws TrekException {
    LdapSurvey found = LdapSurvey.of(call.session().estate().view().directory());
    Rows rows = Rows.of("names").text("Kind").id("Name").number("Entries");
    found.classes().forEach((name, count) -> rows.row("class", name, count));
    found.attributes().forEach((name, count) -> rows.row("attribute", name, count));
    Result result = Result.done().fact("entries", "entries", found.entries()).fact("to_move", "to move", found.toMove()).table(rows).fact("conflict_count", "conflicts", found.conflictCount());
    for (Conflict conflict : found.conflicts().stream().limit(20).toList()) {
      result = result.line("  ! " + conflict);
    }
    for (LdapSurvey.StoredFilter filter : found.filters().stream().limit(20).toList()) {
      result = result.line("  filter of " + filter.dn() + ": " + filter.before() + " becomes " + filter.after());
    }
    result = result.field("missing", found.missing()).field("renamed", found.renamed()).field("structural", found.structural()).field("without_counterpart", found.withoutCounterpart());
    for (String missing : found.missing()) {
      result = result.line("  ! the server's schema lacks " + missing);
    }
    for (String note : found.notes()) {
      result = result.line("  note: " + note);
    }
    result = found.limit().isPresent() ? result.line("! not everything was read: " + found.limit().get()) : result;
    return found.toMove() > 0 ? result.next("ldap transplant --plan") : result;
  }

  private static Result verify(Call call) throws TrekException {
    Policy policy = new Policy(Policy.OnConflict.STOP, call.has("--keep-old") ? Policy.Mode.KEEP_OLD : Policy.Mode.MOVE);
    List<String> left = new ArrayList<>();
    List<String> stays = new ArrayList<>();
    new DirectoryVerification(policy).leftovers(call.session().estate().view().directory(), leftover -> {
      (leftover.reason().isEmpty() ? left : stays).add(leftover.toString());
    });
    if (left.isEmpty()) {
      return Result.done("nothing is left under an old name that should not be" + (stays.isEmpty() ? "" : "; " + stays.size() + " stay for a reason")).field("leftovers", left).field("staying", stays);
    }
    Result result = Result.of(Outcome.DIFFERENT).exit(Exit.LEFT).field("leftovers", left).field("staying", stays);
    for (String each : left.stream().limit(50).toList()) {
      result = result.line("! " + each);
    }
    return result.line(left.size() + " things are left under old names");
  }
}
