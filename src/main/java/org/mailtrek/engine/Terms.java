package org.mailtrek.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator agreed to besides the plan itself.
 *
 * @param from first step to apply; all when empty
 * @param only the one step to apply; all when empty
 * @param overrides guards passed over, by name, each with its reason ({@code --override NAME --because TEXT})
 * @param confirm the name typed for what can't be taken back
 * @param limits how much may be changed
 * @param maxFailed how many hosts may fail before the others stop as well
 */
public record Terms(
    Optional<String> from, Optional<String> only, Map<String, String> overrides, Optional<String> confirm, Limits limits, int maxFailed) {

  /** Nothing but the plan. */
  public static final Terms NONE = new Terms(Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Limits.NONE, 0);

  /** Copies the map. */
  public Terms {
    overrides = Map.copyOf(overrides);
  }

  /** Returns these terms, beginning with a step. */
  public Terms from(String step) {
    return new Terms(Optional.of(step), only, overrides, confirm, limits, maxFailed);
  }

  /** Returns these terms, for one step only. */
  public Terms only(String step) {
    return new Terms(from, Optional.of(step), overrides, confirm, limits, maxFailed);
  }

  /** Returns these terms with one more guard passed over. */
  public Terms overriding(String guard, String because) {
    Map<String, String> all = new LinkedHashMap<>(overrides);
    all.put(guard, because);
    return new Terms(from, only, all, confirm, limits, maxFailed);
  }

  /** Returns these terms with the name that was typed. */
  public Terms confirmed(String name) {
    return new Terms(from, only, overrides, Optional.of(name), limits, maxFailed);
  }

  /** Returns these terms with limits. */
  public Terms within(Limits newLimits) {
    return new Terms(from, only, overrides, confirm, newLimits, maxFailed);
  }

  /** Returns these terms, by which the others go on while no more hosts than this have failed. */
  public Terms bearing(int failedHosts) {
    return new Terms(from, only, overrides, confirm, limits, failedHosts);
  }
}
