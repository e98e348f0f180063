package org.mailtrek.mailbox;

import java.io.InputStream;
import java.util.OptionalLong;
import org.mailtrek.host.TrekException;

/** A folder of a message store that is only read. */
public interface MailFolder {

  /** Takes messages one after the other. */
  @FunctionalInterface
  interface Taker {

    /**
     * Takes a message.
     *
     * @throws TrekException when it can't go on
     */
    void take(Message message) throws TrekException;
  }

  /** Returns the name. */
  FolderName name();

  /**
   * Returns the number that changes when UIDs are given out anew (UIDVALIDITY, RFC 3501, 2.3.1.1); empty where the store keeps none.
   *
   * @throws TrekException when the folder can't be read
   */
  OptionalLong uidValidity() throws TrekException;

  /**
   * Hands over the messages in the order of their UIDs, else in that of their arrival. One that comes or goes meanwhile may be among them or not.
   *
   * @throws TrekException when the folder can't be read, or the taker refuses
   */
  void messages(Taker taker) throws TrekException;

  /**
   * Opens the content of a message, byte for byte as it lies there.
   *
   * @throws TrekException when it can't be read; kind {@code FAILED}
   */
  InputStream open(Message message) throws TrekException;
}
