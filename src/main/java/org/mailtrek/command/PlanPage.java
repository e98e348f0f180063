package org.mailtrek.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.change.Change;

/** A plan as people read it: what can't be taken back first, then the steps with what each would do. */
final class PlanPage {

  private static final int SHOWN = 8;

  private PlanPage() {}

  /** Returns a result that shows the plan. */
  static Result of(Plan plan, boolean full) {
    Result result = Result.of(plan.nothingToDo() ? Outcome.NOTHING : Outcome.PLANNED).exit(0).changes(plan.count().items());
    result = result.field("plan", plan.id()).field("runbook", plan.runbook()).field("options", plan.options()).field("created", plan.created());
    result = result.field("steps", plan.steps().stream().map(PlanPage::json).toList());
    return result.raw(String.join("\n", lines(plan, full)));
  }

  /** Returns the lines. */
  static List<String> lines(Plan plan, boolean full) {
    List<String> lines = new ArrayList<>();
    lines.add("plan " + plan.id() + ": " + plan.runbook() + " on " + plan.estate() + options(plan.options()));
    lines.add(plan.nothingToDo() ? "nothing to do" : plan.onlyKeeps() ? "a backup is kept; nothing is changed" : Numbers.of(plan.count().items(), "object") + " in " + Numbers.of(plan.count().changes(), "change") + (plan.count().deletes() == 0 ? "" : ", " + plan.count().deletes() + " of them deletions"));
    lines.addAll(NoReturn.lines(plan));
    plan.steps().forEach(step -> step(lines, plan, step, full));
    return lines;
  }

  private static void step(List<String> lines, Plan plan, PlannedStep step, boolean full) {
    lines.add(plan.steps().indexOf(step) + 1 + ". " + step.id() + ": " + step.title() + what(step, plan.onlyKeeps()));
    step.notes().forEach(note -> lines.add("     note: " + note));
    step.changes().stream().limit(full ? Long.MAX_VALUE : SHOWN).forEach(each -> lines.add("     ~ " + each.describe()));
    int more = step.changes().size() - SHOWN;
    if (!full && more > 0) {
      lines.add("     ... and " + more + " more: plan show " + plan.id() + " --full");
    }
  }

  /** Returns a result that shows what {@code open} would do. */
  static Result secondAct(Plan plan, boolean full) {
    List<PlannedStep> steps = plan.steps().stream().filter(PlannedStep::afterOpen).toList();
    List<String> lines = new ArrayList<>(List.of("open, the second act of plan " + plan.id() + ":"));
    steps.forEach(step -> step(lines, plan, step, full));
    Result result = Result.of(Outcome.PLANNED).changes(steps.stream().mapToLong(step -> step.count().items()).sum()).field("plan", plan.id());
    return result.field("steps", steps.stream().map(PlanPage::json).toList()).raw(String.join("\n", lines));
  }

  private static String options(Map<String, String> options) {
    List<String> given = options.entrySet().stream().filter(each -> !each.getValue().isEmpty()).map(each -> each.getKey() + " " + each.getValue()).toList();
    return given.isEmpty() ? "" : " (" + String.join(", ", given) + ")";
  }

  private static String what(PlannedStep step, boolean onlyKeeps) {
    String after = step.afterOpen() ? " (with 'open')" : "";
    if (step.knownAfter().isPresent()) {
      return after + ": known after " + step.knownAfter().get();
    }
    if (step.nothingToDo()) {
      return after + (onlyKeeps || step.keeps() ? ": keeps a backup" : ": nothing to do");
    }
    return after + ": " + Numbers.of(step.count().items(), "object") + (step.bulk() ? ", agreed on as a whole" : "") + (step.effect() == Effect.IRREVERSIBLE ? ", can't be taken back" : "");
  }

  private static Map<String, Object> json(PlannedStep step) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", step.id());
    object.put("title", step.title());
    object.put("after_open", step.afterOpen());
    object.put("bulk", step.bulk());
    object.put("effect", step.effect().key());
    object.put("items", step.count().items());
    object.put("deletes", step.count().deletes());
    object.put("notes", step.notes());
    object.put("irreversible", step.irreversible().stream().map(Change::describe).toList());
    object.put("changes", step.changes().stream().map(Change::describe).toList());
    step.knownAfter().ifPresent(id -> object.put("known_after", id));
    return object;
  }
}
