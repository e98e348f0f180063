package org.mailtrek.directory;

import java.util.List;

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

  /** Copies the lists. */
  public LdifReport {
    conflicts = List.copyOf(conflicts);
    notes = List.copyOf(notes);
  }
}
