package org.mailtrek.host;

import java.util.List;

/**
 * What a service of a simulated machine does when it is started: a stand-in for a server's program. It may read the machine's
 * configuration and write its logs, and must leave nothing that a second start after a crash would stumble over.
 */
public interface Program {

  /**
   * Starts; the machine counts the service as running when it says so. Also called when an earlier start was killed half-way.
   *
   * @throws TrekException when something it needs can't be reached; the service then counts as failed
   */
  Started start(Host machine) throws TrekException;

  /** Stops; afterwards nothing of it runs. */
  default void stop(Host machine) throws TrekException {}

  /**
   * How a start went.
   *
   * @param up whether it runs now
   * @param log what it says, line by line; goes to the machine's syslog and, when it is not up, to the operator
   */
  record Started(boolean up, List<String> log) {

    /** Copies the lines. */
    public Started {
      log = List.copyOf(log);
    }

    /** Returns a start that went well. */
    public static Started running(String... log) {
      return new Started(true, List.of(log));
    }

    /** Returns a start that was refused. */
    public static Started refused(String... log) {
      return new Started(false, List.of(log));
    }
  }
}
