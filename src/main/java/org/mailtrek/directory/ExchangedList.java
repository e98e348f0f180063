package org.mailtrek.directory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.mailtrek.engine.change.ValueChange;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * A list whose filter a run rewrote: its members by the old filter among the entries as they were, and by the new one as they are. Those that no run changed
 * are asked of the server, with the old filter too; those that were changed are held against it as they were, and as they are. Sums of digests, so that none is kept.
 */
final class ExchangedList {

  private final long run;
  private final String dn;
  private final Filter before;
  private final Filter after;
  private final Optional<String> oldBase;
  private final Optional<String> newBase;
  private final MovedValues.Sum members = new MovedValues.Sum();

  private ExchangedList(JournaledMove.Made made, Filter before, Filter after, Optional<String> oldBase, Optional<String> newBase) {
    this.run = made.run();
    this.dn = made.change().newDn();
    this.before = before;
    this.after = after;
    this.oldBase = oldBase;
    this.newBase = newBase;
  }

  /** Returns the list that a change is about; empty where it is about none, or where only a server can tell the members. */
  static Optional<ExchangedList> of(JournaledMove.Made made, SchemaMap names) {
    Predicate<ValueChange> filters = each -> moved(names, each).map(MovedAttribute::filter).orElse(false);
    Optional<String> old = first(made, filters, true);
    Optional<String> renamed = first(made, filters, false);
    if (old.isEmpty() || renamed.isEmpty()) {
      return Optional.empty();
    }
    Predicate<ValueChange> bases = each -> moved(names, each).map(MovedAttribute::base).orElse(false);
    try {
      Filter before = Filter.create(old.get());
      Filter after = Filter.create(renamed.get());
      return StoredLists.tellable(before) ? Optional.of(new ExchangedList(made, before, after, first(made, bases, true), first(made, bases, false))) : Optional.empty();
    } catch (LDAPException e) {
      return Optional.empty(); // what was no filter had no members to lose
    }
  }

  private static Optional<MovedAttribute> moved(SchemaMap names, ValueChange change) {
    return names.attribute(change.attribute()).or(() -> names.attributeByNewName(change.attribute()));
  }

  private static Optional<String> first(JournaledMove.Made made, Predicate<ValueChange> which, boolean removed) {
    return made.change().changes().stream().filter(which).flatMap(each -> (removed ? each.removed() : each.added()).stream()).findFirst().flatMap(each -> each.text()).map(String::strip);
  }

  /** Takes a changed entry into account. */
  void count(JournaledMove.Made made, Entry now, Schema schema) {
    if (made.run() < run) {
      return;
    }
    Entry was = now.duplicate();
    made.change().changes().forEach(each -> each.reversed().apply(was));
    was.setDN(made.change().dn());
    if (in(was, oldBase, schema)) {
      members.add(MovedValues.normal(now.getDN()));
    }
    if (in(now, newBase.or(() -> oldBase), schema)) {
      members.remove(MovedValues.normal(now.getDN()));
    }
  }

  private boolean in(Entry entry, Optional<String> base, Schema schema) {
    try {
      return (base.isEmpty() || DN.isValidDN(base.get()) && entry.matchesBaseAndScope(base.get(), SearchScope.SUB)) && before.matchesEntry(entry, schema);
    } catch (LDAPException e) {
      throw new IllegalStateException("an entry can be held against a filter: " + dn, e);
    }
  }

  /** Returns what differs, when all changed entries were counted. */
  Optional<String> difference(DirectoryView directory) throws TrekException {
    String base = newBase.or(() -> oldBase).filter(DN::isValidDN).orElse(directory.base());
    if (directory.entry(base).isEmpty()) {
      return Optional.empty();
    }
    directory.search(base, SearchScope.SUB, before, each -> members.add(MovedValues.normal(each.getDN())), "1.1");
    MovedValues.Sum now = new MovedValues.Sum();
    directory.search(base, SearchScope.SUB, after, each -> now.add(MovedValues.normal(each.getDN())), "1.1");
    return now.equals(members) ? Optional.empty() : Optional.of(dn + ": its filter had " + members.entries() + " members, now it has "
        + (now.entries() == members.entries() ? "as many others" : String.valueOf(now.entries())));
  }
}
