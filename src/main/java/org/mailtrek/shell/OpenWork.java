package org.mailtrek.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.engine.Standing;
import org.mailtrek.host.TrekException;

/**
 * What is open on an estate.
 *
 * @param words for the prompt, such as {@code run 7 unfinished!} or {@code plan 7}
 * @param advice what to type, for the greeting; empty where nothing is urgent
 * @param aside for the right edge of the screen, such as {@code plan 7-1a2b, 3 min old}; may be empty
 */
record OpenWork(String words, String advice, String aside) {

  static final OpenWork UNREADABLE = new OpenWork("journal can't be read!", "type 'journal verify' to see where", "");
  /** A larger plan is not read for the sake of a prompt. */
  private static final long LARGEST = 1 << 20;

  /**
   * Returns what is open: a run that waits for somebody, else one that keeps mail out until {@code open}, else the last plan, unless a run has taken it on or was begun after it.
   *
   * @param plans the folder of the plans
   * @throws TrekException when journal or plan can't be read
   */
  static Optional<OpenWork> on(Engine engine, Path plans, Instant now) throws TrekException {
    Standing standing = engine.journal().standing();
    List<RunInfo> runs = standing.runs();
    Optional<RunInfo> waiting = runs.stream().filter(RunInfo::waits).reduce((first, last) -> last);
    if (waiting.isPresent()) {
      RunInfo run = waiting.get();
      return Optional.of(of(run, ofRun(engine, plans, run.plan())));
    }
    Optional<Standing.Waiting> closed = standing.waiting(id -> ofRun(engine, plans, id));
    if (closed.isPresent()) {
      return closed.map(each -> closed(each.run(), each.plan()));
    }
    Optional<Plan> last = newest(plans).isPresent() ? small(engine, plans, newest(plans).getAsLong()) : Optional.empty();
    return last.filter(plan -> !plan.nothingToDo() && runs.stream().noneMatch(run -> !run.begun().isBefore(plan.created()))).map(plan -> of(plan, now));
  }

  private static OpenWork closed(RunInfo run, Plan plan) {
    return new OpenWork("run " + run.number() + " not open yet", "type 'check', then 'open' to let mail and clients in, or 'undo' to take it back", aside(run, plan));
  }

  private static Optional<Plan> ofRun(Engine engine, Path plans, String id) throws TrekException {
    OptionalLong number = numberOf(id);
    return number.isPresent() ? small(engine, plans, number.getAsLong()) : Optional.empty();
  }

  private static OptionalLong numberOf(String plan) {
    return plan.matches("[0-9]{1,18}(-.*)?") ? OptionalLong.of(Long.parseLong(plan.replaceFirst("-.*", ""))) : OptionalLong.empty();
  }

  private static OptionalLong newest(Path plans) {
    if (!Files.isDirectory(plans)) {
      return OptionalLong.empty();
    }
    try (Stream<Path> all = Files.list(plans)) {
      return all.map(each -> each.getFileName().toString()).filter(name -> name.matches("[0-9]{1,18}\\.json")).mapToLong(name -> Long.parseLong(name.substring(0, name.length() - 5))).max();
    } catch (IOException e) {
      // the prompt does without; whoever asks for plans is told
      return OptionalLong.empty();
    }
  }

  private static Optional<Plan> small(Engine engine, Path plans, long number) throws TrekException {
    Path file = plans.resolve(number + ".json");
    try {
      return Files.isRegularFile(file) && Files.size(file) <= LARGEST ? Optional.of(engine.plans().named(Long.toString(number))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns a run that waits for somebody. */
  static OpenWork of(RunInfo run, Optional<Plan> plan) {
    String aside = plan.map(each -> aside(run, each)).orElse("");
    return run.state() == RunInfo.State.UNDOING
        ? new OpenWork("run " + run.number() + " half taken back!", "type 'undo' or 'resume' to go on taking it back", aside)
        : new OpenWork("run " + run.number() + " unfinished" + run.where() + "!", "type 'resume' to finish it, or 'undo' to take it back", aside);
  }

  /** Returns a plan that waits for {@code apply}. */
  static OpenWork of(Plan plan, Instant now) {
    return new OpenWork("plan " + plan.number(), "", "plan " + plan.id() + ", " + age(Duration.between(plan.created(), now)) + counted(plan.steps().stream().mapToLong(each -> each.notes().size()).sum(), "note", "notes"));
  }

  private static String aside(RunInfo run, Plan plan) {
    List<String> ids = plan.steps().stream().filter(step -> step.afterOpen() == run.afterOpen()).map(PlannedStep::id).toList();
    int done = run.state() == RunInfo.State.DONE ? ids.size() : run.step().map(ids::indexOf).filter(at -> at >= 0).map(at -> run.ended() ? at + 1 : at).orElse(0);
    return "plan " + plan.id() + ", " + done + "/" + ids.size() + " steps done" + counted(run.left(), "left alone", "left alone");
  }

  private static String age(Duration age) {
    return age.toMinutes() < 1 ? "new" : age.toDays() > 1 ? age.toDays() + " days old" : age.toHours() > 0 ? age.toHours() + " h old" : age.toMinutes() + " min old";
  }

  private static String counted(long count, String one, String many) {
    return count == 0 ? "" : ", " + count + " " + (count == 1 ? one : many);
  }
}
