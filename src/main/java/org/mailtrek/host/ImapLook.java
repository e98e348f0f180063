package org.mailtrek.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The face of a connection to an IMAP server that can't write: nothing that is said through it changes a mailbox. For one thread at a time. */
public interface ImapLook {

  /** What can be asked. */
  enum Question {
    /** Where folders lie (RFC 2342). */
    NAMESPACE,
    /** The folders that are there. */
    LIST,
    /** The folders that are subscribed. */
    LSUB,
    /** Who may use a folder (RFC 4314). */
    GETACL,
    /** How much a mailbox may hold (RFC 9208). */
    GETQUOTAROOT,
    /** What is new. */
    NOOP,
    /** What is known of messages of the folder that is examined. */
    FETCH
  }

  /** Returns whether the server has an extension, such as {@code UIDPLUS}. */
  boolean can(String extension);

  /** Returns whether the server has an extension whose name begins so, such as {@code RIGHTS=}. */
  boolean canSome(String beginning);

  /** Returns the number behind the beginning of an extension's name, such as {@code APPENDLIMIT=} (RFC 7889). */
  OptionalLong number(String beginning);

  /**
   * Asks.
   *
   * @param rest what stands behind the word of the question; a byte for each character
   * @return all answers, the last of which ends the command
   * @throws TrekException when the server says no
   */
  List<ImapAnswer> ask(Question question, String rest) throws IOException, TrekException;

  /**
   * Opens a folder to read it ({@code EXAMINE}), or hears what is new of it where it is open so already.
   *
   * @param name as the server spells it
   * @return what the server said of it when it was opened
   * @throws TrekException when it can't be
   */
  List<ImapAnswer> examine(String name) throws IOException, TrekException;

  /** Makes the next {@link #examine} tell all of a folder. */
  void deselect();

  /**
   * Asks for numbers of a folder, such as {@code UIDNEXT}.
   *
   * @param name as the server spells it
   * @return the number; empty where the server does not tell
   * @throws TrekException when there is no such folder
   */
  OptionalLong status(String name, String item) throws IOException, TrekException;

  /**
   * Asks for the content of a message of the folder that is open, without noting that it was read.
   *
   * @param from how many bytes at its beginning are not wanted
   * @return the bytes as they come; to be read to the end or closed before anything else is asked. A read fails with {@link IOException} when the connection is lost
   * @throws TrekException when the folder has no such message, or the server says no
   */
  InputStream content(long uid, long from) throws IOException, TrekException;

  /** Lets somebody hear every answer that has no tag, among whatever it comes. */
  void hear(Consumer<ImapAnswer> ear);

  /** Returns whether nothing is left unread, so that the next question can be asked. */
  boolean idle();

  /** Closes the connection. */
  void close();
}
