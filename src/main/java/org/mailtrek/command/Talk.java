package org.mailtrek.command;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** The other side of a command while it runs: a person at a terminal, or a script that is told but can't be asked. */
public interface Talk {

  /** Says a line at once, beside the result; nothing with {@code -q}. */
  void say(String line);

  /** Says a line with {@code -v} only. */
  void detail(String line);

  /** Shows a part of the result before it is complete, such as a preview that a question is about. */
  void show(Block block);

  /** Returns whether no talk is wanted. */
  boolean quiet();

  /** Returns whether the result will be shown as JSON, so that standard output must hold nothing else. */
  boolean json();

  /** Returns whether somebody can be asked. */
  boolean asks();

  /**
   * Asks a question that a {@code y} answers; Enter means no.
   *
   * @throws TrekException of kind {@code INTERRUPTED} when the question is left with Ctrl-C or Ctrl-D
   */
  boolean yes(String question) throws TrekException;

  /**
   * Asks for a line of text; empty when the question is left.
   *
   * @throws TrekException of kind {@code INTERRUPTED} when the question is left with Ctrl-C or Ctrl-D
   */
  Optional<String> ask(String question) throws TrekException;

  /**
   * Asks for a secret without showing it; empty when nobody can be asked.
   *
   * @throws TrekException of kind {@code INTERRUPTED} when the question is left with Ctrl-C or Ctrl-D
   */
  Optional<Secret> secret(String question) throws TrekException;

  /** Shows how far a piece of work is; the empty title ends the display. */
  void progress(String title, String unit, long done, long total);

  /** Shows how far one of several hosts is that are worked on side by side, each on a line of its own; all lines go when {@link #progress} is given an empty title. */
  void progress(String host, String title, String unit, long done, long total);

  /**
   * Says whether changes are being written: then an interrupt finishes the step at hand instead of leaving at once.
   *
   * @param stop called at the first interrupt; empty when only reading
   */
  void writing(Optional<Runnable> stop);

  /** Returns where data of any size comes from: standard input; empty in the shell. */
  InputStream input();

  /** Returns where data of any size goes that is the result itself, such as LDIF; the caller flushes but does not close it. */
  OutputStream data();
}
