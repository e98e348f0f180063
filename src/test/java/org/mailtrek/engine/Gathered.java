package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;

/** What a preview finds. */
public final class Gathered implements Step.Preview {

  /** The changes, in their order. */
  public final List<Change> changes = new ArrayList<>();
  /** The notes, in their order. */
  public final List<String> notes = new ArrayList<>();

  /** Previews a step. */
  public static Gathered by(Step step, StepWorld world) throws TrekException {
    Gathered found = new Gathered();
    step.preview(world.view(), found);
    return found;
  }

  @Override
  public void change(Change change) {
    changes.add(change);
  }

  @Override
  public void note(String sentence) {
    notes.add(sentence);
  }

  @Override
  public String content(byte[] bytes) {
    return "";
  }
}
