package org.mailtrek.engine;

import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;

/** Hands on what a step's preview finds, as long as the step has declared that it does such things: nothing is planned or done that does more. */
final class Bounded implements Step.Preview {

  private final Step step;
  private final Step.Preview to;

  Bounded(Step step, Step.Preview to) {
    this.step = step;
    this.to = to;
  }

  @Override
  public void change(Change change) throws TrekException {
    Effect effect = Effect.of(change);
    if (effect.compareTo(step.effect()) > 0) {
      throw new IllegalStateException("step " + step.id() + " " + step.effect().key() + ", but would do what is of effect " + effect.key() + ": " + change.describe());
    }
    to.change(change);
  }

  @Override
  public void note(String sentence) {
    to.note(sentence);
  }

  @Override
  public String content(byte[] bytes) throws TrekException {
    return to.content(bytes);
  }
}
