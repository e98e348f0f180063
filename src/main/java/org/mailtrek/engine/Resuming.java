package org.mailtrek.engine;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Left;
import org.mailtrek.engine.change.Seen;
import org.mailtrek.host.TrekException;

/** Goes on with the run that a crash, a failure or an interruption left unfinished. */
final class Resuming {

  private final Session session;

  Resuming(Session session) {
    this.session = session;
  }

  Outcome resume() throws TrekException {
    RunTally run = waiting();
    if (run.info().state() == RunInfo.State.UNDOING) {
      return new Undoing(session).goOn(run.info().number());
    }
    Plan plan = PlanOfRun.read(session, run);
    Map<String, Step> steps = Applying.steps(session, plan, session.engine().runbooks().named(plan.runbook()));
    try {
      recover(run.info().number());
    } catch (TrekException e) {
      return new Outcome(
          Outcome.Kind.PARTLY, OptionalLong.of(run.info().number()), run.info().changes(), run.left(), Optional.of(e));
    }
    return new Running(session, run.info().number(), plan, steps).go();
  }

  /** For every intent of which it is not known whether its change was made: looks, then makes it, also when it seems made. */
  private void recover(long run) throws TrekException {
    session.engine().fresh().forget();
    Intents intents = Intents.of(session.home(), session.engine().reader(), run);
    for (Intents.Place each : intents.all()) {
      if (each.standing() == Intents.Standing.OPEN) {
        Line intent = intents.line(each);
        Change change = intents.change(intent);
        SideFiles side = SideFiles.of(session.home(), intent);
        if (change.look(session.estate().view(), side) == Seen.FOREIGN) {
          throw foreign(intent, change);
        }
        session.progress().doing(change.describe());
        new Performing(session, run).done(intent, change, change.perform(session.estate(), side));
      }
    }
    session.journal().sync();
  }

  private static TrekException foreign(Line intent, Change change) {
    return TrekException.at(change.describe())
        .kind(TrekException.Kind.PARTLY)
        .found("is neither as it was nor as it should become; somebody else has changed it")
        .next("put it back and resume; or keep it with: journal accept " + intent.sequence() + " --because TEXT; or undo");
  }

  Line accept(long sequence, String because) throws TrekException {
    session.engine().fresh().forget();
    RunTally run = waiting();
    Intents intents = Intents.of(session.home(), session.engine().reader(), run.info().number());
    for (Intents.Place each : intents.all()) {
      if (each.sequence() == sequence && each.standing() == Intents.Standing.OPEN) {
        Line intent = intents.line(each);
        Change change = intents.change(intent);
        Left left = change.perform(session.estate(), SideFiles.of(session.home(), intent));
        new Performing(session, run.info().number()).done(intent, change, left);
        return session
            .journal()
            .appendDurably(
                run.info().number(), intent.step(), Phase.NOTE,
                Json.object("text", "accepted as it is: " + change.describe(), "because", because, "accepted", sequence));
      }
    }
    throw TrekException.at("journal line " + sequence).kind(TrekException.Kind.USAGE).found("is no open change of the unfinished run").next("status");
  }

  private RunTally waiting() throws TrekException {
    for (RunTally each : session.history().tallies()) {
      if (each.info().waits()) {
        return each;
      }
    }
    throw TrekException.at("resume").kind(TrekException.Kind.USAGE).found("no run is unfinished").next("run list");
  }
}
