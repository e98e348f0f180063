package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Left;
import org.mailtrek.engine.change.Seen;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Makes changes, each with its intent durable before. */
final class Performing {

  private final Session session;
  private final long run;
  private final BroughtFiles brought;

  /** Ends what others began. */
  Performing(Session session, long run) {
    this(session, run, BroughtFiles.NONE);
  }

  Performing(Session session, long run, BroughtFiles brought) {
    this.session = session;
    this.run = run;
    this.brought = brought;
  }

  /**
   * Makes a change that stands in the plan: only if the world is still as it was before.
   *
   * @throws TrekException when somebody changed the object since; nothing was done
   */
  void listed(String step, Change change) throws TrekException {
    Seen seen = change.look(view(), SideFiles.next(session.home(), run, session.journal().next()));
    if (seen == Seen.AFTER) {
      session.progress().say(change.describe() + ": is so already");
      session.journal().append(run, step, Phase.NOTE, Json.object("text", "is so already: " + change.describe(), "skipped", true));
    } else if (seen == Seen.BEFORE) {
      make(step, change);
    } else {
      Change settled = brought.settled(change, view()).orElseThrow(() -> changed(change));
      make(step, settled);
    }
  }

  private static TrekException changed(Change change) {
    return TrekException.at(change.describe())
        .kind(TrekException.Kind.PARTLY)
        .found("somebody has changed it since it was planned")
        .next("put it back and resume, or undo");
  }

  /** Makes a change that was previewed just now. */
  Left make(String step, Change change) throws TrekException {
    return make(step, Written.of(change));
  }

  /** As {@link #make(String, Change)}, where its form for the journal is made already. */
  Left make(String step, Written written) throws TrekException {
    return make(step, written, false);
  }

  /** Makes a change that holds only for a while; its intent says so. */
  void makeForAWhile(String step, Change change) throws TrekException {
    make(step, Written.of(change), true);
  }

  private Left make(String step, Written written, boolean meanwhile) throws TrekException {
    Change change = written.change();
    session.progress().doing(change.describe());
    long record = session.shared() ? session.journal().reserve(run, step) : session.journal().next();
    SideFiles side = SideFiles.next(session.home(), run, record);
    Line intent = intend(step, written, side, meanwhile);
    Left left;
    try {
      left = change.perform(session.estate(), side);
    } catch (TrekException e) {
      cleanUp(intent, change, side, e);
      throw e;
    }
    done(intent, change, left);
    return left;
  }

  private Line intend(String step, Written written, SideFiles side, boolean meanwhile) throws TrekException {
    Change change = written.change();
    session.engine().fresh().forget();
    try {
      change.keep(view(), side);
      Optional<JSONObject> inline = side.changeUnlessSaved(written);
      JSONObject body = Json.object("items", change.items().count());
      if (session.shared()) {
        body = Json.with(body, SideFiles.RECORD, side.scratch().record());
      }
      if (meanwhile) {
        body = Json.with(body, Meanwhile.MARK, true);
      }
      if (inline.isPresent()) {
        body = Json.with(body, "change", inline.get());
      }
      List<JSONObject> sides = side.durable();
      if (!sides.isEmpty()) {
        body = Json.with(body, "sides", sides);
      }
      body = FolderTimes.now(view(), change.folders(view())).noteIn(body);
      return session.journal().appendDurably(run, step, Phase.INTENT, body);
    } catch (TrekException e) {
      long record = side.scratch().record();
      if (session.shared() ? session.history().reserved().contains(record) : session.journal().next() == record) {
        side.discard();
      }
      throw e;
    }
  }

  /** After a refusal: back to what was before, if that can be had; else the intent stays open, for resume or undo. */
  private void cleanUp(Line intent, Change change, SideFiles side, TrekException why) throws TrekException {
    Seen seen = change.look(view(), side);
    if (seen == Seen.BEFORE || seen == Seen.BETWEEN) {
      Left left = change.revert(session.estate(), side);
      FolderTimes times = new FolderTimes();
      times.putFrom(intent.body());
      times.reset(session.estate());
      if (left.nothing()) {
        session
            .journal()
            .appendDurably(run, intent.step(), Phase.FAILED, Json.object("intent", intent.sequence(), "text", why.getMessage()));
      }
    }
  }

  void done(Line intent, Change change, Left found) throws TrekException {
    List<String> noted = change.noted(view());
    Left left = found;
    if (!Journal.fits(noted)) {
      noted = List.of(); // else no resume could ever end; the change then counts as one of which nothing is known
      left = found.and(Left.of(change.describe() + ": too much to note; what is edited from now on can't be told apart, and an undo puts back all that the change was about"));
    }
    JSONObject body = Json.object("intent", intent.sequence(), "items", Json.number(intent.body(), "items"));
    if (!left.nothing()) {
      left.items().forEach(each -> session.progress().say("left alone: " + each));
      body = Json.with(body, "left", Journal.fitting(left.items()));
    }
    if (!noted.isEmpty()) {
      body = Json.with(body, "noted", noted);
    }
    session.journal().append(run, intent.step(), Phase.DONE, body);
  }

  private View view() {
    return session.estate().view();
  }
}
