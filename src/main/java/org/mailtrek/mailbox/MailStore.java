package org.mailtrek.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.TrekException;

/** A message store that is only read. Adapters tell what a store keeps; what they can't tell they leave out, and say in {@link #remarks()}. */
public interface MailStore {

  /** Returns what it is, and where: for people. */
  String title();

  /**
   * Returns the users who have a mailbox, in the order of their names.
   *
   * @throws TrekException when the store can't be read
   */
  List<String> users() throws TrekException;

  /**
   * Returns a user's folders in the order of their names.
   *
   * @throws TrekException when they can't be read
   */
  List<MailFolder> folders(String user) throws TrekException;

  /**
   * Returns the folders that a user's programs show, where the store tells.
   *
   * @throws TrekException when they can't be read
   */
  default Set<FolderName> subscribed(String user) throws TrekException {
    return Set.of();
  }

  /**
   * Returns how much a user's mailbox may hold, where the store tells.
   *
   * @throws TrekException when it can't be read
   */
  default Optional<Quota> quota(String user) throws TrekException {
    return Optional.empty();
  }

  /** Returns whether messages can be removed from it one by one. */
  default boolean removable() {
    return false;
  }

  /** Returns what people should know of this store: what of it is not documented, or not kept. */
  List<String> remarks();
}
