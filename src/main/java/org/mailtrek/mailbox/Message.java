package org.mailtrek.mailbox;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A message as its store lists it; the content is read from the folder.
 *
 * @param id what names it within its folder: the file's name, or where it begins
 * @param uid the number that IMAP clients know it by; empty where the store keeps none
 * @param size in bytes, as the store tells it
 * @param arrived when it was delivered, in whole seconds: IMAP's internal date; {@link #UNDATED} where the server says what is no date
 * @param marks what is noted on it
 */
public record Message(String id, OptionalLong uid, long size, Instant arrived, Marks marks) {

  /** In the place of a date that can't be read. */
  static final Instant UNDATED = Instant.MIN;

  /** Returns whether there is a date. */
  boolean dated() {
    return !arrived.equals(UNDATED);
  }
}
