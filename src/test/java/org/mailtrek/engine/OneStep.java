package org.mailtrek.engine;

import java.util.List;
import java.util.Map;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** A runbook of one step, which belongs to the first act whatever it says itself. */
record OneStep(Step step) implements Runbook {

  @Override
  public String name() {
    return "one-step";
  }

  @Override
  public String title() {
    return step.title();
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) {
    return List.of(new FirstAct(step));
  }

  /** A step in the first act. */
  private static final class FirstAct extends StepLike {

    FirstAct(Step step) {
      super(step);
    }

    @Override
    public boolean afterOpen() {
      return false;
    }
  }
}
