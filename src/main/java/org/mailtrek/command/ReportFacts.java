package org.mailtrek.command;

import com.unboundid.util.json.JSONString;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailtrek.engine.Counted;
import org.mailtrek.engine.JournalView;
import org.mailtrek.engine.Line;
import org.mailtrek.engine.Phase;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.host.TrekException;

/** What the report says, whatever its form, read from the journal and the files beside it. */
final class ReportFacts {

  /** More places of one run are counted, not shown. */
  private static final int PLACES = 300;

  private final JournalView journal;

  private ReportFacts(JournalView journal) {
    this.journal = journal;
  }

  /**
   * Returns the facts.
   *
   * @throws TrekException when the journal can't be read
   */
  static Map<String, Object> of(Session session) throws TrekException {
    ReportFacts all = new ReportFacts(session.engine().journal());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("estate", session.estate().name());
    facts.put("made", session.clock().instant());
    JournalView.Verification verification = all.journal.verify();
    facts.put("journal", verification.problems().isEmpty() ? "intact, " + verification.lines() + " lines" : String.join("; ", verification.problems()));
    List<Object> runs = new ArrayList<>();
    for (RunInfo run : all.journal.runs()) {
      runs.add(all.run(run));
    }
    facts.put("runs", runs);
    List<Object> notes = new ArrayList<>();
    all.journal.lines(line -> note(line, notes));
    facts.put("notes", notes);
    return facts;
  }

  private Map<String, Object> run(RunInfo run) throws TrekException {
    Map<String, Object> each = new LinkedHashMap<>();
    StepTimes times = StepTimes.of(journal, run);
    each.put("run", run.number());
    each.put("runbook", run.runbook() + (run.afterOpen() ? " (open)" : ""));
    each.put("plan", run.plan());
    each.put("begun", run.begun());
    each.put("owner", times.owner());
    each.put("state", RunList.state(run));
    each.put("changes", run.changes());
    each.put("left", run.left());
    List<String> decisions = new ArrayList<>();
    journal.lines(line -> decision(line, run, decisions));
    each.put("decisions", decisions);
    each.put("way_back", way(run));
    each.put("steps", times.steps().stream().map(ReportFacts::step).toList());
    Map<Counted.When, Counted> counted = new EnumMap<>(Counted.When.class);
    journal.lines(line -> {
      if (line.run() == run.number()) {
        Counted.of(line).ifPresent(found -> counted.put(found.when(), found));
      }
    });
    each.put("figures", figures(counted));
    each.put("not_counted", counted.values().stream().map(Counted::missing).filter(why -> !why.isEmpty()).toList());
    Differences differences = RunShow.differences(journal, run.number(), PLACES);
    each.put("differences", UnifiedText.json(differences));
    each.put("more_differences", differences.more());
    each.put("others", differences.others().stream().limit(PLACES).toList());
    return each;
  }

  private static Map<String, Object> step(StepTimes.Step step) {
    Map<String, Object> each = new LinkedHashMap<>();
    each.put("id", step.id());
    each.put("changes", step.changes());
    each.put("took_ms", step.took().toMillis());
    each.put("verified", step.verified());
    return each;
  }

  /** Returns one row for each thing that was counted at any moment. */
  private static List<Object> figures(Map<Counted.When, Counted> counted) {
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    counted.forEach((when, found) -> found.groups().forEach((group, counts) -> counts.forEach((name, count) -> {
      Map<String, Object> row = rows.computeIfAbsent(group + "\n" + name, fresh -> new LinkedHashMap<>());
      row.put("group", group);
      row.put("name", name);
      row.put(when.name().toLowerCase(Locale.ROOT), count);
    })));
    // what is there at one moment only is none at the others, unless nothing was counted then
    for (Counted each : counted.values()) {
      rows.values().stream().filter(row -> each.groups().containsKey(row.get("group"))).forEach(row -> row.putIfAbsent(each.when().name().toLowerCase(Locale.ROOT), 0L));
    }
    return List.copyOf(rows.values());
  }

  /** Says what can be taken back, and until when. */
  private static String way(RunInfo run) {
    return switch (run.state()) {
      case UNFINISHED -> "Unfinished: resume goes on with it, undo takes it back.";
      case UNDOING -> "Half taken back: undo or resume goes on taking it back.";
      case UNDONE -> "Taken back: nothing of it stands.";
      case NOTHING_CHANGED -> "Nothing was changed, so there is nothing to take back.";
      case DONE -> run.afterOpen()
          ? "Mail and clients were let in: undo asks for the estate's name, and exports what has arrived since before it goes back."
          : "Undo takes it back, until what it kept is purged; what others have changed since is left alone and named.";
    };
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
}
