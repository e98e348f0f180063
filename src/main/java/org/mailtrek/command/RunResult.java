package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.mailtrek.check.ServerLog;
import org.mailtrek.engine.Outcome.Kind;
import org.mailtrek.host.TrekException;

/** How a run ended, as a result: what changed, what was left, and how to take it back. */
final class RunResult {

  private static final int LEFT_SHOWN = 20;

  /** What a machine's tools advise for a run that is half done; of one that changed nothing there is nothing to go on with. */
  private static final Pattern GO_ON = Pattern.compile("then go on with: resume( \\(or take back with: undo\\))?|(then |and )?resume(,? or undo| to verify again,? or undo)");

  private RunResult() {}

  /**
   * Returns the result.
   *
   * @param back what to type to take it back; empty when nothing
   */
  static Result of(org.mailtrek.engine.Outcome outcome, String back) {
    return of(outcome, back, "changed");
  }

  /** Returns the result of taking something back. */
  static Result takenBack(org.mailtrek.engine.Outcome outcome, String next) {
    return of(outcome, next, "taken back");
  }

  private static Result of(org.mailtrek.engine.Outcome outcome, String back, String verb) {
    Result result = Result.of(word(outcome.kind())).exit(exit(outcome.kind())).changes(outcome.changes()).field("left", outcome.left());
    String run = "";
    if (outcome.run().isPresent()) {
      result = result.field("run", outcome.run().getAsLong());
      run = "run " + outcome.run().getAsLong() + ": ";
    }
    result = result.line(run + sentence(outcome, verb));
    List<String> left = Alike.lines(outcome.left());
    for (String each : left.stream().limit(LEFT_SHOWN).toList()) {
      result = result.line("  ! " + each);
    }
    if (left.size() > LEFT_SHOWN || left.size() < outcome.left().size()) {
      result = result.line("  ! " + (left.size() > LEFT_SHOWN ? "... and " + (left.size() - LEFT_SHOWN) + " more; " : "") + "--json lists all " + outcome.left().size());
    }
    if (outcome.failure().isPresent()) {
      result = failure(result, outcome.failure().get(), untouched(outcome));
    }
    if (untouched(outcome)) {
      return result;
    }
    return switch (outcome.kind()) {
      case PARTLY -> result.next("resume").next("undo");
      case DONE, DIFFERENT -> back.isEmpty() ? result : result.next(back + (back.equals("undo") ? " (takes it back)" : ""));
      case NOTHING, FAILED, INTERRUPTED -> result;
    };
  }

  /** Returns whether a run ended before its first change: there is nothing to go on with, and nothing to take back. */
  private static boolean untouched(org.mailtrek.engine.Outcome outcome) {
    boolean ended = outcome.kind() == Kind.FAILED || outcome.kind() == Kind.INTERRUPTED || outcome.kind() == Kind.DIFFERENT;
    return ended && outcome.failure().isPresent() && outcome.changes() == 0 && outcome.left().isEmpty();
  }

  private static Result failure(Result result, TrekException failure, boolean untouched) {
    // what was interrupted before its first change neither needs resuming nor undoing
    String next = result.outcome() == Outcome.INTERRUPTED ? "" : untouched ? again(failure.next()) : failure.next();
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("where", failure.where());
    error.put("what", failure.what());
    error.put("next", next);
    Result shown = result.field("error", error).line("! " + failure.getMessage());
    for (ServerLog.Answer each : ServerLog.answers(failure.where().replaceFirst(":.*", ""), List.of(failure.what().split("; |\n")))) {
      shown = shown.line("  " + each.sentence());
    }
    // the last line names both ways on
    return next.isEmpty() || next.equals("resume, or undo") && result.outcome() == Outcome.PARTLY ? shown : shown.line("  " + next);
  }

  private static String again(String next) {
    return GO_ON.matcher(next).replaceFirst(next.startsWith("resume") ? "try again" : "then try again");
  }

  private static String sentence(org.mailtrek.engine.Outcome outcome, String verb) {
    String objects = outcome.changes() + (outcome.changes() == 1 ? " object" : " objects");
    boolean back = verb.equals("taken back");
    String whole = back ? "taken back, " + objects : "done, " + objects + " changed";
    return switch (outcome.kind()) {
      case DONE -> whole;
      case NOTHING -> "nothing to do";
      case PARTLY -> back ? "partly taken back, " + objects + " so far" : "partly done, " + objects + " changed so far";
      case FAILED -> "failed, nothing was changed";
      case INTERRUPTED -> "interrupted, nothing was changed";
      case DIFFERENT -> whole + ", but not all is as it should be";
    };
  }

  private static Outcome word(Kind kind) {
    return switch (kind) {
      case DONE -> Outcome.DONE;
      case NOTHING -> Outcome.NOTHING;
      case PARTLY -> Outcome.PARTLY;
      case FAILED -> Outcome.FAILED;
      case INTERRUPTED -> Outcome.INTERRUPTED;
      case DIFFERENT -> Outcome.DIFFERENT;
    };
  }

  private static int exit(Kind kind) {
    return kind == Kind.DIFFERENT ? Exit.LEFT : word(kind).exit();
  }
}
