package org.mailtrek.command;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.host.TrekException;

/** Writes a plan for others to read: Markdown for a ticket, JSON for a program. */
final class PlanExport implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .mayTake("ID", "the plan; the newest when left out", EngineOffers.plans())
        .option("--format", "md|json", "the form (default: md)", Offers.words("md: Markdown", "json: one object"))
        .example("plan export 3 --format md > plan.md", "for the change ticket")
        .example("plan export 3 --format json", "for a program")
        .see("plan show", "report");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Plan plan = PlanShow.found(call.session().engine().plans(), call.word(0));
    if (call.oneOf("--format", "md", "md", "json").equals("md")) {
      return Result.done().field("plan", plan.id()).raw(String.join("\n", markdown(plan)));
    }
    Result shown = PlanPage.of(plan, true);
    return Result.done().field("plan", plan.id()).raw(new JSONObject(Json.fields(shown.fields())).toMultiLineString());
  }

  private static List<String> markdown(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("# Plan " + plan.id() + ": " + plan.runbook() + " on " + plan.estate());
    lines.add("");
    lines.add("Made " + Moment.words(plan.created()) + ". " + Numbers.of(plan.count().items(), "object") + ", " + Numbers.of(plan.count().deletes(), "deletion") + ".");
    if (!plan.irreversible().isEmpty()) {
      lines.add("");
      lines.add("## Can't be taken back");
      lines.add("");
      plan.irreversible().forEach(each -> lines.add("- " + each.describe() + ": " + each.irreversible().orElse("")));
    }
    for (PlannedStep step : plan.steps()) {
      lines.add("");
      lines.add("## " + step.id() + ": " + step.title());
      lines.add("");
      lines.add(step.knownAfter().map(id -> "Known after " + id + ".").orElse(step.nothingToDo() ? "Nothing to do." : Numbers.of(step.count().items(), "object") + "."));
      if (!step.notes().isEmpty() || !step.changes().isEmpty()) {
        lines.add("");
      }
      step.notes().forEach(note -> lines.add("- note: " + note));
      step.changes().forEach(each -> lines.add("- " + each.describe()));
    }
    return lines;
  }
}
