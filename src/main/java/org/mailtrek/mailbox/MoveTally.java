package org.mailtrek.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a move has come to. Safe for several threads. */
public final class MoveTally {

  private static final int NAMED = 20;

  private final List<String> named = new ArrayList<>();
  private long folders;
  private long failed;
  private long busy;
  private long messages;
  private long bytes;
  private long added;
  private long brokenOff;

  MoveTally() {}

  synchronized void add(String user, Optional<FolderState> state, long now) {
    added += now;
    if (state.isEmpty()) {
      busy++;
      return;
    }
    folders++;
    messages += state.get().messages();
    bytes += state.get().bytes();
    if (state.get().stage() == FolderState.Stage.FAILED) {
      failed(user + ", " + state.get().folder(), state.get().reason());
    } else if (!state.get().reason().isEmpty()) {
      name("! " + user + ", " + state.get().folder() + ": " + state.get().reason());
    }
  }

  synchronized void failed(String what, String reason) {
    failed++;
    name("! " + what + ": " + reason);
  }

  synchronized void brokenOff() {
    brokenOff++;
  }

  private void name(String line) {
    if (named.size() < NAMED) {
      named.add(line);
    }
  }

  /** Returns how many folders were looked through. */
  public synchronized long folders() {
    return folders;
  }

  /** Returns how many folders, or mailboxes as a whole, could not be moved, or not all of them. */
  public synchronized long failed() {
    return failed;
  }

  /** Returns how many folders were left before their end: not all that can be read is at the target. */
  public synchronized long unfinished() {
    return brokenOff;
  }

  /** Returns how many folders somebody else was at. */
  public synchronized long busy() {
    return busy;
  }

  /** Returns how many messages were moved now. */
  public synchronized long added() {
    return added;
  }

  /** Returns how many messages of these folders are at the target now. */
  public synchronized long messages() {
    return messages;
  }

  /** Returns what these have together, in bytes. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Returns the first twenty things worth a line. */
  public synchronized List<String> lines() {
    return List.copyOf(named);
  }
}
