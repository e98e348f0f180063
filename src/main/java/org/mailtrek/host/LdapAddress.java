package org.mailtrek.host;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where an LDAP server is, and how the way to it is protected. Certificates are always checked, the host's name included.
 *
 * @param url {@code ldap://HOST[:PORT]} or {@code ldaps://HOST[:PORT]}, without a path
 * @param protection with {@code ldap}, {@link Protection.Way#TLS} turns to TLS before anything else is said; without it only a server on this machine is
 *     spoken to, or one to which the way is declared to be in the clear
 * @param base the base under which the estate's entries lie
 */
public record LdapAddress(String url, Protection protection, String base) {

  /** Checks that nothing is missing. */
  public LdapAddress {
    Objects.requireNonNull(url);
    Objects.requireNonNull(protection);
    Objects.requireNonNull(base);
  }

  /** Makes an address that trusts an authority, and shows no certificate. */
  public LdapAddress(String url, boolean startTls, Optional<Path> authority, String base) {
    this(url, new Protection(startTls ? Protection.Way.TLS : Protection.Way.USUAL, authority, Optional.empty()), base);
  }

  /** Returns an address without StartTLS that trusts what the Java runtime trusts. */
  public static LdapAddress of(String url, String base) {
    return new LdapAddress(url, Protection.USUAL, base);
  }

  /** Returns whether to turn to TLS on a plain connection. */
  public boolean startTls() {
    return protection.way() == Protection.Way.TLS;
  }

  /**
   * Takes the address apart.
   *
   * @throws TrekException of kind ESTATE when it is malformed, or when a password would go to another machine in the clear and nobody declared that
   */
  LDAPURL parsed() throws TrekException {
    LDAPURL parsed = wellFormed();
    if (!secure(parsed) && protection.needed(parsed.getHost())) {
      throw TrekException.at(url).kind(TrekException.Kind.ESTATE).found("the way to another machine would be in the clear, passwords included")
          .next("write starttls: true (or ldaps://HOST) under directory in estate.yaml, with ca: FILE for an authority of your own, or tunnel: true; starttls: false declares that it shall be in the clear");
    }
    return parsed;
  }

  private LDAPURL wellFormed() throws TrekException {
    try {
      LDAPURL parsed = new LDAPURL(url);
      String scheme = parsed.getScheme().toLowerCase(Locale.ROOT);
      if (parsed.hostProvided() && !parsed.baseDNProvided() && (scheme.equals("ldaps") ? !startTls() : scheme.equals("ldap"))) {
        return parsed;
      }
    } catch (LDAPException e) {
      throw malformed(e);
    }
    throw malformed(null);
  }

  private TrekException malformed(LDAPException cause) {
    return TrekException.at(url).kind(TrekException.Kind.ESTATE).found("is no address of an LDAP server").because(cause)
        .next("write ldap://HOST:PORT (with or without starttls: true) or ldaps://HOST:PORT under directory.url in estate.yaml");
  }

  boolean tls() throws TrekException {
    return secure(wellFormed());
  }

  private boolean secure(LDAPURL parsed) {
    return startTls() || parsed.getScheme().equalsIgnoreCase("ldaps");
  }

  SSLSocketFactory sockets() throws TrekException {
    return protection.trust(url, "directory").sockets();
  }
}
