package org.mailtrek.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.Arrays;
import java.util.Optional;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Finds, in the configuration of a running slapd, the database in which the estate's entries lie. */
final class SlapdDatabase {

  private static final String CONFIGURATION = "cn=config";

  private SlapdDatabase() {}

  /**
   * Returns the database's entry; empty when the configuration is not open to us, or has no such database.
   *
   * @throws TrekException when the server can't be reached
   */
  static Optional<Entry> of(DirectoryView directory) throws TrekException {
    Entry[] nearest = new Entry[1];
    int[] depth = {-1};
    try {
      directory.search(CONFIGURATION, SearchScope.ONE, Filter.createPresenceFilter("olcSuffix"), entry -> {
        int found = depth(entry, directory.base());
        if (found > depth[0]) {
          depth[0] = found;
          nearest[0] = entry;
        }
      }, "*");
    } catch (TrekException e) {
      if (e.kind() == TrekException.Kind.UNREACHABLE) {
        throw e;
      }
      return Optional.empty(); // whoever may not read it has no configuration
    }
    return Optional.ofNullable(nearest[0]);
  }

  /** Returns how long the suffix is under which a database holds a base; negative where it does not. */
  private static int depth(Entry database, String base) {
    return Arrays.stream(database.getAttributeValues("olcSuffix")).mapToInt(suffix -> {
      try {
        return DN.isDescendantOf(base, suffix, true) ? new DN(suffix).getRDNs().length : -1;
      } catch (LDAPException e) {
        return -1; // what is no name of an entry is no suffix
      }
    }).max().orElse(-1);
  }
}
