package org.mailtrek.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report as text to read here, or as Markdown for a ticket. */
final class ReportText {

  private final boolean markdown;
  private final List<String> lines = new ArrayList<>();

  private ReportText(boolean markdown) {
    this.markdown = markdown;
  }

  static String of(Map<String, Object> facts, boolean markdown) {
    ReportText text = new ReportText(markdown);
    text.lines.add((markdown ? "# " : "") + "Report on " + facts.get("estate"));
    text.lines.add("");
    text.lines.add("Made " + Moment.words((Instant) facts.get("made")) + ". Journal: " + facts.get("journal") + ".");
    ((List<?>) facts.get("runs")).forEach(each -> text.run((Map<?, ?>) each));
    text.notes((List<?>) facts.get("notes"));
    return String.join("\n", text.lines);
  }

  private void run(Map<?, ?> run) {
    heading("## ", "Run " + run.get("run") + ": " + run.get("runbook"));
    lines.add((markdown ? "" : "  ") + "Plan " + run.get("plan") + ", begun " + Moment.words((Instant) run.get("begun")) + (run.get("owner").equals("") ? "" : " by " + run.get("owner")) + ", " + run.get("state") + ", " + run.get("changes") + " changes stand, " + run.get("left") + " left alone.");
    lines.add((markdown ? "" : "  ") + run.get("way_back"));
    lines.add("");
    ((List<?>) run.get("decisions")).forEach(decision -> lines.add((markdown ? "- " : "  ! ") + decision));
    for (Object each : (List<?>) run.get("steps")) {
      Map<?, ?> step = (Map<?, ?>) each;
      lines.add((markdown ? "- " : "  - ") + step.get("id") + ": " + Numbers.of((Long) step.get("changes"), "change") + ", " + Moment.took((Long) step.get("took_ms")) + ((Boolean) step.get("verified") ? ", verified" : ""));
    }
    figures(run);
    differences(run);
  }

  private void figures(Map<?, ?> run) {
    ((List<?>) run.get("not_counted")).forEach(why -> lines.add((markdown ? "- " : "  ! ") + why));
    ReportFigures figures = ReportFigures.of((List<?>) run.get("figures"));
    figures.groups().forEach((group, rows) -> {
      heading("### ", "Counts: " + group);
      List<String> head = new ArrayList<>(List.of(group));
      head.addAll(figures.moments());
      List<List<String>> cells = new ArrayList<>(rows.stream().map(ReportFigures.Row::cells).toList());
      if (markdown) {
        lines.add("| " + String.join(" | ", head) + " |");
        lines.add("|---|" + "---:|".repeat(head.size() - 1));
        cells.forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
      } else {
        cells.add(0, head);
        cells.forEach(row -> lines.add("    " + String.format(Locale.ROOT, "%-40s", row.get(0)) + String.join("", row.subList(1, row.size()).stream().map(cell -> String.format(Locale.ROOT, "%12s", cell)).toList())));
      }
    });
  }

  private void differences(Map<?, ?> run) {
    List<String> unified = lines((List<?>) run.get("differences"));
    if (unified.isEmpty()) {
      return;
    }
    heading("### ", "Differences");
    if (markdown) {
      lines.add("```diff");
    }
    unified.forEach(line -> lines.add((markdown ? "" : "    ") + line));
    if ((Long) run.get("more_differences") > 0) {
      lines.add((markdown ? "" : "    ") + "... and " + Numbers.of((Long) run.get("more_differences"), "place") + " more: run show " + run.get("run") + " --diff");
    }
    if (markdown) {
      lines.add("```");
    }
  }

  /** Returns differences as unified lines, without comments and blanks of files. */
  static List<String> lines(List<?> differences) {
    List<String> unified = new ArrayList<>();
    Map<Object, Object> last = new LinkedHashMap<>();
    for (Object each : differences) {
      Map<?, ?> hunk = (Map<?, ?>) each;
      List<String> removed = worth(hunk, "removed");
      List<String> added = worth(hunk, "added");
      if (removed.isEmpty() && added.isEmpty()) {
        continue;
      }
      if (!hunk.get("object").equals(last.put("object", hunk.get("object")))) {
        unified.add("--- " + hunk.get("object"));
        unified.add("+++ " + hunk.get("object"));
      }
      unified.add("@@ " + hunk.get("header") + " @@");
      removed.forEach(line -> unified.add("-" + line));
      added.forEach(line -> unified.add("+" + line));
    }
    return unified;
  }

  private static List<String> worth(Map<?, ?> hunk, String side) {
    boolean entry = hunk.get("object").equals(Hunk.DIRECTORY);
    return ((List<?>) hunk.get(side)).stream().map(Object::toString).filter(line -> entry || !Hunk.comment(line)).toList();
  }

  private void notes(List<?> notes) {
    if (!notes.isEmpty()) {
      heading("## ", "Notes");
    }
    for (Object each : notes) {
      Map<?, ?> note = (Map<?, ?>) each;
      lines.add((markdown ? "- " : "  - ") + Moment.words((Instant) note.get("time")) + ", " + note.get("owner") + ": " + note.get("text"));
    }
  }

  private void heading(String mark, String words) {
    lines.add("");
    lines.add((markdown ? mark : mark.length() > 3 ? "  " : "") + words);
    lines.add("");
  }
}
