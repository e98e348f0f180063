package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.Lane;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** A step in a runbook of several hosts: one that is done on each of them, under an id of its own; or one for all, with more to guard it. */
final class Placed implements Step {

  private final Step step;
  private final Optional<Lane> lane;
  private final List<Guard> more;

  private Placed(Step step, Optional<Lane> lane, List<Guard> more) {
    this.step = step;
    this.lane = lane;
    this.more = more;
  }

  /** Places a step in the lane of its host. */
  static Step in(Lane lane, Step step) {
    return new Placed(step, Optional.of(lane), List.of());
  }

  /** Lets another guard protect a step for all. */
  static Step behind(Guard guard, Step step) {
    return new Placed(step, step.lane(), List.of(guard));
  }

  /** Returns the id of a step that is done on each host. */
  static String id(String step, String host) {
    return step + "-" + host;
  }

  @Override
  public Optional<Lane> lane() {
    return lane;
  }

  @Override
  public String id() {
    return lane.map(each -> id(step.id(), each.host())).orElse(step.id());
  }

  @Override
  public String title() {
    return lane.map(each -> each.host() + ": " + step.title()).orElse(step.title());
  }

  @Override
  public List<Guard> guards() {
    List<Guard> all = new ArrayList<>(step.guards());
    all.addAll(more);
    return all;
  }

  @Override
  public Optional<String> knownAfter() {
    return step.knownAfter();
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
}
