package org.mailtrek.host;

import java.util.Objects;

/**
 * As whom to sign in at an IMAP server.
 *
 * @param user whose mailbox is wanted
 * @param account who signs in: the user, or a master user who may act as him (RFC 4616, authorization identity)
 * @param password that of the account
 */
public record ImapLogin(String user, String account, Secret password) {

  /** Checks that nothing is missing. */
  public ImapLogin {
    Objects.requireNonNull(user);
    Objects.requireNonNull(account);
    Objects.requireNonNull(password);
  }

  boolean master() {
    return !user.equals(account);
  }
}
