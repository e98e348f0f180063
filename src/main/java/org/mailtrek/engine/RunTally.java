package org.mailtrek.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.TrekException;

/** What the lines of one run come to. Safe for several threads; how a step stands is for the one that carries it. */
final class RunTally {

  /** Marks a note that stands for a line that was lost, with what is not known for that. */
  static final String LOST = "lost";

  private final Line begin;
  private final long offset;
  private final Map<String, StepTally> steps = new LinkedHashMap<>();
  private final Set<Long> open = new LinkedHashSet<>();
  private final Set<Long> meanwhile = new LinkedHashSet<>();
  private RunInfo.State state = RunInfo.State.UNFINISHED;
  private Optional<String> lastStep = Optional.empty();
  private boolean losing;
  private long intents;
  private long changes;
  private final List<String> left = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final Set<String> kept = new LinkedHashSet<>();

  RunTally(Line begin, long offset) {
    this.begin = begin;
    this.offset = offset;
  }

  synchronized void take(Line line) throws TrekException {
    switch (line.phase()) {
      case STEP_BEGIN -> {
        lastStep = Optional.of(line.step());
        step(line.step());
      }
      case INTENT -> intent(line);
      case DONE -> done(line);
      case FAILED -> failed(line);
      case STEP_DONE -> step(line.step()).done(Json.number(line.body(), "ms"));
      case VERIFIED -> step(line.step()).verified = true;
      case RUN_DONE -> state = intents == 0 || changes == 0 && left.isEmpty() && open.isEmpty() ? stateOfEmpty(line) : RunInfo.State.DONE;
      case UNDO_BEGIN -> {
        state = RunInfo.State.UNDOING;
        losing = Json.flag(line.body(), "losing");
        left.clear();
        left.addAll(lost);
      }
      case UNDONE -> {
        meanwhile.remove(Json.number(line.body(), "intent"));
        changes -= Json.number(line.body(), "items");
        left.addAll(Json.texts(line.body(), "left"));
      }
      case UNDO_DONE -> {
        state = RunInfo.State.UNDONE;
        changes = 0;
      }
      case NOTE -> {
        step(line.step()).skipped += Json.flag(line.body(), "skipped") ? 1 : 0;
        Json.optionalText(line.body(), "kept").ifPresent(kept::add);
        Json.optionalText(line.body(), LOST).ifPresent(this::lost);
      }
      default -> {
        // run-begin is the constructor's
      }
    }
  }

  private void lost(String sentence) {
    lost.add(sentence);
    left.add(sentence);
  }

  private static RunInfo.State stateOfEmpty(Line line) {
    return Json.optionalText(line.body(), "outcome").orElse("done").equals("done") ? RunInfo.State.DONE : RunInfo.State.NOTHING_CHANGED;
  }

  private void intent(Line line) throws TrekException {
    intents++;
    open.add(line.sequence());
    if (Json.flag(line.body(), Meanwhile.MARK)) {
      meanwhile.add(line.sequence());
    }
    step(line.step()).intents++;
  }

  private void done(Line line) throws TrekException {
    open.remove(Json.number(line.body(), "intent"));
    changes += Json.number(line.body(), "items");
    left.addAll(Json.texts(line.body(), "left"));
  }

  private void failed(Line line) throws TrekException {
    if (line.body().hasField("intent")) {
      open.remove(Json.number(line.body(), "intent"));
      meanwhile.remove(Json.number(line.body(), "intent"));
      step(line.step()).intents--;
      intents--;
    }
  }

  private StepTally step(String id) {
    return steps.computeIfAbsent(id, each -> new StepTally());
  }

  synchronized RunInfo info() {
    return new RunInfo(
        begin.run(),
        Json.optionalText(begin.body(), "plan").orElse(""),
        Json.optionalText(begin.body(), "runbook").orElse(""),
        Json.flag(begin.body(), "after-open"),
        begin.time(),
        state,
        lastStep,
        lastStep.filter(each -> steps.get(each).finished()).isPresent(),
        Math.max(0, changes),
        left.size(),
        begin.sequence());
  }

  Line begin() {
    return begin;
  }

  /** Returns where its first line lies in the journal, in bytes. */
  long offset() {
    return offset;
  }

  /** Returns the sequence numbers of intents of which it is not known whether the change was made. */
  synchronized Set<Long> open() {
    return new LinkedHashSet<>(open);
  }

  /** Returns the sequence numbers of intents that hold only for a while and were not taken back yet. */
  synchronized Set<Long> meanwhile() {
    return new LinkedHashSet<>(meanwhile);
  }

  /** Returns the ids of the steps that were chosen from the plan. */
  List<String> chosen() {
    return Json.texts(begin.body(), "steps");
  }

  /** Returns how a step stands. */
  synchronized StepTally of(String stepId) {
    return steps.getOrDefault(stepId, new StepTally());
  }

  /** Returns how long its steps took so far. */
  synchronized Duration duration() {
    return steps.values().stream().map(StepTally::duration).reduce(Duration.ZERO, Duration::plus);
  }

  synchronized long intents() {
    return intents;
  }

  /** Returns the names of the backups that were made. */
  synchronized Set<String> kept() {
    return Set.copyOf(kept);
  }

  /** Returns whether somebody agreed by name that its undo may lose what arrived since. */
  synchronized boolean losing() {
    return losing;
  }

  /** Returns what was left alone; when the run is being taken back, on the way back. */
  synchronized List<String> left() {
    return List.copyOf(left);
  }

  /** How a step of a run stands. */
  static final class StepTally {
    private long intents;
    private long skipped;
    private boolean finished;
    private boolean verified;
    private Duration took = Duration.ZERO;

    private void done(long milliseconds) {
      finished = true;
      took = Duration.ofMillis(milliseconds);
    }

    /** Returns how many of its changes were begun and did not fail. */
    long intents() {
      return intents;
    }

    /** Returns how many of its listed changes are dealt with. */
    long position() {
      return intents + skipped;
    }

    boolean finished() {
      return finished;
    }

    boolean verified() {
      return verified;
    }

    Duration duration() {
      return took;
    }
  }
}
