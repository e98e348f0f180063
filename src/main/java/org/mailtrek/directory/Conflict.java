package org.mailtrek.directory;

import java.util.List;

/**
 * Something that a transplant can't decide by itself.
 *
 * @param dn the entry
 * @param attribute the description under its old name
 * @param oldValues what the old name has
 * @param newValues what the new name has
 * @param byHand why no policy settles it; empty when {@code --on-conflict} does
 */
public record Conflict(String dn, String attribute, List<String> oldValues, List<String> newValues, String byHand) {

  /** Copies the lists. */
  public Conflict {
    oldValues = List.copyOf(oldValues);
    newValues = List.copyOf(newValues);
  }

  /** Returns whether {@code --on-conflict new} or {@code old} settles it. */
  public boolean settledByPolicy() {
    return byHand.isEmpty();
  }

  /** Returns entry, attribute and both values in one line. */
  @Override
  public String toString() {
    String values = attribute + ": old " + String.join(" | ", oldValues) + ", new " + String.join(" | ", newValues);
    return dn + ": " + values + (byHand.isEmpty() ? "" : " (" + byHand + ")");
  }
}
