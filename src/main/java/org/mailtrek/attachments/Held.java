package org.mailtrek.attachments;

import java.util.Optional;

/**
 * What the database holds of one attachment.
 *
 * @param id its number
 * @param referenced whether any object names it
 * @param rows how many rows hold it
 * @param size their length in bytes, all together
 * @param defect why its content is not whole, in a few words
 * @param shorter whether the only defect is that objects claim more bytes than there are
 */
record Held(long id, boolean referenced, long rows, long size, Optional<String> defect, boolean shorter) {

  /** Returns whether a file can hold all that the rows hold. */
  boolean extractable() {
    return defect.isEmpty() || shorter && rows > 0;
  }

  @Override
  public String toString() {
    return id + defect.map(what -> ": " + what).orElse("");
  }
}
