package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Verifies a step: a second preview is empty, and the step's own checks hold. Only reads. */
final class Verifying implements Step.Preview {

  private static final int NAMED_AT_MOST = 10;

  private final List<String> found = new ArrayList<>();
  private long count;

  private Verifying() {}

  /**
   * Passes when the step's result is there.
   *
   * @param complete whether a second preview is to be empty: not where something was left alone, and not needed where the changes compare themselves
   * @throws TrekException of kind {@code DIFFERENT} when it is not
   */
  static void verify(Step step, View view, boolean complete) throws TrekException {
    if (complete) {
      Verifying second = sink();
      step.preview(view, second);
      if (second.count > 0) {
        throw TrekException.at("step " + step.id())
            .kind(TrekException.Kind.DIFFERENT)
            .found("a second preview still finds " + second.count + " changes:\n  " + String.join("\n  ", second.found))
            .next("resume to verify again, or undo");
      }
    }
    step.verify(view);
  }

  /** Returns who only counts. */
  static Verifying sink() {
    return new Verifying();
  }

  long count() {
    return count;
  }

  @Override
  public void change(Change change) {
    count++;
    if (found.size() < NAMED_AT_MOST) {
      found.add(change.describe());
    }
  }

  @Override
  public void note(String sentence) {
    // notes were shown with the plan
  }

  @Override
  public String content(byte[] bytes) {
    return Digests.hex(bytes);
  }
}
