package org.mailtrek.host;

import java.time.Duration;

/**
 * How long services are waited for.
 *
 * @param stop how long a stop may take
 * @param leftovers how long processes may stay that a stop has left
 * @param settle how long a mail daemon is watched after its start; other services a fifth of that
 */
record Patience(Duration stop, Duration leftovers, Duration settle) {

  /** A storage server needs up to a minute to end its sessions; a daemon with a wrong configuration ends within a second or two. */
  static final Patience USUAL = new Patience(Duration.ofMinutes(3), Duration.ofSeconds(10), Duration.ofSeconds(4));

  /** Returns for how many fifths of a second to watch a service after its start. */
  String settling(String service) {
    boolean mail = service.startsWith("zarafa-") || service.startsWith("kopano-");
    return fifths(mail ? settle : settle.dividedBy(5));
  }

  String fifths(Duration duration) {
    return Long.toString((duration.toMillis() + 199) / 200);
  }
}
