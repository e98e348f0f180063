package org.mailtrek.command;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.JournalView;
import org.mailtrek.engine.Line;
import org.mailtrek.engine.Phase;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.host.TrekException;

/** Writes what was done, for the change ticket. */
final class Report implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .option("--format", "text|html|md|json", "the form (default: text)", Offers.oneOf("text: to read here", "html: one page for a browser, with pictures", "md: Markdown, for a ticket", "json: one object"))
        .option("-o", "--output", "FILE", "write into a file (0600) instead of standard output", Offers.files())
        .example("report", "runs, steps and how to go back")
        .example("report --format html -o report.html", "with a timeline, for a browser, a phone or paper")
        .example("report --format md -o report.md", "for the change ticket")
        .see("run show", "journal verify");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String format = call.oneOf("--format", "text", "text", "html", "md", "json");
    Map<String, Object> facts = facts(call.session());
    String text =
        switch (format) {
          case "json" -> new JSONObject(Json.fields(facts)).toMultiLineString();
          case "html" -> ReportHtml.of(facts, call.session().engine().journal());
          default -> words(facts, format.equals("md"));
        };
    if (call.option("--output").isEmpty()) {
      Result result = Result.done().raw(text);
      for (Map.Entry<String, Object> each : facts.entrySet()) {
        result = result.field(each.getKey(), each.getValue());
      }
      return result;
    }
    java.nio.file.Path file = call.session().path(call.option("--output").get()).toAbsolutePath();
    try {
      PrivateFiles.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be written: " + e.getMessage()).because(e).next("check the path and the space");
    }
    return Result.done("report written to " + file).field("file", file);
  }

  private static Map<String, Object> facts(Session session) throws TrekException {
    Engine engine = session.engine();
    JournalView journal = engine.journal();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("estate", session.estate().name());
    facts.put("made", session.clock().instant());
    JournalView.Verification verification = journal.verify();
    facts.put("journal", verification.problems().isEmpty() ? "intact, " + verification.lines() + " lines" : String.join("; ", verification.problems()));
    List<Object> runs = new ArrayList<>();
    for (RunInfo run : journal.runs()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("run", run.number());
      each.put("runbook", run.runbook() + (run.afterOpen() ? " (open)" : ""));
      each.put("plan", run.plan());
      each.put("begun", run.begun());
      each.put("state", RunList.state(run));
      each.put("changes", run.changes());
      each.put("left", run.left());
      List<String> decisions = new ArrayList<>();
      journal.lines(line -> decision(line, run, decisions));
      each.put("decisions", decisions);
      each.put("steps", steps(journal, run));
      runs.add(each);
    }
    facts.put("runs", runs);
    List<Object> notes = new ArrayList<>();
    journal.lines(line -> note(line, notes));
    facts.put("notes", notes);
    return facts;
  }

  /** Takes what people have decided about a run, and why: guards to be passed over, changes by others that stay. */
  private static void decision(Line line, RunInfo run, List<String> decisions) {
    if (line.run() == run.number() && line.phase() == Phase.RUN_BEGIN) {
      line.body().getFieldAsObject("overrides").getFields().forEach((guard, why) -> decisions.add("--override " + guard + ": " + ((JSONString) why).stringValue()));
    }
    if (line.run() == run.number() && line.phase() == Phase.NOTE && line.body().getFieldAsString("because") != null) {
      decisions.add(line.body().getFieldAsString("text") + ": " + line.body().getFieldAsString("because"));
    }
  }

  /** Takes what people wrote into the journal. */
  private static void note(Line line, List<Object> notes) {
    if (line.phase() == Phase.NOTE && line.run() == 0 && line.body().getFieldAsString("text") != null) {
      Map<String, Object> note = new LinkedHashMap<>();
      note.put("time", line.time());
      note.put("owner", String.valueOf(line.body().getFieldAsString("owner")));
      note.put("text", line.body().getFieldAsString("text"));
      notes.add(note);
    }
  }

  private static List<String> steps(JournalView journal, RunInfo run) throws TrekException {
    Map<String, long[]> counts = new LinkedHashMap<>();
    List<String> verified = new ArrayList<>();
    journal.lines(line -> count(line, run, counts, verified));
    List<String> steps = new ArrayList<>();
    counts.forEach((step, count) -> steps.add(step + ": " + Numbers.of(count[0], "change") + (verified.contains(step) ? ", verified" : "")));
    return steps;
  }

  private static void count(Line line, RunInfo run, Map<String, long[]> counts, List<String> verified) {
    if (line.run() != run.number() || line.step().isEmpty()) {
      return;
    }
    long[] count = counts.computeIfAbsent(line.step(), step -> new long[1]);
    count[0] += line.phase() == Phase.INTENT ? 1 : 0;
    if (line.phase() == Phase.VERIFIED) {
      verified.add(line.step());
    }
  }

  private static String words(Map<String, Object> facts, boolean markdown) {
    List<String> lines = new ArrayList<>();
    lines.add((markdown ? "# " : "") + "Report on " + facts.get("estate"));
    lines.add("");
    lines.add("Made " + Moment.words((Instant) facts.get("made")) + ". Journal: " + facts.get("journal") + ".");
    for (Object each : (List<?>) facts.get("runs")) {
      Map<?, ?> run = (Map<?, ?>) each;
      lines.add("");
      lines.add((markdown ? "## " : "") + "Run " + run.get("run") + ": " + run.get("runbook"));
      lines.add("");
      lines.add((markdown ? "" : "  ") + "Plan " + run.get("plan") + ", begun " + Moment.words((Instant) run.get("begun")) + ", " + run.get("state") + ", " + run.get("changes") + " changes stand, " + run.get("left") + " left alone.");
      lines.add("");
      ((List<?>) run.get("decisions")).forEach(decision -> lines.add((markdown ? "- " : "  ! ") + decision));
      ((List<?>) run.get("steps")).forEach(step -> lines.add((markdown ? "- " : "  - ") + step));
    }
    List<?> notes = (List<?>) facts.get("notes");
    if (!notes.isEmpty()) {
      lines.add("");
      lines.add((markdown ? "## " : "") + "Notes");
      lines.add("");
    }
    for (Object each : notes) {
      Map<?, ?> note = (Map<?, ?>) each;
      lines.add((markdown ? "- " : "  - ") + Moment.words((Instant) note.get("time")) + ", " + note.get("owner") + ": " + note.get("text"));
    }
    return String.join("\n", lines);
  }
}
