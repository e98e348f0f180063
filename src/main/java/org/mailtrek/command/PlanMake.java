package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Runbook;
import org.mailtrek.host.TrekException;

/** Previews a runbook and keeps the plan. */
final class PlanMake implements Command {

  private static final String[][] OPTIONS = {
    {"schema", "transplant|keep|both", "what becomes of the directory's old names"},
    {"directory", "online|offline", "how the directory is rewritten"},
    {"config", "merge|copy", "how the configuration is taken over"},
    {"attachments", "move|keep|extract", "what becomes of the attachment store"},
    {"packages", "repo|folder|tarball", "where packages come from"},
    {"database", "dump|files", "how the database is backed up"},
    {"host", "HOST", "which host, for runbooks that upgrade hosts one by one"},
    {"media", "DIR", "folder on the host with a vendor's unpacked media"},
    {"to", "HOST", "the new host, for runbooks that move mailboxes"},
    {"users", "WHO", "whose mailboxes: names with commas between, or an LDAP filter"},
    {"pilot", "WHO", "who is first"},
    {"batch", "N", "how many move at a time"},
    {"way", "WAY", "there or back"},
  };

  @Override
  public Shape shape() {
    Shape shape = Shape.keeps().takes("RUNBOOK", "the runbook", EngineOffers.fittingRunbooks());
    for (String[] each : OPTIONS) {
      shape.option("--" + each[0], each[1], each[2], EngineOffers.option(each[0]));
    }
    return shape
        .options("--set", "NAME=VALUE", "another option of the runbook", EngineOffers.settings())
        .flag("--full", "list every change")
        .without(EngineOffers.withoutUse(Stream.of(OPTIONS).map(each -> "--" + each[0]).toList()))
        .example("plan zcp-to-kopano", "preview every step from Zarafa to Kopano; nothing is changed")
        .example("plan zcp-to-kopano --attachments keep --full", "with another strategy, all changes listed")
        .see("runbook show", "plan show", "apply");
  }

  @Override
  public Result run(Call call) throws TrekException {
    var engine = call.session().engine();
    Runbook runbook = engine.runbooks().named(call.words().get(0));
    Map<String, String> options = new LinkedHashMap<>();
    for (String[] each : OPTIONS) {
      call.option("--" + each[0]).ifPresent(value -> options.put(each[0], value));
    }
    for (String set : call.all("--set")) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw TrekException.at("--set").kind(TrekException.Kind.USAGE).found("'" + set + "' is not NAME=VALUE").next("runbook show " + runbook.name());
      }
      options.put(set.substring(0, equals), set.substring(equals + 1));
    }
    Plan plan = engine.planner(new RunProgress(call.talk())).plan(runbook, options);
    Result result = PlanPage.of(plan, call.has("--full"));
    return plan.nothingToDo() ? result : result.next("apply " + plan.id()).next("plan show " + plan.id() + " --full");
  }
}
