package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Says of shared stores which are rooms and which are equipment: the new server's address book shows only those apart. Under the new name where the entry has moved, else under the
 * old one, which the transplant takes along.
 */
final class SetResourceTypes implements Step {

  private final String type;
  private final List<String> stores;

  /**
   * Sets a type.
   *
   * @param type {@code room}, {@code equipment}, or {@code none} to take it away
   * @param stores names of entries, or values of {@code uid}, {@code sAMAccountName} or {@code cn}
   */
  SetResourceTypes(String type, List<String> stores) {
    this.type = type;
    this.stores = List.copyOf(stores);
  }

  @Override
  public String id() {
    return "set-resource-types";
  }

  @Override
  public String title() {
    return "Set the resource type of " + String.join(", ", stores) + " to " + type;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K11");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    DirectoryView directory = view.directory();
    SharedStores shared = SharedStores.of(directory);
    List<EntryPlan> plans = new ArrayList<>();
    for (String each : stores) {
      plan(shared, found(directory, shared, each)).filter(plan -> plans.stream().noneMatch(other -> other.dn().equals(plan.dn()))).ifPresent(plans::add);
    }
    Segments segments = new Segments(preview);
    for (EntryPlan each : plans) {
      segments.add(each);
    }
    segments.finish();
  }

  private Optional<EntryPlan> plan(SharedStores shared, Entry entry) {
    String name = shared.typeName(entry);
    Attribute current = entry.getAttribute(name);
    List<Modification> exchange = new ArrayList<>();
    if (current != null && !current.getValue().equals(type)) {
      exchange.add(new Modification(ModificationType.DELETE, current.getName(), current.getValueByteArrays()));
    }
    if (!type.equals("none") && (current == null || !current.getValue().equals(type))) {
      exchange.add(new Modification(ModificationType.ADD, name, type));
    }
    return exchange.isEmpty() ? Optional.empty() : Optional.of(new EntryPlan(entry.getDN(), exchange, false, Optional.empty(), List.of(), List.of()));
  }

  private static Entry found(DirectoryView directory, SharedStores shared, String name) throws TrekException {
    List<Entry> all = new ArrayList<>();
    if (name.contains("=") && DN.isValidDN(name)) {
      directory.entry(name).ifPresent(all::add);
    } else {
      Filter named = Filter.createORFilter(Filter.createEqualityFilter("uid", name), Filter.createEqualityFilter("sAMAccountName", name), Filter.createEqualityFilter("cn", name));
      directory.search(directory.base(), SearchScope.SUB, Filter.createANDFilter(shared.filter(), named), all::add);
    }
    if (all.size() > 1) {
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found(all.size() + " shared stores have this name, such as " + all.get(0).getDN()).next("name the entry by its whole name");
    }
    if (all.isEmpty() || !shared.has(all.get(0))) {
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("is no shared store of the directory").next("ldap survey lists those without a type");
    }
    return all.get(0);
  }
}
