package org.mailtrek.runbook.kopano;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Lane;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepLike;

/** A step in a runbook of several hosts: one that is done on each of them, under an id of its own; or one for all, with more to guard it. */
final class Placed extends StepLike {

  private final Optional<Lane> lane;
  private final List<Guard> more;

  private Placed(Step step, Optional<Lane> lane, List<Guard> more) {
    super(step);
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
    return lane.map(each -> id(super.id(), each.host())).orElse(super.id());
  }

  @Override
  public String title() {
    return lane.map(each -> each.host() + ": " + super.title()).orElse(super.title());
  }

  @Override
  public List<Guard> guards() {
    List<Guard> all = new ArrayList<>(super.guards());
    all.addAll(more);
    return all;
  }
}
