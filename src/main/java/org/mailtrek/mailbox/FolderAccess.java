package org.mailtrek.mailbox;

import java.util.Optional;
import java.util.SortedMap;
import org.mailtrek.host.TrekException;

/** Who besides its owner may use a folder that is filled, and how (RFC 4314). For one thread, which holds the folder's lock. */
interface FolderAccess {

  /**
   * Returns rights by identifier; none of the owner's.
   *
   * @throws TrekException when they can't be read
   */
  SortedMap<String, String> rights() throws TrekException;

  /**
   * Gives an identifier these rights instead of all that it had. Durable when it returns, or as soon as the server makes it.
   *
   * @return why the server does not do it, in its own words; empty when it is done
   * @throws TrekException when the host refuses, or the server does not answer
   */
  Optional<String> give(String identifier, String rights) throws TrekException;

  /**
   * Takes an identifier off the list.
   *
   * @return why the server does not do it, in its own words; empty when it is done
   * @throws TrekException when the host refuses, or the server does not answer
   */
  Optional<String> take(String identifier) throws TrekException;
}
