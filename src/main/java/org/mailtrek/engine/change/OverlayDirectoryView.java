package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mailtrek.host.DirectoryLayer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Shows a directory as it will be after changes of entries. A filter can't be asked through changed entries, so all entries of a search's scope
 * are read, changed, and then filtered; renames take what lies below along.
 */
final class OverlayDirectoryView implements DirectoryLayer {

  private final DirectoryView below;
  private final Map<DN, EntryChange> changes = new HashMap<>();
  private final Map<DN, DN> backward = new HashMap<>();

  OverlayDirectoryView(DirectoryView below, List<EntryChange> items) {
    this.below = below;
    for (EntryChange each : items) {
      changes.put(parse(each.dn()), each);
      if (each instanceof RenameEntry) {
        backward.put(parse(each.newDn()), parse(each.dn()));
      }
    }
  }

  private static DN parse(String dn) {
    try {
      return new DN(dn);
    } catch (LDAPException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public DirectoryView below() {
    return below;
  }

  @Override
  public Optional<Entry> entry(String dn, String... operational) throws TrekException {
    DN asked = parse(dn);
    if (changes.get(asked) instanceof AddEntry added) {
      return Optional.of(added.entry().duplicate());
    }
    if (renamedAway(asked)) {
      return Optional.empty();
    }
    return below.entry(before(asked).toString(), operational).flatMap(this::changed);
  }

  @Override
  public void search(String base, SearchScope scope, Filter filter, Sink sink, String... attributes) throws TrekException {
    Schema schema = schema();
    DN asked = parse(base);
    Sink filtered =
        entry -> {
          if (matches(filter, entry, schema)) {
            sink.accept(projected(entry, schema, attributes));
          }
        };
    if (!(changes.get(asked) instanceof AddEntry)) {
      if (renamedAway(asked)) {
        throw TrekException.at(base).found("there will be no such entry").next("check the name");
      }
      below.search(before(asked).toString(), scope, Filter.createPresenceFilter("objectClass"), entry -> {
        Optional<Entry> changed = changed(entry);
        if (changed.isPresent()) {
          filtered.accept(changed.get());
        }
      }, "*", "+");
    }
    for (EntryChange each : changes.values()) {
      if (each instanceof AddEntry added && within(parse(added.dn()), asked, scope)) {
        filtered.accept(added.entry().duplicate());
      }
    }
  }

  private static boolean within(DN dn, DN base, SearchScope scope) throws TrekException {
    try {
      return dn.matchesBaseAndScope(base, scope);
    } catch (LDAPException e) {
      throw TrekException.at(base).found(e.getMessage()).because(e).next("check the search");
    }
  }

  static boolean matches(Filter filter, Entry entry, Schema schema) throws TrekException {
    try {
      return filter.matchesEntry(entry, schema);
    } catch (LDAPException e) {
      throw TrekException.at(filter).found(e.getMessage()).because(e).next("check the filter");
    }
  }

  private Optional<Entry> changed(Entry entry) {
    DN dn = parse(entry.getDN());
    EntryChange change = changes.get(dn);
    if (change != null && !(change instanceof AddEntry)) {
      return change.over(entry);
    }
    DN after = after(dn);
    if (!after.equals(dn)) {
      Entry moved = entry.duplicate();
      moved.setDN(after);
      return Optional.of(moved);
    }
    return Optional.of(entry);
  }

  private boolean renamedAway(DN asked) {
    for (DN each = asked; each != null; each = each.getParent()) {
      if (changes.get(each) instanceof RenameEntry && !backward.containsKey(each)) {
        return true;
      }
    }
    return false;
  }

  private DN before(DN asked) {
    for (DN each = asked; each != null; each = each.getParent()) {
      if (backward.containsKey(each)) {
        return rebased(asked, each, backward.get(each));
      }
    }
    return asked;
  }

  private DN after(DN found) {
    for (DN each = found.getParent(); each != null; each = each.getParent()) {
      if (changes.get(each) instanceof RenameEntry renamed) {
        return rebased(found, each, parse(renamed.newDn()));
      }
    }
    return found;
  }

  private static DN rebased(DN dn, DN from, DN to) {
    return dn.equals(from) ? to : new DN(dn.getRDN(), rebased(dn.getParent(), from, to));
  }

  static Entry projected(Entry entry, Schema schema, String... attributes) {
    Set<String> wanted = new TreeSet<>();
    for (String each : attributes) {
      wanted.add(each.toLowerCase(Locale.ROOT));
    }
    Entry projected = new Entry(entry.getDN());
    for (Attribute each : entry.getAttributes()) {
      AttributeTypeDefinition type = schema.getAttributeType(each.getBaseName());
      boolean operational = type != null && type.isOperational();
      boolean all = operational ? wanted.contains("+") : wanted.isEmpty() || wanted.contains("*");
      if (all || wanted.contains(each.getName().toLowerCase(Locale.ROOT)) || wanted.contains(each.getBaseName().toLowerCase(Locale.ROOT))) {
        projected.addAttribute(each);
      }
    }
    return projected;
  }
}
