package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.DatabaseState;
import org.mailtrek.engine.change.Left;
import org.mailtrek.host.TrekException;

/** Takes runs back: each backwards, journaled itself. What somebody else changed since is left alone, listed and counted. */
final class Undoing {

  private final Session session;

  Undoing(Session session) {
    this.session = session;
  }

  Outcome undo(OptionalLong wanted, Terms terms) throws TrekException {
    UndoTarget target = UndoTarget.one(session.history(), wanted);
    target.refuseWhereBuiltUpon(session.home(), session.engine().reader(), session.history());
    return all(target, terms);
  }

  Outcome rollback(long since, Terms terms) throws TrekException {
    return all(UndoTarget.since(session.history(), since), terms);
  }

  private Outcome all(UndoTarget target, Terms terms) throws TrekException {
    String name = session.estate().name();
    if (target.runs().isEmpty()) {
      return Outcome.nothing();
    }
    List<String> losses = losses(target);
    if (target.opened()) {
      losses.add("mail and clients were let in since; what arrived would be left behind");
    }
    if (!losses.isEmpty() && !terms.confirm().map(name::equals).orElse(false)) {
      throw Refusals.confirm(String.join("; ", losses), name);
    }
    Outcome total = Outcome.nothing();
    for (RunTally each : target.runs()) {
      long run = each.info().number();
      if (each.info().state() != RunInfo.State.UNDOING) {
        session.journal().appendDurably(run, "", Phase.UNDO_BEGIN, Json.object("owner", session.engine().owner(), "losing", !losses.isEmpty()));
      }
      total = sum(total, goOn(run));
      if (total.kind() == Outcome.Kind.PARTLY) {
        break;
      }
    }
    return total;
  }

  private List<String> losses(UndoTarget target) throws TrekException {
    List<String> losses = new java.util.ArrayList<>();
    for (RunTally each : target.runs()) {
      Intents intents = Intents.of(session.home(), session.engine().reader(), each.info().number());
      PointOfNoReturn end = new PointOfNoReturn(session.estate().view());
      List<Intents.Place> all = intents.all();
      for (int i = all.size() - 1; i >= 0; i--) {
        Line intent = intents.line(all.get(i));
        Change change = intents.change(intent);
        if (!end.keeps(change, all.get(i).standing(), intents.side(intent)) && all.get(i).standing() != Intents.Standing.UNDONE) {
          change.loss(session.estate().view(), intents.side(intent)).ifPresent(losses::add);
        }
      }
    }
    return losses;
  }

  private static Outcome sum(Outcome one, Outcome other) {
    List<String> left = new java.util.ArrayList<>(one.left());
    left.addAll(other.left());
    boolean different = one.kind() == Outcome.Kind.DIFFERENT && other.kind() == Outcome.Kind.DONE;
    return new Outcome(different ? Outcome.Kind.DIFFERENT : other.kind(), other.run(), one.changes() + other.changes(), left, other.failure());
  }

  /** Goes on with an undo that was begun. */
  Outcome goOn(long run) throws TrekException {
    session.engine().fresh().forget();
    long[] back = new long[1];
    try {
      walk(run, back);
      RunTally tally = session.history().tally(run);
      Outcome.Kind kind = tally.left().isEmpty() ? Outcome.Kind.DONE : Outcome.Kind.DIFFERENT;
      List<String> left = tally.left();
      Counted.note(session, run, tally.info().runbook(), Counted.When.UNDONE);
      session.journal().appendDurably(run, "", Phase.UNDO_DONE, Json.object("left", left.size(), "lines", session.journal().next()));
      return new Outcome(kind, OptionalLong.of(run), back[0], left, Optional.empty());
    } catch (TrekException e) {
      return new Outcome(Outcome.Kind.PARTLY, OptionalLong.of(run), back[0], session.history().tally(run).left(), Optional.of(e));
    }
  }

  private void walk(long run, long[] back) throws TrekException {
    Meanwhile.end(session, run);
    Intents intents = Intents.of(session.home(), session.engine().reader(), run);
    FolderTimes times = new FolderTimes();
    PointOfNoReturn end = new PointOfNoReturn(session.estate().view());
    List<Intents.Place> all = intents.all();
    session.progress().phase(1, 1, "undo", "Take back run " + run);
    session.progress().total(all.size(), "changes");
    for (int i = all.size() - 1; i >= 0; i--) {
      Line intent = intents.line(all.get(i));
      Change change = intents.change(intent);
      boolean stays = end.keeps(change, all.get(i).standing(), intents.side(intent));
      if (!stays) {
        times.putFrom(intent.body());
      }
      if (all.get(i).standing() != Intents.Standing.UNDONE) {
        session.checkInterruption();
        if (stays) {
          undone(intent, 0, Left.of(PointOfNoReturn.words(change)));
        } else {
          back[0] += revert(intent, session.history().tally(run).losing() ? agreed(intent, change) : change, intents.side(intent), all.get(i).standing());
        }
      }
      session.progress().done((long) all.size() - i);
    }
    times.reset(session.estate());
  }

  private Change agreed(Line intent, Change change) throws TrekException {
    if (change instanceof DatabaseState start) {
      new Arrivals(session).export(intent, start);
    }
    return change.withLoss();
  }

  private long revert(Line intent, Change change, SideFiles side, Intents.Standing standing) throws TrekException {
    session.progress().doing("take back " + change.describe());
    Left left = change.revert(session.estate(), side);
    long items = standing == Intents.Standing.DONE ? Json.number(intent.body(), "items") : 0;
    undone(intent, items, left);
    return Math.max(0, items - left.items().size());
  }

  private void undone(Line intent, long items, Left left) throws TrekException {
    JSONObject body = Json.object("intent", intent.sequence(), "items", items);
    if (!left.nothing()) {
      left.items().forEach(each -> session.progress().say("left alone: " + each));
      body = Json.with(body, "left", Journal.fitting(left.items()));
    }
    session.journal().append(intent.run(), intent.step(), Phase.UNDONE, body);
  }
}
