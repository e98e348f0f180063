package org.mailtrek.host;

import java.io.IOException;
import java.util.List;

/** The face of an IMAP server that can't write. Safe for several threads. */
public interface ImapView {

  /** Returns its address. */
  String url();

  /**
   * Returns the users who are known by name; none where anybody may be asked for.
   *
   * @throws TrekException when the list of them can't be read
   */
  List<String> users() throws TrekException;

  /** Looks over a connection. */
  @FunctionalInterface
  interface Look<T> {

    /**
     * Looks.
     *
     * @throws IOException when the connection is lost
     * @throws TrekException when the server refuses
     */
    T at(ImapLook open) throws IOException, TrekException;
  }

  /**
   * Looks at a user's mailbox: once more over a new connection, when one that waited turns out to be lost.
   *
   * @throws TrekException when the server refuses, or does not answer
   */
  <T> T look(String user, Look<T> look) throws TrekException;

  /**
   * Returns a connection at which somebody is signed in for a user: one that waits, else a new one.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when the server does not answer, or lets the user not in
   */
  ImapLook take(String user) throws TrekException;

  /** Takes a connection back that came from {@link #take}. */
  void giveBack(String user, ImapLook open);

  /** Returns what a lost connection means to people. */
  TrekException lost(IOException e);
}
