package org.mailtrek.host;

import java.time.Duration;

/**
 * Asks shells of a machine.
 *
 * @param link lends them
 * @param limit how long an answer may take
 */
record Asking(SshLink link, Duration limit) {

  /** Asks what changes nothing; once more when the connection breaks. */
  ShellWorker.Reply read(char kind, byte[] script) throws TrekException {
    return read(kind, script, new byte[0]);
  }

  /** As {@link #read(char, byte[])}, with input for the script. */
  ShellWorker.Reply read(char kind, byte[] script, byte[] input) throws TrekException {
    try {
      return once(kind, script, input);
    } catch (LostException first) {
      try {
        return once(kind, script, input);
      } catch (LostException second) {
        throw link.lost(second);
      }
    }
  }

  private ShellWorker.Reply once(char kind, byte[] script, byte[] input) throws LostException, TrekException {
    ShellWorker worker = link.borrow();
    boolean answered = false;
    try {
      link.trips().count(1);
      ShellWorker.Reply reply = worker.ask(kind, script, input, limit);
      answered = true;
      link.giveBack(worker);
      return reply;
    } finally {
      if (!answered) {
        link.kill(worker);
      }
    }
  }
}
