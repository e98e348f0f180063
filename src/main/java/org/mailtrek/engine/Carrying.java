package org.mailtrek.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Left;
import org.mailtrek.host.Ahead;
import org.mailtrek.host.TrekException;

/** Carries single steps of a run: guards, backups, changes and verification. */
final class Carrying {

  private final Session session;
  private final long run;
  private final Plan plan;
  private final Performing performing;

  Carrying(Session session, long run, Plan plan) {
    this.session = session;
    this.run = run;
    this.plan = plan;
    this.performing = new Performing(session, run, BroughtFiles.of(plan));
  }

  /** Carries a step from wherever it stands to its end. */
  void carry(PlannedStep planned, Step step) throws TrekException {
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
    Guards asking = new Guards();
    for (Guard each : all) {
      Optional<String> passed = asking.check(each, session.estate().view(), overrides, session.progress());
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
    try (Spool spool = new Spool(session.home(), planned.id(), session.engine().reader(), plan.created(), session.progress())) {
      step.preview(session.estate().view(), new Bounded(step, spool));
      makeEach(step, meanwhile, spool.items(), spool::forEach);
      spool.remove();
    } catch (IOException e) {
      throw TrekException.at(planned.id()).found("its list of changes can't be kept: " + e.getMessage()).because(e).next("resume, or undo");
    }
  }

  /** The changes of a step, in order. */
  private interface Changes {
    void forEach(Spool.Sink sink) throws TrekException;
  }

  private void makeEach(Step step, Meanwhile meanwhile, long all, Changes changes) throws TrekException {
    session.progress().total(all, "items");
    long[] items = new long[1];
    try (Ahead<Written> ahead = Ahead.of(taker -> changes.forEach(change -> taker.take(Written.of(change))))) {
      ahead.forEach(
          written -> {
            session.checkInterruption();
            meanwhile.begin(performing);
            Left left = performing.make(step.id(), written);
            if (!left.nothing() && step.stopsWhereSomethingIsLeft()) {
              throw TrekException.at(step.id()).kind(TrekException.Kind.PARTLY).found(String.join("; ", left.items())).next("mend that, then resume; or undo");
            }
            items[0] += written.change().items().count();
            session.progress().done(items[0]);
          });
    }
  }

  private RunTally tally() throws TrekException {
    return session.history().tally(run);
  }
}
