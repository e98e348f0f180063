package org.mailtrek.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Product knowledge: the ordered steps from one product and version to another, by one strategy. A single changing command is a runbook of
 * one step.
 */
public interface Runbook {

  /** Returns the name that is typed, such as {@code zcp-to-kopano}. */
  String name();

  /** Returns one line that says what it achieves. */
  String title();

  /** Returns the options that it takes, in the order of its help. */
  default List<Option> options() {
    return List.of();
  }

  /**
   * Returns the steps for this estate, in order. Called for planning, and again with the same options for applying and resuming, also in the
   * middle of a run: the ids must not depend on what the steps themselves change.
   *
   * @param options values by option name; what was not typed has its default
   * @throws TrekException when it does not fit the estate: what was found, and what to type next
   */
  List<Step> steps(View view, Map<String, String> options) throws TrekException;

  /** Returns whether the estate has what it starts from; one that does not is not offered, and says itself what it lacks when it is typed all the same. */
  default boolean fits() {
    return true;
  }

  /** Returns the guards of the whole, checked in preflight. */
  default List<Guard> guards() {
    return List.of();
  }

  /**
   * An option of a runbook.
   *
   * @param name as typed, without dashes
   * @param description one line
   * @param values the allowed ones, the best known first; empty when any text will do
   * @param standard the default; empty when the option must be given
   */
  record Option(String name, String description, List<String> values, Optional<String> standard) {

    /** Copies the list. */
    public Option {
      values = List.copyOf(values);
    }
  }
}
