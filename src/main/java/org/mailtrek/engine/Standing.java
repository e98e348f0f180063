package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.TrekException;

/** Which plans have been worked on, by what the journal says; takes no lease. */
public final class Standing {

  private final List<RunInfo> all;
  private final List<RunTally> runs = new ArrayList<>();

  private Standing(List<RunTally> all) {
    this.all = all.stream().map(RunTally::info).toList();
    all.stream().filter(each -> each.info().state() != RunInfo.State.NOTHING_CHANGED).forEach(runs::add);
  }

  /** Reads the journal. */
  static Standing read(Home home) throws TrekException {
    return new Standing(History.read(home).tallies());
  }

  /** Returns whether {@code apply} would refuse each step of a plan's first act since a run has taken it on, even if it was taken back. */
  public boolean used(Plan plan) {
    Set<String> taken = new HashSet<>();
    runs.stream().filter(each -> each.info().plan().equals(plan.id())).forEach(each -> taken.addAll(each.chosen()));
    return plan.steps().stream().filter(step -> !step.afterOpen()).map(PlannedStep::id).allMatch(taken::contains);
  }

  /** Returns all runs, in their order. */
  public List<RunInfo> runs() {
    return all;
  }

  /** Returns which of these plans waits for {@code open}. */
  public Optional<Plan> waiting(List<Plan> plans) throws TrekException {
    return waiting(id -> plans.stream().filter(each -> each.id().equals(id)).findFirst()).map(Waiting::plan);
  }

  /**
   * Returns what waits for {@code open}: the last plan of two acts whose first has come to its end, unless the second was begun.
   *
   * @param plans looks a plan up by its id; asked about the newest runs first, and no further than needed
   */
  public Optional<Waiting> waiting(PlanById plans) throws TrekException {
    for (int at = runs.size() - 1; at >= 0; at--) {
      RunInfo run = runs.get(at).info();
      if (run.state() == RunInfo.State.DONE && !run.afterOpen()) {
        Optional<Plan> plan = plans.find(run.plan()).filter(Plan::twoActs);
        if (plan.isPresent()) {
          boolean begun = runs.stream().anyMatch(each -> each.info().afterOpen() && each.info().plan().equals(run.plan()));
          return begun ? Optional.empty() : Optional.of(new Waiting(run, plan.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** Looks a plan up. */
  @FunctionalInterface
  public interface PlanById {

    /** Returns the plan; empty when it is not known. */
    Optional<Plan> find(String id) throws TrekException;
  }

  /**
   * A plan between its two acts.
   *
   * @param run the first act
   * @param plan the plan
   */
  public record Waiting(RunInfo run, Plan plan) {}
}
