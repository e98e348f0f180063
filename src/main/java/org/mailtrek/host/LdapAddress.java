package org.mailtrek.host;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where an LDAP server is, and how the way to it is protected. Certificates are always checked, the host's name included.
 *
 * @param url {@code ldap://HOST[:PORT]} or {@code ldaps://HOST[:PORT]}, without a path
 * @param startTls whether to turn to TLS before anything else is said; only with {@code ldap}
 * @param authority certificates (PEM) to trust, instead of those of the Java runtime
 * @param base the base under which the estate's entries lie
 */
public record LdapAddress(String url, boolean startTls, Optional<Path> authority, String base) {

  /** Checks that nothing is missing. */
  public LdapAddress {
    Objects.requireNonNull(url);
    Objects.requireNonNull(authority);
    Objects.requireNonNull(base);
  }

  /** Returns an address without StartTLS that trusts what the Java runtime trusts. */
  public static LdapAddress of(String url, String base) {
    return new LdapAddress(url, false, Optional.empty(), base);
  }

  LDAPURL parsed() throws TrekException {
    try {
      LDAPURL parsed = new LDAPURL(url);
      String scheme = parsed.getScheme().toLowerCase(Locale.ROOT);
      if (parsed.hostProvided() && !parsed.baseDNProvided() && (scheme.equals("ldaps") ? !startTls : scheme.equals("ldap"))) {
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
    return startTls || parsed().getScheme().equalsIgnoreCase("ldaps");
  }

  SSLContext sslContext() throws TrekException {
    return new Trust(url, "directory.ca", authority).context();
  }

  static HostNameSSLSocketVerifier verifier() {
    return new HostNameSSLSocketVerifier(true);
  }
}
