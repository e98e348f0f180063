package org.mailtrek.macro;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Plan;
import org.mailtrek.host.TrekException;

/** The plans that were made. Only reads, but for {@link #apply}, which asks that a plan be applied when the macro has ended. */
public final class Plans {

  private final Outside outside;
  private Optional<Plan> wanted = Optional.empty();

  Plans(Outside outside) {
    this.outside = outside;
  }

  /**
   * A plan.
   *
   * @param id number and digest
   * @param runbook its runbook
   * @param created when it was made
   * @param objects how many objects it would change
   * @param irreversible how many of its changes can't be taken back
   */
  public record One(String id, String runbook, Instant created, long objects, long irreversible) {}

  /** Returns all, the oldest first. */
  public List<One> getAll() throws TrekException {
    return new ArrayList<>(outside.plans().stream().map(each -> new One(each.id(), each.runbook(), each.created(), each.count().items(), each.irreversible().size())).toList());
  }

  /** Returns the newest in a list of at most one. */
  public List<One> getNewest() throws TrekException {
    List<One> all = getAll();
    return all.isEmpty() ? List.of() : List.of(all.get(all.size() - 1));
  }

  /** Asks that a plan be applied when the macro has ended; {@code stopWhen} names what ends it early. */
  public void apply(Object id) throws TrekException {
    String name = id instanceof One one ? one.id() : String.valueOf(id);
    wanted =
        Optional.of(
            outside.plans().stream().filter(each -> each.named(name)).reduce((a, b) -> b)
                .orElseThrow(() -> TrekException.at("plan " + name).kind(TrekException.Kind.USAGE).found("there is no such plan").next("plan list")));
  }

  Optional<Plan> wanted() {
    return wanted;
  }
}
