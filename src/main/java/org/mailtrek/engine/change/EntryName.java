package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be told of names of entries, quickly where nothing in them is escaped. */
public final class EntryName {

  private static final int NOT_PLAIN = -1;

  private EntryName() {}

  /**
   * Returns how many relative names a name has.
   *
   * @throws IllegalArgumentException when it is no name of an entry
   */
  public static int depth(String dn) {
    int depth = plainDepth(dn);
    return depth == NOT_PLAIN ? parsed(dn).getRDNs().length : depth;
  }

  static DN parsed(String dn) {
    try {
      return new DN(dn);
    } catch (LDAPException e) {
      throw new IllegalArgumentException("the name of an entry that is none: " + dn, e);
    }
  }

  /** Returns whether it can be seen without parsing that no entry is there twice, and none is another's ancestor: all plain, of one depth, and different. */
  static boolean plainlyApart(List<EntryChange> entries) {
    Set<String> seen = new HashSet<>(entries.size() * 2);
    int depth = plainDepth(entries.get(0).dn());
    for (EntryChange each : entries) {
      if (depth == NOT_PLAIN || plainDepth(each.dn()) != depth || !seen.add(each.dn().toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  /** Counts commas where they can only be separators: nothing is escaped, quoted, in another alphabet, or padded with blanks. */
  private static int plainDepth(String dn) {
    int depth = 1;
    char before = ',';
    for (int at = 0; at < dn.length(); at++) {
      char each = dn.charAt(at);
      boolean separates = before == ',' || before == '=' || before == '+' || before == ' ';
      if (each < ' ' || each > '~' || "\\\";<>#+".indexOf(each) >= 0 || each == ' ' && separates || before == ' ' && (each == ',' || each == '=')) {
        return NOT_PLAIN;
      }
      depth += each == ',' ? 1 : 0;
      before = each;
    }
    return dn.isEmpty() || before == ' ' || before == ',' ? NOT_PLAIN : depth;
  }
}
