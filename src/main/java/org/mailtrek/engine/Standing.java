package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.TrekException;

/** Which plans have been worked on, by what the journal says; takes no lease. */
public final class Standing {

  private final List<RunTally> runs = new ArrayList<>();

  private Standing(List<RunTally> all) {
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

  /** Returns which of these plans waits for {@code open}: the last one of two acts whose first has come to its end, unless the second was begun. */
  public Optional<Plan> waiting(List<Plan> plans) {
    Optional<Plan> last = Optional.empty();
    for (RunTally each : runs) {
      boolean first = each.info().state() == RunInfo.State.DONE && !each.info().afterOpen();
      Optional<Plan> plan = plans.stream().filter(one -> first && one.id().equals(each.info().plan()) && one.twoActs()).findFirst();
      last = plan.isPresent() ? plan : last;
    }
    return last.filter(plan -> runs.stream().noneMatch(each -> each.info().afterOpen() && each.info().plan().equals(plan.id())));
  }
}
