package org.mailtrek.mailbox;

import java.io.InputStream;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.mailtrek.host.HostPath;
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
   * Returns the UID that the next message will get; empty where the store keeps none.
   *
   * @throws TrekException when the folder can't be read
   */
  default OptionalLong uidNext() throws TrekException {
    return OptionalLong.empty();
  }

  /** Returns a number that names a message for as long as it is in the folder, whatever is noted on it; empty where nothing but its content does. */
  default OptionalLong key(Message message) {
    return OptionalLong.empty();
  }

  /** Returns the file that holds the message of a UID and nothing else, and whose removal removes it; empty where there is no such file. */
  default Optional<HostPath> file(long uid) {
    return Optional.empty();
  }

  /**
   * Hands over the messages in the order of their UIDs, else in that of their arrival. One that comes or goes meanwhile may be among them or not.
   *
   * @throws TrekException when the folder can't be read, or the taker refuses
   */
  void messages(Taker taker) throws TrekException;

  /**
   * Returns who besides its owner may use the folder: rights by identifier (RFC 4314); nothing where the store does not tell.
   *
   * @throws TrekException when it can't be read
   */
  default SortedMap<String, String> access() throws TrekException {
    return Collections.emptySortedMap();
  }

  /**
   * Opens the content of a message, byte for byte as it lies there.
   *
   * @throws TrekException when it can't be read; kind {@code FAILED}
   */
  InputStream open(Message message) throws TrekException;
}
