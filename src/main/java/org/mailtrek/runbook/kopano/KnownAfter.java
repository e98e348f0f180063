package org.mailtrek.runbook.kopano;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Lane;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** A step that works on what packages bring: where nobody has looked into them yet, it is previewed when they are there. */
final class KnownAfter implements Step {

  private final Step step;
  private final String id;
  private final BooleanSupplier waits;

  /** Lets a step wait for another, if need be; that is asked when the other has been previewed. */
  KnownAfter(Step step, String id, BooleanSupplier waits) {
    this.step = step;
    this.id = id;
    this.waits = waits;
  }

  @Override
  public Optional<String> knownAfter() {
    return waits.getAsBoolean() ? Optional.of(id) : step.knownAfter();
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
  public void preview(View view, Preview preview) throws TrekException {
    step.preview(view, preview);
  }

  @Override
  public void verify(View view) throws TrekException {
    step.verify(view);
  }

  @Override
  public Optional<Lane> lane() {
    return step.lane();
  }

  @Override
  public boolean bulk() {
    return step.bulk();
  }

  @Override
  public boolean compares() {
    return step.compares();
  }

  @Override
  public boolean stopsWhereSomethingIsLeft() {
    return step.stopsWhereSomethingIsLeft();
  }

  @Override
  public Optional<Change> meanwhile(View view) throws TrekException {
    return step.meanwhile(view);
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
  public boolean afterOpen() {
    return step.afterOpen();
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
