package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** The shared stores of a directory: people's entries that stand for a mailbox only, such as a meeting room's. Under the names of either schema. */
final class SharedStores {

  private static final int KEPT = 1000;
  private static final Set<String> TYPES = Set.of("room", "equipment");

  private final MovedAttribute only;
  private final MovedAttribute type;

  private SharedStores(SchemaMap names) {
    this.only = one(names, "SharedStoreOnly");
    this.type = one(names, "ResourceType");
  }

  private static MovedAttribute one(SchemaMap names, String tail) {
    Predicate<MovedAttribute> called = each -> each.oldName().toLowerCase(Locale.ROOT).endsWith(tail.toLowerCase(Locale.ROOT));
    return names.attributes().stream().filter(called).findFirst().orElseThrow();
  }

  static SharedStores of(DirectoryView directory) throws TrekException {
    return new SharedStores(DirectoryReading.of(directory).names());
  }

  Filter filter() {
    return Filter.createORFilter(Filter.createEqualityFilter(only.oldName(), "1"), Filter.createEqualityFilter(only.newName(), "1"));
  }

  boolean has(Entry entry) {
    return entry.hasAttributeValue(only.oldName(), "1") || entry.hasAttributeValue(only.newName(), "1");
  }

  /** Returns the name under which an entry has its type: the new one where it has moved. */
  String typeName(Entry entry) {
    return entry.hasAttribute(only.newName()) ? type.newName() : type.oldName();
  }

  /** Returns the names of those that are neither room nor equipment, a thousand at most. */
  static List<String> untyped(DirectoryView directory) throws TrekException {
    SharedStores shared = of(directory);
    return shared.names(directory, entry -> shared.known(entry).filter(TYPES::contains).isEmpty());
  }

  /** Returns the names of all, a thousand at most. */
  static List<String> all(DirectoryView directory) throws TrekException {
    return of(directory).names(directory, entry -> true);
  }

  private Optional<String> known(Entry entry) {
    return Optional.ofNullable(entry.getAttributeValue(typeName(entry)));
  }

  private List<String> names(DirectoryView directory, Predicate<Entry> wanted) throws TrekException {
    List<String> found = new ArrayList<>();
    directory.search(directory.base(), SearchScope.SUB, filter(), entry -> {
      if (found.size() < KEPT && wanted.test(entry)) {
        found.add(entry.getDN());
      }
    }, only.oldName(), only.newName(), type.oldName(), type.newName());
    return found;
  }
}
