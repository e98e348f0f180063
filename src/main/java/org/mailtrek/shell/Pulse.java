package org.mailtrek.shell;

/** Makes a line of progress beat while a command runs: at once, so that something is seen within a tenth of a second, and then each second. */
final class Pulse {

  private static final long FIRST_MILLIS = 70;
  private static final long NEXT_MILLIS = 1_000;

  private final ProgressLine line;
  private boolean over;

  private Pulse(ProgressLine line) {
    this.line = line;
  }

  /**
   * Begins.
   *
   * @param what what the line says while nothing counts
   * @param limit how long it may wait, in words
   */
  static Pulse begin(ProgressLine line, String what, String limit) {
    line.begin(what, limit);
    Pulse pulse = new Pulse(line);
    Thread thread = new Thread(pulse::beat, "pulse");
    thread.setDaemon(true);
    thread.start();
    return pulse;
  }

  private synchronized void beat() {
    try {
      wait(FIRST_MILLIS);
      while (!over) {
        line.pulse();
        wait(NEXT_MILLIS);
      }
    } catch (InterruptedException e) {
      // nobody interrupts it but the end of the program
      Thread.currentThread().interrupt();
    }
  }

  /** Ends: the line is taken away, and nothing is drawn any more. */
  synchronized void close() {
    over = true;
    line.hold();
    notifyAll();
  }
}
