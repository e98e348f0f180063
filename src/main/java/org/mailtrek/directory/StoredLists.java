package org.mailtrek.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Compares the members of address lists and dynamic groups: those the old filter had before with those the new filter has now. Filters whose
 * members only a server can tell (approximate and extensible matches) are left out.
 */
final class StoredLists {

  private final DirectoryReading reading;
  private final DnRewrite entryNames;
  private final Policy policy;

  StoredLists(DirectoryReading reading, Policy policy) {
    this.reading = reading;
    this.policy = policy;
    this.entryNames = new DnRewrite(reading.names());
  }

  /** A list as it was, and the members it had. */
  private record Stored(String dn, Filter before, Filter after, DN base, MovedValues.Sum members) {}

  List<String> differences(DirectoryView directory, DirectoryVerification.Before before) throws TrekException {
    List<Stored> lists = new ArrayList<>();
    before.read(entry -> stored(entry, directory.base()).ifPresent(lists::add));
    if (lists.isEmpty() || policy.mode() == Policy.Mode.KEEP_OLD) {
      return List.of(); // structural entries keep their old filters then, and nothing was exchanged
    }
    before.read(entry -> lists.forEach(each -> count(each, entry)));
    List<String> differences = new ArrayList<>();
    for (Stored each : lists) {
      MovedValues.Sum now = new MovedValues.Sum();
      String base = entryNames.rewrite(each.base().toString()).orElse(each.base().toString());
      directory.search(base, SearchScope.SUB, each.after(), found -> now.add(MovedValues.normal(found.getDN())), "1.1");
      if (!now.equals(each.members())) {
        differences.add(each.dn() + ": its filter had " + each.members().entries() + " members, now it has "
            + (now.entries() == each.members().entries() ? "as many others" : String.valueOf(now.entries())));
      }
    }
    return differences;
  }

  private Optional<Stored> stored(Entry entry, String fallback) {
    String filter = value(entry, "zarafaFilter", "kopanoFilter");
    String base = value(entry, "zarafaBase", "kopanoBase");
    if (filter.isEmpty()) {
      return Optional.empty();
    }
    try {
      Filter parsed = Filter.create(filter);
      if (!tellable(parsed)) {
        return Optional.empty();
      }
      DN below = new DN(base.isEmpty() ? fallback : base);
      return Optional.of(new Stored(entry.getDN(), parsed, new FilterRewrite(reading.names()).rewrite(parsed), below, new MovedValues.Sum()));
    } catch (LDAPException e) {
      return Optional.empty(); // what was no filter or base before had no members to lose
    }
  }

  /** Returns whether the members of a filter can be told without the server. */
  static boolean tellable(Filter filter) {
    return switch (filter.getFilterType()) {
      case Filter.FILTER_TYPE_AND, Filter.FILTER_TYPE_OR -> Arrays.stream(filter.getComponents()).allMatch(StoredLists::tellable);
      case Filter.FILTER_TYPE_NOT -> tellable(filter.getNOTComponent());
      case Filter.FILTER_TYPE_APPROXIMATE_MATCH, Filter.FILTER_TYPE_EXTENSIBLE_MATCH -> false;
      default -> true;
    };
  }

  private static String value(Entry entry, String old, String renamed) {
    String value = entry.getAttributeValue(old) == null ? entry.getAttributeValue(renamed) : entry.getAttributeValue(old);
    return value == null ? "" : value.strip();
  }

  private void count(Stored list, Entry entry) {
    try {
      if (entry.matchesBaseAndScope(list.base().toString(), SearchScope.SUB) && list.before().matchesEntry(entry, reading.schema())) {
        list.members().add(MovedValues.normal(entryNames.rewrite(entry.getDN()).orElse(entry.getDN())));
      }
    } catch (LDAPException e) {
      throw new IllegalStateException("an entry can be held against a filter: " + list.dn(), e);
    }
  }
}
