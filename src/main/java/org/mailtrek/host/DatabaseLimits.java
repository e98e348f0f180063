package org.mailtrek.host;

import java.time.Duration;

/**
 * How long to wait for a database server.
 *
 * @param connect longest wait for a connection to stand
 * @param answer longest silence while the server works on an answer
 * @param lock longest wait for others to let go of a table that is to be renamed
 */
public record DatabaseLimits(Duration connect, Duration answer, Duration lock) {

  /** Ten seconds to connect, an hour for an answer (counting a large table takes long), half a minute for a table. */
  public static final DatabaseLimits DEFAULT = new DatabaseLimits(Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofSeconds(30));
}
