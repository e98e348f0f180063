package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Microsoft's directory server, told by what it says of itself (MS-ADTS, 3.1.1.3.4.3): it has no configuration that is ours to change, brings its schemas by programs of its own, and
 * answers with so many entries at most.
 */
final class ActiveDirectory {

  private static final String CAPABILITY = "1.2.840.113556.1.4.800";

  private ActiveDirectory() {}

  /**
   * Returns whether a server is one.
   *
   * @throws TrekException when it can't be reached
   */
  static boolean is(DirectoryView directory) throws TrekException {
    return directory.rootEntry().hasAttributeValue("supportedCapabilities", CAPABILITY);
  }

  /** Returns the limits of its default policy that a reader meets, such as {@code MaxPageSize=1000}; what can't be read is no limit that is known. */
  static List<String> limits(DirectoryView directory) throws TrekException {
    Optional<String> configuration = Optional.ofNullable(directory.rootEntry().getAttributeValue("configurationNamingContext"));
    List<String> limits = new ArrayList<>();
    if (configuration.isPresent()) {
      try {
        directory.search(configuration.get(), SearchScope.SUB, Filter.createPresenceFilter("lDAPAdminLimits"), each -> take(each, limits), "lDAPAdminLimits");
      } catch (TrekException e) {
        if (e.kind() == TrekException.Kind.UNREACHABLE) {
          throw e;
        }
        limits.add("its query policy can't be read (" + e.what() + "): MaxPageSize is 1000 where nobody has changed it");
      }
    }
    return limits;
  }

  private static void take(Entry policy, List<String> limits) {
    Arrays.stream(policy.getAttributeValues("lDAPAdminLimits")).filter(each -> each.startsWith("MaxPageSize=") || each.startsWith("MaxQueryDuration=") || each.startsWith("MaxResultSetSize="))
        .forEach(each -> limits.add(policy.getDN() + ": " + each + (each.startsWith("MaxPageSize=") ? "; ldap_page_size in ldap.cfg must not be larger" : "")));
  }
}
