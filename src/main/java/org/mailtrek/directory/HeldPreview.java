package org.mailtrek.directory;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;

/** Keeps back what a preview finds until it is known to be right. Once that is known, everything goes straight on. */
final class HeldPreview implements Step.Preview {

  private static final long MANY = 20_000;

  private final Step.Preview preview;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long items;
  private boolean straight;

  HeldPreview(Step.Preview preview) {
    this.preview = preview;
  }

  /** Returns whether it keeps back what it is given. */
  boolean holds() {
    return !straight;
  }

  /** Returns whether no more than this should be kept back. */
  boolean full() {
    return !straight && items + notes.size() > MANY;
  }

  /** Hands all over, unless it turned out to be wrong. */
  void releaseUnless(boolean wrong) throws TrekException {
    if (wrong) {
      return;
    }
    straight = true;
    notes.forEach(preview::note);
    for (Change each : changes) {
      preview.change(each);
    }
    notes.clear();
    changes.clear();
  }

  @Override
  public void change(Change change) throws TrekException {
    if (straight) {
      preview.change(change);
    } else {
      items += change.items().count();
      changes.add(change);
    }
  }

  @Override
  public void note(String sentence) {
    if (straight) {
      preview.note(sentence);
    } else {
      notes.add(sentence);
    }
  }

  @Override
  public String content(byte[] bytes) throws TrekException {
    return preview.content(bytes);
  }
}
