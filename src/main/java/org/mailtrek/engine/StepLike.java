package org.mailtrek.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** A step that is another one in all but what a subclass says: whatever is asked of a step, that one answers. */
public abstract class StepLike implements Step {

  private final Step step;

  /** Stands for a step. */
  protected StepLike(Step step) {
    this.step = step;
  }

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
  public Effect effect() {
    return step.effect();
  }

  @Override
  public Optional<String> knownAfter() {
    return step.knownAfter();
  }

  @Override
  public Optional<Lane> lane() {
    return step.lane();
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
  public boolean bulk() {
    return step.bulk();
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
  public boolean compares() {
    return step.compares();
  }

  @Override
  public boolean afterOpen() {
    return step.afterOpen();
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
  public long room(View view) throws TrekException {
    return step.room(view);
  }

  @Override
  public List<Guard> guards() {
    return step.guards();
  }
}
