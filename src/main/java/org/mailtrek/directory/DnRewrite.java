package org.mailtrek.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.util.Locale;
import java.util.Optional;

/** Gives the names of entries the new names of the attributes they are made of. Immutable. */
final class DnRewrite {

  private final SchemaMap names;

  DnRewrite(SchemaMap names) {
    this.names = names;
  }

  /** Returns the new name of an entry; empty when no part of it moves, or the text is no name of an entry. */
  Optional<String> rewrite(String dn) {
    if (!suspicious(dn)) {
      return Optional.empty();
    }
    try {
      RDN[] parts = new DN(dn).getRDNs();
      boolean changed = false;
      for (int at = 0; at < parts.length; at++) {
        Optional<RDN> part = rewrite(parts[at]);
        changed |= part.isPresent();
        parts[at] = part.orElse(parts[at]);
      }
      return changed ? Optional.of(new DN(parts).toString()) : Optional.empty();
    } catch (LDAPException e) {
      return Optional.empty(); // text that is no name of an entry has no parts to rename
    }
  }

  /** Returns the new relative name; empty when it does not move. */
  Optional<RDN> rewrite(RDN part) {
    String[] attributes = part.getAttributeNames();
    boolean changed = false;
    for (int at = 0; at < attributes.length; at++) {
      Optional<String> name = names.newDescription(attributes[at]);
      changed |= name.isPresent();
      attributes[at] = name.orElse(attributes[at]);
    }
    return changed ? Optional.of(new RDN(attributes, part.getByteArrayAttributeValues())) : Optional.empty();
  }

  /** Returns whether a text may hold an old name; quick. */
  static boolean suspicious(String text) {
    return text.toLowerCase(Locale.ROOT).contains("zarafa") || text.contains("1.3.6.1.4.1.26278.");
  }
}
