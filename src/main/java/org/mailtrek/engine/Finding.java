package org.mailtrek.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Takes what one step's preview finds, and lays it over the world for the steps behind it. */
final class Finding implements Step.Preview {

  /** What a bulk step changes beyond that is not laid over the world: a later preview that needs it says "known after". */
  static final long LAID_OVER_AT_MOST = 20_000;

  /** Layers cost time at every look, so there are not more; a listed step must not have more changes either. */
  static final int LAYERS_AT_MOST = 1_000;

  private final Contents contents;
  private final Instant planned;
  private final Progress progress;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private Count count = Count.ZERO;
  private Effect effect = Effect.READS;
  private View after;

  Finding(View before, Contents contents, Instant planned, Progress progress) {
    this.after = before;
    this.planned = planned;
    this.contents = contents;
    this.progress = progress;
  }

  @Override
  public void change(Change change) throws TrekException {
    count = count.plus(change);
    effect = effect.worst(Effect.of(change));
    progress.done(count.items());
    if (count.items() <= LAID_OVER_AT_MOST && count.changes() <= LAYERS_AT_MOST) {
      Change dated = change.dated(planned);
      changes.add(dated);
      after = dated.over(after);
    }
  }

  @Override
  public void note(String sentence) {
    notes.add(sentence);
  }

  @Override
  public String content(byte[] bytes) throws TrekException {
    return contents.keep(bytes);
  }

  /** Returns whether {@link #changes} are all. */
  boolean complete() {
    return changes.size() == count.changes();
  }

  /** Returns the changes, in order; the first of them when there are too many to be laid over the world. */
  List<Change> changes() {
    return changes;
  }

  List<String> notes() {
    return notes;
  }

  Count count() {
    return count;
  }

  /** Returns the most that any of all changes does. */
  Effect effect() {
    return effect;
  }

  View after() {
    return after;
  }
}
