package org.mailtrek.command;

import java.util.List;
import org.mailtrek.check.Identity;
import org.mailtrek.host.TrekException;

/** Says whom a start of the server would delete, create or orphan, name by name, without starting it. */
final class IdentityLook implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .example("identity check", "whom the server would delete or create; exit 2 when it would delete")
        .example("identity check --json", "for a program")
        .see("check", "config lint", "ldap survey");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Rows rows = Rows.of("people").id("Host").text("What").text("Kind").id("External id").text("Name");
    boolean safe = true;
    long kept = 0;
    Result result = Result.done();
    for (EstateConfig.Place place : EstateConfig.places(call.session())) {
      Identity found = People.identity(call.session(), place);
      list(rows, place.host(), "would be deleted", found.deleted());
      list(rows, place.host(), "would be orphaned", found.orphaned());
      list(rows, place.host(), "would be created", found.created());
      for (String each : found.unclear()) {
        result = result.line("! " + each);
      }
      safe &= found.safe();
      kept += found.kept();
    }
    result = rows.count() == 0 ? result : result.table(rows);
    String sentence = kept + " users and groups are the same in directory and database";
    return safe ? result.line(sentence) : result.outcome(Outcome.DIFFERENT).line("! " + sentence + ", the others are listed");
  }

  private static void list(Rows rows, String host, String what, List<Identity.Item> items) {
    items.forEach(each -> rows.row(host, what, each.kind().toString().toLowerCase(java.util.Locale.ROOT), each.externalId(), each.name()));
  }
}
