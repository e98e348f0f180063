package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.check.Identity;
import org.mailtrek.config.Release;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Says whom a start of the server would delete, create or orphan, name by name, without starting it. */
final class IdentityLook implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .option("--config", "FOLDER", "a folder on the host with the server.cfg to look at, instead of the configuration in force", Offers.folders())
        .option("--release", "REL", "the release that is to read it", ConfigFolder.releases())
        .example("identity check", "whom the server would delete or create; exit 2 when it would delete")
        .example("identity check --config /etc/kopano.new --release kc-11.0.2", "under another configuration, before any server reads it")
        .example("identity check --json", "for a program; 'predicted' has the lines that the server's log will have in safe mode")
        .see("check", "config lint", "ldap survey");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Rows rows = Rows.of("people").id("Host").text("What").text("Kind").id("External id").text("Name").id("Row");
    List<String> predicted = new ArrayList<>();
    boolean safe = true;
    long kept = 0;
    Result result = Result.done();
    for (EstateConfig.Place inForce : EstateConfig.places(call.session())) {
      EstateConfig.Place place = asked(call, inForce);
      Identity found = People.identity(call.session(), place);
      list(rows, place.host(), "would be deleted", found.deleted());
      list(rows, place.host(), "would be orphaned", found.orphaned());
      list(rows, place.host(), "would be created", found.created());
      predicted.addAll(found.predicted());
      for (String each : found.unclear()) {
        result = result.line("! " + each);
      }
      safe &= found.safe();
      kept += found.kept();
    }
    result = rows.count() == 0 ? result : result.table(rows);
    result = result.field("predicted", predicted);
    String sentence = kept + " users and groups are the same in directory and database";
    return safe ? result.line(sentence) : result.outcome(Outcome.DIFFERENT).line("! " + sentence + ", the others are listed");
  }

  private static EstateConfig.Place asked(Call call, EstateConfig.Place inForce) throws TrekException {
    HostPath folder = call.option("--config").isPresent() ? HostPath.typed("--config", call.option("--config").get(), "--config /etc/kopano") : inForce.folder();
    Release release = call.option("--release").isPresent() ? ConfigFolder.release("--release", call.option("--release").get()) : inForce.release();
    return new EstateConfig.Place(inForce.host(), folder, release);
  }

  private static void list(Rows rows, String host, String what, List<Identity.Item> items) {
    items.forEach(each -> rows.row(host, what, each.kind().toString().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), each.externalId(), each.name(), each.row() == 0 ? "" : Long.toString(each.row())));
  }
}
