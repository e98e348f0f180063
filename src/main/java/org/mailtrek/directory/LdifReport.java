package org.mailtrek.directory;

import java.util.List;
import org.mailtrek.host.TrekException;

/**
 * What became of an LDIF file.
 *
 * @param records how many records it has
 * @param changed how many of them differ from before
 * @param conflictCount how many conflicts there are
 * @param conflicts the first of them
 * @param notes what people should look at, the first of them
 * @param written whether there is an output; it is not written while there are conflicts that the policy does not settle
 */
public record LdifReport(long records, long changed, long conflictCount, List<Conflict> conflicts, List<String> notes, boolean written) {

  /** How many conflicts and notes are kept; all are counted. */
  static final int KEPT = 1000;
  private static final int NAMED = 10;

  /**
   * Refuses to go on where there are conflicts.
   *
   * @throws TrekException of kind REFUSED, with the first of them
   */
  void refuseConflicts(String where) throws TrekException {
    if (conflictCount > 0) {
      throw TrekException.at(where).kind(TrekException.Kind.REFUSED)
          .found(conflictCount + " conflicts between old and new values, nothing is changed: "
              + String.join("; ", conflicts.stream().limit(NAMED).map(Conflict::toString).toList()))
          .next("--on-conflict new or --on-conflict old, or mend these entries");
    }
  }

  /** Copies the lists. */
  public LdifReport {
    conflicts = List.copyOf(conflicts);
    notes = List.copyOf(notes);
  }
}
