package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Left;
import org.mailtrek.host.TrekException;

/**
 * What holds only while a step's changes are made, see {@link Step#meanwhile}. In the journal it is a change that is made and undone within its run;
 * one that a crash left standing is found there, taken over by a resume, and taken back first of all by an undo.
 */
final class Meanwhile {

  /** Marks the intent of such a change. */
  static final String MARK = "meanwhile";

  private final Session session;
  private final long run;
  private final Step step;
  private boolean begun;

  Meanwhile(Session session, long run, Step step) {
    this.session = session;
    this.run = run;
    this.step = step;
  }

  /** Makes the change, if there is one and it does not hold yet. */
  void begin(Performing performing) throws TrekException {
    if (begun) {
      return;
    }
    begun = true;
    Optional<Change> change = step.meanwhile(session.estate().view());
    if (change.isPresent()) {
      refuseWithoutBackup();
      performing.makeForAWhile(step.id(), change.get());
    }
  }

  private void refuseWithoutBackup() throws TrekException {
    String name = "run-" + run + "/" + step.id();
    List<String> wrong = session.engine().backups().verify(session.engine().backups().named(name));
    if (!wrong.isEmpty()) {
      throw TrekException.at("backup " + name).kind(TrekException.Kind.REFUSED).found(String.join("; ", wrong)).next("undo, then plan again");
    }
    session.progress().say("backup " + name + " is whole");
  }

  /** Takes back what holds, after the step's changes. */
  void end() throws TrekException {
    end(session, run, intent -> intent.step().equals(step.id()));
  }

  /** Takes back what holds after a failure, which it must not hide. */
  void endAfter(TrekException failure) {
    try {
      end();
    } catch (TrekException alsoThis) {
      failure.addSuppressed(alsoThis);
    }
  }

  /** Takes back whatever a run left standing that was to hold only for a while, newest first. */
  static void end(Session session, long run) throws TrekException {
    end(session, run, intent -> true);
  }

  private static void end(Session session, long run, Predicate<Line> which) throws TrekException {
    Set<Long> standing = session.history().tally(run).meanwhile();
    if (standing.isEmpty()) {
      return;
    }
    Intents intents = Intents.of(session.home(), session.engine().reader(), run);
    List<Intents.Place> places = new ArrayList<>(intents.all());
    Collections.reverse(places);
    for (Intents.Place each : places) {
      if (standing.contains(each.sequence()) && which.test(intents.line(each))) {
        takeBack(session, intents, each);
      }
    }
  }

  private static void takeBack(Session session, Intents intents, Intents.Place place) throws TrekException {
    Line intent = intents.line(place);
    Change change = intents.change(intent);
    session.progress().doing("take back " + change.describe());
    Left left = change.revert(session.estate(), intents.side(intent));
    left.items().forEach(each -> session.progress().say("left alone: " + each));
    long items = place.standing() == Intents.Standing.DONE ? Json.number(intent.body(), "items") : 0;
    JSONObject body = Json.object("intent", intent.sequence(), "items", items);
    if (!left.nothing()) {
      body = Json.with(body, "left", Journal.fitting(left.items()));
    }
    session.journal().appendDurably(intent.run(), intent.step(), Phase.UNDONE, body);
  }
}
