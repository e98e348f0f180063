package org.mailtrek.engine;

/** Hears how a run goes on; knows nothing of terminals. Called on the runner's thread, but for {@link #on}; implementations return quickly and never throw. */
public interface Progress {

  /** Hears nothing. */
  Progress NONE = new Progress() {};

  /**
   * A phase begins: preflight, a step, its verification.
   *
   * @param number its number, from 1
   * @param of how many there are
   * @param id the step's id, or the phase's name
   * @param title one line
   */
  default void phase(int number, int of, String id, String title) {}

  /**
   * The size of the phase is known.
   *
   * @param count how many there are
   * @param unit of what, such as {@code changes}
   */
  default void total(long count, String unit) {}

  /** That much of the phase is done, in its unit, counted from the phase's beginning. */
  default void done(long count) {}

  /** Something is being done now, such as {@code mail1:/etc/x: replace 3 lines}. */
  default void doing(String what) {}

  /**
   * Returns who hears of one host while several are worked on at once, each on a thread of its own. Unless an implementation has lines of its own for
   * hosts, what is said of one begins with its name, and counts go unheard.
   */
  default Progress on(String host) {
    return new HostProgress(host, this);
  }

  /** Something worth a line of its own: a warning, something left alone. */
  default void say(String sentence) {}
}
