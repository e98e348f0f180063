package org.mailtrek.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A message store that can be filled. Safe for several threads, each on folders of its own: who fills a folder holds its lock in the {@link Ledger}. */
public interface MailTarget {

  /** Returns the name that a folder gets here: another where the format can't hold its own. Two names may become one; who fills has to look. */
  FolderName name(FolderName name);

  /** Returns where a user's mailbox lies, or will lie. */
  HostPath place(String user);

  /** Returns whether the messages themselves come to lie at {@link #place}, each in a file of its own. */
  default boolean onDisk() {
    return true;
  }

  /**
   * Makes a user's mailbox where it is missing, without a folder in it. Two at once for one user may give it a wrong owner: who calls sees to that.
   *
   * @throws TrekException when the host refuses
   */
  void prepare(String user) throws TrekException;

  /**
   * Removes what {@link #prepare} made in a mailbox, if there is nothing else in it; the mailbox stays. Not for two at once for one user.
   *
   * @throws TrekException when the host refuses
   */
  default void unprepare(String user) throws TrekException {}

  /**
   * Returns a folder to be filled; nothing is made before {@link TargetFolder#open}, which needs the mailbox.
   *
   * @throws TrekException when what is there can't be read
   */
  TargetFolder folder(String user, FolderName name) throws TrekException;

  /**
   * Adds folders to those that a user's programs show; others stay as they are. Durable when it returns. Not for two at once for one user.
   *
   * @throws TrekException when the host refuses
   */
  void subscribe(String user, Set<FolderName> names) throws TrekException;

  /**
   * Takes away what a killed process of ours left in a user's mailbox outside of its folders. Not for two at once for one user.
   *
   * @throws TrekException when the host refuses
   */
  default void clear(String user) throws TrekException {}

  /**
   * Takes folders that are no longer there out of those that a user's programs show. Durable when it returns. Not for two at once for one user.
   *
   * @throws TrekException when the host refuses
   */
  default void unsubscribe(String user, Set<FolderName> names) throws TrekException {}

  /**
   * Returns who may use a folder besides its owner, to be changed; the folder is there.
   *
   * @return empty where the store keeps no such list
   * @throws TrekException when that can't be found out
   */
  default Optional<FolderAccess> access(String user, FolderName name) throws TrekException {
    return Optional.empty();
  }

  /**
   * Returns why a message will not be taken, as far as the source's list tells it.
   *
   * @throws TrekException when the server can't be asked for what it takes
   */
  default Optional<String> refuses(String user, Message message) throws TrekException {
    return Optional.empty();
  }

  /** Returns whether it depends on a message's content whether it is taken. */
  default boolean judgesContent() {
    return false;
  }

  /**
   * Returns why a message of this content will not be taken; only of use where the target is {@link #judgesContent}.
   *
   * @param content read as far as needed, not closed
   * @throws IOException when it can't be read
   */
  default Optional<String> refuses(InputStream content) throws IOException {
    return Optional.empty();
  }

  /** Returns what is wrong with a word (keyword) that will not be kept, as far as that is known without asking the target. */
  default Optional<String> wrongWith(String word) {
    return Optional.empty();
  }

  /** Returns how many words (keywords, RFC 3501, 2.3.2) a folder keeps at most. */
  default int mostWords() {
    return Integer.MAX_VALUE;
  }

  /** Returns what people should know before they fill it: what it can't keep. */
  List<String> remarks();
}
