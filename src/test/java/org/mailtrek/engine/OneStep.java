package org.mailtrek.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.change.Change;
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
  private record FirstAct(Step step) implements Step {

    @Override
    public String id() {
      return step.id();
    }

    @Override
    public String title() {
      return step.title();
    }

    @Override
    public Set<String> procedures() {
      return step.procedures();
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      step.preview(view, preview);
    }

    @Override
    public void verify(View view) throws TrekException {
      step.verify(view);
    }

    @Override
    public Optional<String> knownAfter() {
      return step.knownAfter();
    }

    @Override
    public boolean bulk() {
      return step.bulk();
    }

    @Override
    public boolean keeps() {
      return step.keeps();
    }

    @Override
    public void keep(View view, Keep keep) throws TrekException {
      step.keep(view, keep);
    }

    @Override
    public Optional<Change> meanwhile(View view) throws TrekException {
      return step.meanwhile(view);
    }

    @Override
    public boolean stopsWhereSomethingIsLeft() {
      return step.stopsWhereSomethingIsLeft();
    }

    @Override
    public long room(View view) throws TrekException {
      return step.room(view);
    }

    @Override
    public List<Guard> guards() {
      return step.guards();
    }
  }
}
