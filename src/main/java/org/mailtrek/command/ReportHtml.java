package org.mailtrek.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailtrek.engine.JournalView;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.host.TrekException;

/**
 * The report as one page that needs nothing besides: for a change ticket, a phone and paper. Each picture says in words what it shows, and a table below it
 * holds the same figures.
 */
final class ReportHtml {

  private static final String STYLE =
      """
      :root{color-scheme:light}body{font:16px/1.5 sans-serif;max-width:60em;margin:1em auto;padding:0 1em;color:#111;background:#fff;overflow-wrap:anywhere}
      h1{font-size:1.6em;line-height:1.2}h2{font-size:1.25em;margin:2em 0 .3em;border-top:2px solid #555;padding-top:.6em}h3{font-size:1em;margin:1em 0 .2em}
      table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.3em 0}th,td{text-align:left;vertical-align:top;padding:.2em .6em .2em 0;border-bottom:1px solid #999}
      td.n,th.n{text-align:right;white-space:nowrap}tr.d{font-weight:bold}svg{max-width:100%;height:auto;display:block}pre{white-space:pre-wrap;font-size:.85em;border-left:3px solid #999;padding-left:.6em}.stop{color:#8a0000;font-weight:bold}
      @media print{body{max-width:none;margin:0;font-size:10pt}h2{break-after:avoid}table,svg,ul{break-inside:avoid}details{display:block}details::details-content{content-visibility:visible;display:block}}
      """;
  /** Longer differences are folded. */
  private static final int OPEN_AT_MOST = 40;
  private static final int WIDTH = 640;
  private static final int NAMES = 220;
  private static final int ROW = 24;

  private final StringBuilder page = new StringBuilder();

  private ReportHtml() {}

  /**
   * Returns the page.
   *
   * @param facts what the report says in its other forms
   * @throws TrekException when the journal can't be read
   */
  static String of(Map<String, Object> facts, JournalView journal) throws TrekException {
    ReportHtml html = new ReportHtml();
    html.head(facts);
    List<RunInfo> runs = journal.runs();
    for (int i = 0; i < runs.size(); i++) {
      html.run(runs.get(i), (Map<?, ?>) ((List<?>) facts.get("runs")).get(i), StepTimes.of(journal, runs.get(i)));
    }
    html.notes((List<?>) facts.get("notes"));
    return html.page.append("</main></body></html>").toString();
  }

  private void head(Map<String, Object> facts) {
    String title = text("Report on " + facts.get("estate"));
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>").append(title).append("</title><style>\n").append(STYLE)
        .append("</style></head><body><main>\n<h1>").append(title).append("</h1>\n");
    paragraph("Made " + Moment.words((Instant) facts.get("made")) + ". Journal: " + facts.get("journal") + ".");
    if (((List<?>) facts.get("runs")).isEmpty()) {
      paragraph("Nothing was changed yet: the journal holds no run.");
    }
  }

  private void run(RunInfo run, Map<?, ?> facts, StepTimes told) {
    page.append("<h2>").append(text("Run " + run.number() + ": " + facts.get("runbook"))).append("</h2>\n");
    paragraph("Plan " + run.plan() + ", begun " + Moment.words(run.begun()) + (told.owner().isEmpty() ? "" : " by " + told.owner()) + ", " + facts.get("state") + ". " + Numbers.of(run.changes(), "change") + (run.changes() == 1 ? " stands, " : " stand, ") + run.left() + " left alone.");
    page.append("<p").append(run.waits() ? " class=\"stop\">" : ">").append(text(facts.get("way_back").toString())).append("</p>\n");
    list("Decisions of people", (List<?>) facts.get("decisions"));
    if (!told.steps().isEmpty()) {
      timeline(run, told.steps());
      table(run, told.steps());
    }
    figures(run, facts);
    differences(facts);
    if (!told.changes().isEmpty()) {
      page.append("<details><summary>").append(text("Changes (" + told.changes().size() + " described)")).append("</summary>\n");
      list("", told.changes());
      page.append("</details>\n");
    }
  }

  private void figures(RunInfo run, Map<?, ?> facts) {
    list("", (List<?>) facts.get("not_counted"));
    ReportFigures figures = ReportFigures.of((List<?>) facts.get("figures"));
    figures.groups().forEach((group, rows) -> {
      String title = "Run " + run.number() + ": " + group + ", " + String.join(" and ", figures.moments());
      page.append("<h3>").append(text(title)).append("</h3>\n");
      page.append(ReportBars.of(title, figures.moments(), rows));
      counts(title, group, figures.moments(), rows);
    });
  }

  private void counts(String title, String group, List<String> moments, List<ReportFigures.Row> rows) {
    page.append("<details open><summary>").append(text(Numbers.of(rows.size(), "figure"))).append("</summary>\n<table><caption>").append(text(title)).append("</caption><thead><tr><th scope=\"col\">").append(text(group)).append("</th>");
    moments.forEach(each -> page.append("<th scope=\"col\" class=\"n\">").append(text(each)).append("</th>"));
    page.append("</tr></thead><tbody>\n");
    for (ReportFigures.Row each : rows) {
      page.append(each.differs() ? "<tr class=\"d\">" : "<tr>").append("<th scope=\"row\">").append(text(each.name())).append("</th>");
      each.counts().forEach(count -> page.append("<td class=\"n\">").append(count).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</tbody></table></details>\n");
  }

  private void differences(Map<?, ?> facts) {
    List<String> lines = ReportText.lines((List<?>) facts.get("differences"));
    if (!lines.isEmpty()) {
      long more = (Long) facts.get("more_differences");
      page.append("<details").append(lines.size() > OPEN_AT_MOST ? "" : " open").append("><summary>").append(text("What differs" + (more == 0 ? "" : "; " + Numbers.of(more, "place") + " more: run show " + facts.get("run") + " --diff"))).append("</summary>\n<pre>\n");
      lines.forEach(line -> page.append(text(line)).append('\n'));
      page.append("</pre></details>\n");
    }
  }

  /** Draws when each step was at work. */
  private void timeline(RunInfo run, List<StepTimes.Step> steps) {
    Instant from = steps.get(0).from();
    Instant to = steps.stream().map(StepTimes.Step::to).max(Instant::compareTo).orElse(from);
    double whole = Math.max(1, Duration.between(from, to).toMillis());
    int height = ROW * steps.size() + ROW;
    page.append(String.format(Locale.ROOT, "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\">\n",
        text("When each step of run " + run.number() + " was at work; the table below holds the same times"), WIDTH, height, WIDTH, height));
    for (int i = 0; i < steps.size(); i++) {
      StepTimes.Step step = steps.get(i);
      double start = Duration.between(from, step.from()).toMillis() / whole * (WIDTH - NAMES);
      double wide = Math.max(2, step.took().toMillis() / whole * (WIDTH - NAMES));
      page.append(String.format(Locale.ROOT, "<text x=\"0\" y=\"%d\">%s</text><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#1f5fa8\"/>\n",
          i * ROW + 16, text(step.id()), Math.min(NAMES + start, WIDTH - 2.0), i * ROW + 4, Math.min(wide, WIDTH - NAMES - start + 2), ROW - 8));
    }
    page.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">0 s</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n</svg>\n", NAMES, height - 6, WIDTH, height - 6, seconds(Duration.between(from, to))));
  }

  private void table(RunInfo run, List<StepTimes.Step> steps) {
    page.append("<table><caption>").append(text("Steps of run " + run.number())).append("</caption><thead><tr><th scope=\"col\">Step</th><th scope=\"col\" class=\"n\">Took</th><th scope=\"col\" class=\"n\">Changes</th><th scope=\"col\">Verified</th></tr></thead><tbody>\n");
    for (StepTimes.Step each : steps) {
      page.append("<tr><th scope=\"row\">").append(text(each.id())).append("</th><td class=\"n\">").append(seconds(each.took())).append("</td><td class=\"n\">").append(each.changes()).append("</td><td>").append(each.verified() ? "yes" : "no").append("</td></tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private void notes(List<?> notes) {
    if (!notes.isEmpty()) {
      page.append("<h2>Notes</h2>\n");
      list("", notes.stream().map(each -> (Map<?, ?>) each).map(each -> Moment.words((Instant) each.get("time")) + ", " + each.get("owner") + ": " + each.get("text")).toList());
    }
  }

  private void list(String title, List<?> sentences) {
    if (!sentences.isEmpty()) {
      page.append(title.isEmpty() ? "" : "<h3>" + text(title) + "</h3>\n").append("<ul>\n");
      sentences.forEach(each -> page.append("<li>").append(text(each.toString())).append("</li>\n"));
      page.append("</ul>\n");
    }
  }

  private void paragraph(String sentence) {
    page.append("<p>").append(text(sentence)).append("</p>\n");
  }

  /** Returns a text as HTML shows it. */
  static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
