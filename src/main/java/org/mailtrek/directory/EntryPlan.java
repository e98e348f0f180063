package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Modification;
import java.util.List;
import java.util.Optional;

/**
 * What a transplant does to one entry.
 *
 * @param dn the entry, by the name it has before
 * @param modifications one modify operation with exact values; before the renaming where there is one
 * @param relaxed whether the server must relax its rules: a structural class is exchanged
 * @param renaming the new name and what is removed after it, when the name uses an attribute that moves
 * @param conflicts what is not decided; the rest of the plan then leaves those attributes alone
 * @param notes sentences for the operator
 */
public record EntryPlan(
    String dn, List<Modification> modifications, boolean relaxed, Optional<Renaming> renaming, List<Conflict> conflicts, List<String> notes) {

  /** Copies the lists. */
  public EntryPlan {
    modifications = List.copyOf(modifications);
    conflicts = List.copyOf(conflicts);
    notes = List.copyOf(notes);
  }

  /** Returns whether nothing is to be changed. */
  public boolean nothing() {
    return modifications.isEmpty() && renaming.isEmpty();
  }

  /**
   * The exchange of a name.
   *
   * @param newRdn the new relative name
   * @param newDn the new name
   * @param afterwards what one modify operation removes under the new name
   */
  public record Renaming(String newRdn, String newDn, List<Modification> afterwards) {

    /** Copies the list. */
    public Renaming {
      afterwards = List.copyOf(afterwards);
    }
  }
}
