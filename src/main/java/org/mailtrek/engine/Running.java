package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailtrek.host.TrekException;

/** Carries a run from wherever it stands to its end. */
final class Running {

  private final Session session;
  private final long run;
  private final Plan plan;
  private final Map<String, Step> steps;

  Running(Session session, long run, Plan plan, Map<String, Step> steps) {
    this.session = session;
    this.run = run;
    this.plan = plan;
    this.steps = steps;
  }

  Outcome go() throws TrekException {
    try {
      Numbered numbered = new Numbered(tally().chosen());
      FailedHosts failed = new FailedHosts(maxFailed());
      for (List<PlannedStep> each : Stage.cut(plan.steps().stream().filter(step -> numbered.ids().contains(step.id())).toList())) {
        if (each.get(0).lane().isPresent()) {
          new Stage(session, each, failed).go((host, step) -> carry(host, step, numbered));
        } else {
          failed.refuseToGoOn("step " + each.get(0).id() + " is for all hosts");
          carry(session, each.get(0), numbered);
        }
      }
      failed.refuseToGoOn("the run has not ended on all hosts");
      Counted.note(session, run, plan.runbook(), Counted.When.AFTER);
      end("done");
      return outcome(tally().info().left() == 0 ? Outcome.Kind.DONE : Outcome.Kind.DIFFERENT, Optional.empty());
    } catch (TrekException e) {
      return stopped(e);
    }
  }

  /** The ids of the chosen steps, in order. */
  private record Numbered(List<String> ids) {}

  private void carry(Session on, PlannedStep each, Numbered numbered) throws TrekException {
    on.checkInterruption();
    on.progress().phase(numbered.ids().indexOf(each.id()) + 1, numbered.ids().size(), each.id(), each.title());
    new Carrying(on, run, plan).carry(each, steps.get(each.id()));
  }

  private int maxFailed() throws TrekException {
    JSONObject begin = tally().begin().body();
    return begin.hasField("max-failed") ? (int) Json.number(begin, "max-failed") : 0;
  }

  /** Ends a run that changed nothing; leaves one that did for resume or undo. */
  private Outcome stopped(TrekException why) throws TrekException {
    boolean different = why.kind() == TrekException.Kind.DIFFERENT;
    boolean interrupted = why.kind() == TrekException.Kind.INTERRUPTED;
    try {
      if (tally().intents() == 0) {
        end(interrupted ? "interrupted" : "failed");
        Outcome.Kind untouched = interrupted ? Outcome.Kind.INTERRUPTED : Outcome.Kind.FAILED;
        return outcome(different ? Outcome.Kind.DIFFERENT : untouched, Optional.of(why));
      }
      session.journal().appendDurably(run, tally().info().step().orElse(""), Phase.FAILED, Json.object("text", why.getMessage()));
    } catch (TrekException journalToo) {
      why.addSuppressed(journalToo);
    }
    return outcome(different ? Outcome.Kind.DIFFERENT : Outcome.Kind.PARTLY, Optional.of(why));
  }

  private void end(String word) throws TrekException {
    session.journal().appendDurably(run, "", Phase.RUN_DONE, Json.object("outcome", word, "lines", session.journal().next()));
  }

  private Outcome outcome(Outcome.Kind kind, Optional<TrekException> failure) throws TrekException {
    RunTally tally = tally();
    return new Outcome(kind, OptionalLong.of(run), tally.info().changes(), tally.left(), failure);
  }

  private RunTally tally() throws TrekException {
    return session.history().tally(run);
  }
}
