package org.mailtrek.shell;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What Ctrl-C does while a command runs. Reading stops at once. Writing finishes the step at hand at the first press; the second says what the third
 * does; the third leaves without waiting. Called from signal threads.
 */
final class Interrupts {

  /** What the caller of a press must do. */
  enum Answer {
    /** Leave the command at once: it only reads. */
    LEAVE,
    /** Wait: the step at hand is being finished. */
    WAIT,
    /** Leave although a step is being written: the journal will be looked at by the next resume. */
    ABANDON
  }

  private final Consumer<String> say;
  private Optional<Runnable> stop = Optional.empty();
  private int presses;

  Interrupts(Consumer<String> say) {
    this.say = say;
  }

  /** Begins a command. */
  synchronized void begin() {
    stop = Optional.empty();
    presses = 0;
  }

  synchronized void writing(Optional<Runnable> newStop) {
    stop = newStop;
    newStop.filter(runnable -> presses > 0).ifPresent(Runnable::run);
  }

  /** Returns whether changes are being written. */
  synchronized boolean writing() {
    return stop.isPresent();
  }

  /** Returns how often Ctrl-C was pressed in this command. */
  synchronized int presses() {
    return presses;
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
