package org.mailtrek.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.engine.change.Seen;
import org.mailtrek.host.TrekException;

/** Previews an undo. Only reads, also the journal. */
final class UndoLook {

  private static final int NAMED_AT_MOST = 1000;

  private final Engine engine;
  private final List<String> items = new ArrayList<>();
  private final List<String> left = new ArrayList<>();
  private long changes;
  private boolean lossy;

  UndoLook(Engine engine) {
    this.engine = engine;
  }

  UndoPreview one(OptionalLong run) throws TrekException {
    History history = History.read(engine.home());
    UndoTarget target = UndoTarget.one(history, run);
    target.refuseWhereBuiltUpon(engine.home(), engine.reader(), history);
    return look(target);
  }

  UndoPreview since(long run) throws TrekException {
    return look(UndoTarget.since(History.read(engine.home()), run));
  }

  private UndoPreview look(UndoTarget target) throws TrekException {
    Duration duration = Duration.ZERO;
    for (RunTally each : target.runs()) {
      duration = duration.plus(each.duration());
      look(each.info().number());
    }
    List<Long> runs = target.runs().stream().map(each -> each.info().number()).toList();
    return new UndoPreview(runs, changes, items, left, duration, target.opened() || lossy);
  }

  /** Looks at each change as it stands now: one under a later change of the same object seems foreign and is counted as taken back. */
  private void look(long run) throws TrekException {
    Intents intents = Intents.of(engine.home(), engine.reader(), run);
    List<Intents.Place> all = intents.all();
    Set<String> seenAlready = new HashSet<>();
    List<Change> above = new ArrayList<>();
    PointOfNoReturn end = new PointOfNoReturn(engine.estate().view());
    for (int i = all.size() - 1; i >= 0; i--) {
      Line intent = intents.line(all.get(i));
      Change change = intents.change(intent);
      boolean stays = end.keeps(change, all.get(i).standing(), intents.side(intent));
      if (all.get(i).standing() != Intents.Standing.UNDONE) {
        if (stays) {
          seenAlready.addAll(change.touches());
          left.add(PointOfNoReturn.words(change));
        } else {
          look(intent, change, seenAlready, above);
        }
        if (change instanceof PackageSet) {
          above.add(change);
        }
      }
    }
  }

  private void look(Line intent, Change change, Set<String> seenAlready, List<Change> above) throws TrekException {
    boolean top = change.touches().stream().noneMatch(seenAlready::contains) && above.stream().noneMatch(each -> each.shades(change));
    seenAlready.addAll(change.touches());
    Optional<String> loss = change.loss(engine.estate().view(), SideFiles.of(engine.home(), intent));
    lossy |= loss.isPresent();
    if (loss.isEmpty() && top && change.look(engine.estate().view(), SideFiles.of(engine.home(), intent)) == Seen.FOREIGN) {
      left.add(change.describe() + ": somebody else has changed it since");
    } else {
      changes += Json.number(intent.body(), "items");
      if (items.size() < NAMED_AT_MOST) {
        items.add(change.describe() + loss.map(lost -> "; " + lost).orElse(""));
      }
    }
  }
}
