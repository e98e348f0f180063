package org.mailtrek.shell;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What Ctrl-C does while a command runs. Reading stops at once. Writing finishes the step at hand at the first press; the second says what the third
 * does; the third leaves without waiting. SIGTERM and a lost terminal count as a press. Called from signal threads.
 */
final class Interrupts {

  /** What the one who heard a press must do. */
  enum Answer {
    /** Leave the command at once: it only reads. */
    LEAVE,
    /** Wait: the step at hand is being finished. */
    WAIT,
    /** Leave although a step is being written: the next resume looks at what was done. */
    ABANDON
  }

  private final Consumer<String> say;
  private final SignalWatch signals;
  private Optional<Runnable> stop = Optional.empty();
  private int presses;
  private boolean wrote;

  /**
   * Makes them.
   *
   * @param say shows a line to the person
   * @param signals names of the signals to be heard while writing
   * @param abandon called at the press that leaves without waiting
   */
  Interrupts(Consumer<String> say, List<String> signals, Runnable abandon) {
    this.say = say;
    this.signals =
        new SignalWatch(
            signals,
            name -> {
              if (press() == Answer.ABANDON) {
                abandon.run();
              }
            });
  }

  /** Begins a command. */
  synchronized void begin() {
    presses = 0;
    wrote = false;
    writing(Optional.empty());
  }

  /** Says whether changes are being written, and how to stop that. */
  synchronized void writing(Optional<Runnable> newStop) {
    if (newStop.isPresent()) {
      wrote = true;
      signals.begin();
    } else if (stop.isPresent()) {
      signals.end();
    }
    stop = newStop;
  }

  /** Returns whether changes are being written. */
  synchronized boolean writing() {
    return stop.isPresent();
  }

  /** Returns whether changes were being written at any time since the command began. */
  synchronized boolean wrote() {
    return wrote;
  }

  /** Takes a press of Ctrl-C, or a signal that means the same. */
  synchronized Answer press() {
    presses++;
    if (stop.isEmpty()) {
      return Answer.LEAVE;
    }
    if (presses == 1) {
      say.accept("stopping: the step at hand is being finished, no other is begun");
      stop.get().run();
      return Answer.WAIT;
    }
    if (presses == 2) {
      say.accept("still finishing the step at hand; Ctrl-C once more leaves without waiting, and 'resume' will look at what was done");
      return Answer.WAIT;
    }
    return Answer.ABANDON;
  }
}
