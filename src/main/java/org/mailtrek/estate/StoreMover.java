package org.mailtrek.estate;

import java.util.List;
import org.mailtrek.host.TrekException;

/**
 * Moves messages between stores, each once whatever is cut off: what was put where is noted in the estate's folder before it can be seen. Both ways can be begun
 * again after a kill.
 */
public interface StoreMover {

  /** Returns the face that can't write. */
  StoreMoverView view();

  /**
   * Moves the mailboxes of users, and what is new in those that were moved before.
   *
   * @param threads how many folders at once
   * @param remove whether each message is then removed from the old store, after its copy was read back
   * @return what could not be moved and stays in the old store, a sentence each
   * @throws TrekException when the work can't go on; what was moved is noted
   */
  List<String> move(MovePair pair, List<String> users, int threads, boolean remove) throws TrekException;

  /**
   * Takes back what was moved of users and nobody touched since; what was removed from the old store is copied back before.
   *
   * @return what stays in the new store, and why, a sentence each
   * @throws TrekException when the host or the notes refuse
   */
  List<String> back(MovePair pair, List<String> users) throws TrekException;
}
