package org.mailtrek.estate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Moves of messages between stores as previews and checks see them: nothing here writes. */
public interface StoreMoverView {

  /**
   * What is still to be moved of a mailbox.
   *
   * @param done whether nothing is, as far as the lists of both sides tell
   * @param messages how many messages are new
   * @param bytes what these have together
   */
  record Due(boolean done, long messages, long bytes) {}

  /** Returns the moves that were begun in the estate. */
  List<MovePair> begun() throws TrekException;

  /**
   * Returns the users who have a mailbox in the old store.
   *
   * @throws TrekException when it can't be read
   */
  List<String> users(MovePair pair) throws TrekException;

  /**
   * Returns what is still to be moved of a user's mailbox; one that can't be read is not done.
   *
   * @throws TrekException when the notes of the move can't be read
   */
  Due due(MovePair pair, String user) throws TrekException;

  /** Returns those users of whom something was put into the new store. */
  Set<String> begun(MovePair pair, List<String> users) throws TrekException;

  /** Returns what the new store will not keep, and what will not be moved, a line each; nothing of its room. */
  List<String> remarks(MovePair pair, List<String> users) throws TrekException;

  /** Returns how much of which file system will be taken by users of whom nothing was moved yet, all of them together, a line each. */
  List<String> taken(Map<MovePair, List<String>> users) throws TrekException;

  /** Returns where the new stores have too little room for users of whom nothing was moved yet, all of them together, a line each. */
  List<String> lacking(Map<MovePair, List<String>> users) throws TrekException;

  /** Returns which messages of folders that count as moved are not in the new store byte for byte, a line each, the first of them. */
  List<String> differences(MovePair pair, List<String> users) throws TrekException;

  /** Returns the folders on the new store's host in which mailboxes are made: their times change. */
  Set<HostPath> above(MovePair pair, List<String> users) throws TrekException;
}
