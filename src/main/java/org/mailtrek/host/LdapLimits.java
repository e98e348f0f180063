package org.mailtrek.host;

import java.time.Duration;

/**
 * How long to wait for an LDAP server and how much to ask of it at once.
 *
 * @param connect longest wait for a connection to stand
 * @param answer longest wait for an answer, and for a free connection
 * @param connections most connections at once
 * @param page entries asked for in one page of a search
 */
public record LdapLimits(Duration connect, Duration answer, int connections, int page) {

  /** Ten seconds to connect, one minute for an answer, eight connections, pages of 1000. */
  public static final LdapLimits DEFAULT = new LdapLimits(Duration.ofSeconds(10), Duration.ofMinutes(1), 8, 1000);
}
