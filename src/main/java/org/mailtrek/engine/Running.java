package org.mailtrek.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Left;
import org.mailtrek.host.TrekException;

/** Carries a run from wherever it stands to its end. */
final class Running {

  private final Session session;
  private final long run;
  private final Plan plan;
  private final Map<String, Step> steps;
  private final Performing performing;

  Running(Session session, long run, Plan plan, Map<String, Step> steps) {
    this.session = session;
    this.run = run;
    this.plan = plan;
    this.steps = steps;
    this.performing = new Performing(session, run, BroughtFiles.of(plan));
  }

  Outcome go() throws TrekException {
    try {
      List<String> chosen = tally().chosen();
      for (PlannedStep each : plan.steps()) {
        if (chosen.contains(each.id())) {
          session.progress().phase(chosen.indexOf(each.id()) + 1, chosen.size(), each.id(), each.title());
          carry(each, steps.get(each.id()));
        }
      }
      end("done");
      return outcome(tally().info().left() == 0 ? Outcome.Kind.DONE : Outcome.Kind.DIFFERENT, Optional.empty());
    } catch (TrekException e) {
      return stopped(e);
    }
  }

  private void carry(PlannedStep planned, Step step) throws TrekException {
    RunTally.StepTally before = tally().of(planned.id());
    if (!before.finished() && (!planned.nothingToDo() || step.keeps())) {
      session.checkInterruption();
      if (before.intents() == 0) {
        guards(step);
        session.journal().append(run, planned.id(), Phase.STEP_BEGIN, Json.object("title", planned.title()));
      }
      Instant began = session.engine().clock().instant();
      if (step.keeps()) {
        new Keeping(session, run, step.id()).keep(step.id(), keep -> step.keep(session.estate().view(), keep));
      }
      make(planned, step);
      long took = Duration.between(began, session.engine().clock().instant()).toMillis();
      session.journal().appendDurably(run, planned.id(), Phase.STEP_DONE, Json.object("ms", took));
    }
    if (!tally().of(planned.id()).verified()) {
      Verifying.verify(step, session.estate().view(), !step.compares() && tally().info().left() == 0);
      session.journal().append(run, planned.id(), Phase.VERIFIED, Json.object());
    }
  }

  private void guards(Step step) throws TrekException {
    Map<String, String> overrides = Json.textsByName(tally().begin().body(), "overrides");
    List<Guard> all = new ArrayList<>(step.guards());
    long room = step.room(session.estate().view());
    if (room > 0) {
      all.add(new SpaceGuard(session.home(), room));
    }
    for (Guard each : all) {
      Optional<String> passed = Guards.check(each, session.estate().view(), overrides, session.progress());
      if (passed.isPresent()) {
        session.journal().append(run, step.id(), Phase.NOTE, Json.object("text", passed.get()));
      }
    }
  }

  private void make(PlannedStep planned, Step step) throws TrekException {
    if (planned.listed()) {
      List<Change> changes = planned.changes();
      session.progress().total(changes.size(), "changes");
      for (int next = (int) tally().of(planned.id()).position(); next < changes.size(); next++) {
        session.checkInterruption();
        performing.listed(planned.id(), changes.get(next));
        session.progress().done(next + 1L);
      }
      return;
    }
    Meanwhile meanwhile = new Meanwhile(session, run, step);
    try {
      makeAfresh(planned, step, meanwhile);
    } catch (TrekException e) {
      meanwhile.endAfter(e);
      throw e;
    }
    meanwhile.end();
  }

  private void makeAfresh(PlannedStep planned, Step step, Meanwhile meanwhile) throws TrekException {
    Optional<Finding> fresh = tally().intents() == 0 ? session.engine().fresh().of(plan.created(), planned.id()) : Optional.empty();
    if (fresh.isPresent()) {
      makeEach(step, meanwhile, fresh.get().count().items(), sink -> {
        for (Change each : fresh.get().changes()) {
          sink.change(each);
        }
      });
      return;
    }
    try (Spool spool = new Spool(session.home(), session.engine().reader(), plan.created(), session.progress())) {
      step.preview(session.estate().view(), spool);
      makeEach(step, meanwhile, spool.items(), spool::forEach);
    } catch (IOException e) {
      throw TrekException.at(planned.id()).found("its list of changes can't be kept: " + e.getMessage()).because(e).next("resume, or undo");
    }
    Spool.remove(session.home());
  }

  /** The changes of a step, in order. */
  private interface Changes {
    void forEach(Spool.Sink sink) throws TrekException;
  }

  private void makeEach(Step step, Meanwhile meanwhile, long all, Changes changes) throws TrekException {
    session.progress().total(all, "items");
    long[] items = new long[1];
    changes.forEach(
        change -> {
          session.checkInterruption();
          meanwhile.begin(performing);
          Left left = performing.make(step.id(), change);
          if (!left.nothing() && step.stopsWhereSomethingIsLeft()) {
            throw TrekException.at(step.id()).kind(TrekException.Kind.PARTLY).found(String.join("; ", left.items())).next("mend that, then resume; or undo");
          }
          items[0] += change.items().count();
          session.progress().done(items[0]);
        });
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
