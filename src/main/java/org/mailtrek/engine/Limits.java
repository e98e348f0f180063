package org.mailtrek.engine;

import java.util.OptionalLong;
import org.mailtrek.host.TrekException;

/**
 * How much a run may change before it refuses to begin.
 *
 * @param changes items at most
 * @param deletes deletions at most
 */
public record Limits(OptionalLong changes, OptionalLong deletes) {

  /** No limit. */
  public static final Limits NONE = new Limits(OptionalLong.empty(), OptionalLong.empty());

  /** Returns these limits where given, else the others'. */
  public Limits orElse(Limits others) {
    return new Limits(changes.isPresent() ? changes : others.changes, deletes.isPresent() ? deletes : others.deletes);
  }

  /**
   * Passes when a count is within the limits.
   *
   * @throws TrekException of kind {@code REFUSED}, naming the count and the option that would allow it
   */
  void check(Count count) throws TrekException {
    check(changes, count.items(), "changes", "--max-changes");
    check(deletes, count.deletes(), "deletions", "--max-deletes");
  }

  private static void check(OptionalLong limit, long found, String what, String option) throws TrekException {
    if (limit.isPresent() && found > limit.getAsLong()) {
      throw TrekException.at("limit")
          .kind(TrekException.Kind.REFUSED)
          .found(found + " " + what + " are more than the " + limit.getAsLong() + " agreed on")
          .next("plan again, or allow them with " + option + " " + found);
    }
  }
}
