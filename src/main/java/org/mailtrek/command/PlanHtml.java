package org.mailtrek.command;

import java.util.List;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;

/** A plan as one page that needs nothing besides: what can't be taken back first, then the steps. */
final class PlanHtml {

  private static final String STYLE = "body{font:16px sans-serif;max-width:60em;margin:2em auto;padding:0 1em}h2{font-size:1.1em;margin-bottom:.2em}ul{margin:.2em 0}.stop{color:#a00}.act{border-top:3px solid #888}";

  private PlanHtml() {}

  static String of(Plan plan) {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").append(ReportHtml.text("Plan " + plan.id() + " on " + plan.estate())).append("</title><style>").append(STYLE)
        .append("</style></head><body>\n<h1>").append(ReportHtml.text("Plan " + plan.id() + ": " + plan.runbook() + " on " + plan.estate())).append("</h1>\n<p>")
        .append(ReportHtml.text("Made " + Moment.words(plan.created()) + ". " + Numbers.of(plan.count().items(), "object") + ", " + Numbers.of(plan.count().deletes(), "deletion") + ".")).append("</p>\n");
    if (!plan.irreversible().isEmpty()) {
      page.append("<h2 class=\"stop\">Can't be taken back</h2>\n");
      list(page, plan.irreversible().stream().map(each -> each.describe() + ": " + each.irreversible().orElse("")).toList());
    }
    boolean opened = false;
    for (PlannedStep step : plan.steps()) {
      page.append(step.afterOpen() && !opened ? "<h2 class=\"act\">" : "<h2>").append(ReportHtml.text(step.id() + ": " + step.title())).append(step.afterOpen() ? " <small>(with <code>open</code>)</small>" : "").append("</h2>\n");
      opened = step.afterOpen();
      page.append("<p>").append(ReportHtml.text(step.knownAfter().map(id -> "Known after " + id + ".").orElse(step.nothingToDo() ? "Nothing to do." : Numbers.of(step.count().items(), "object") + "."))).append("</p>\n");
      list(page, step.notes());
      list(page, step.changes().stream().map(each -> each.describe()).toList());
    }
    return page.append("</body></html>").toString();
  }

  private static void list(StringBuilder page, List<String> sentences) {
    if (!sentences.isEmpty()) {
      page.append("<ul>\n");
      sentences.forEach(each -> page.append("<li>").append(ReportHtml.text(each)).append("</li>\n"));
      page.append("</ul>\n");
    }
  }
}
