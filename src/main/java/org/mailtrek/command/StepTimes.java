package org.mailtrek.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.engine.JournalView;
import org.mailtrek.engine.Line;
import org.mailtrek.engine.Phase;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.host.TrekException;

/** What the journal says of the steps of one run: from when to when, how many changes, which of them, and whether the result was verified. */
final class StepTimes {

  /**
   * A step of a run.
   *
   * @param id its id
   * @param from when it began
   * @param to when the last was written of it
   * @param changes how many changes it made
   * @param verified whether its result was looked at and found right
   */
  record Step(String id, Instant from, Instant to, long changes, boolean verified) {

    Duration took() {
      return Duration.between(from, to);
    }
  }

  /** More changes of one run are counted, not described. */
  private static final int DESCRIBED = 500;

  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final List<String> changes = new ArrayList<>();
  private final List<Line> intents = new ArrayList<>();
  private String owner = "";

  private StepTimes() {}

  /**
   * Reads the journal.
   *
   * @throws TrekException when it can't be read
   */
  static StepTimes of(JournalView journal, RunInfo run) throws TrekException {
    StepTimes all = new StepTimes();
    journal.lines(line -> all.take(line, run.number()));
    for (Line each : all.intents) {
      all.changes.add(journal.describe(each));
    }
    return all;
  }

  private void take(Line line, long run) {
    if (line.run() != run) {
      return;
    }
    if (line.phase() == Phase.RUN_BEGIN && line.body().getFieldAsString("owner") != null) {
      owner = line.body().getFieldAsString("owner");
    }
    if (line.step().isEmpty() || line.phase() == Phase.UNDONE) {
      return;
    }
    Step before = steps.getOrDefault(line.step(), new Step(line.step(), line.time(), line.time(), 0, false));
    boolean change = line.phase() == Phase.INTENT;
    if (change && intents.size() < DESCRIBED) {
      intents.add(line);
    }
    steps.put(line.step(), new Step(before.id(), before.from(), line.time(), before.changes() + (change ? 1 : 0), before.verified() || line.phase() == Phase.VERIFIED));
  }

  /** Returns who began the run; empty where the journal does not say. */
  String owner() {
    return owner;
  }

  List<Step> steps() {
    return List.copyOf(steps.values());
  }

  /** Returns one sentence for each change, the first five hundred. */
  List<String> changes() {
    return List.copyOf(changes);
  }
}
