package org.mailtrek.host;

import java.util.Objects;

/**
 * As whom to sign in at an LDAP server.
 *
 * @param dn the name to bind as
 * @param password its password, not empty
 */
public record LdapLogin(String dn, Secret password) {

  /** Checks that nothing is missing. */
  public LdapLogin {
    Objects.requireNonNull(dn);
    Objects.requireNonNull(password);
  }
}
