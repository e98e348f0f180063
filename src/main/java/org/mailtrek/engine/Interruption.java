package org.mailtrek.engine;

/** The wish to stop: asked between changes, so that the one at work is finished and no other is begun. Safe for all threads. */
public final class Interruption {

  private volatile boolean wanted;

  /** Wishes to stop; may come from a signal handler. */
  public void request() {
    wanted = true;
  }

  /** Returns whether somebody wishes to stop. */
  public boolean requested() {
    return wanted;
  }
}
