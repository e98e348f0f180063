package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Gives an entry another relative name within its parent, in three operations of which each state can be told: the new values are added, the
 * entry is renamed with its old relative name kept as a value, the old values are removed.
 *
 * @param dn the entry
 * @param newRdn its new relative name; its values must be there already or be among those that come
 * @param changes what happens to its values; the old relative name's value goes here if it is to go
 */
public record RenameEntry(String dn, String newRdn, List<ValueChange> changes) implements EntryChange {

  /** Checks that the name changes. */
  public RenameEntry {
    changes = List.copyOf(changes);
    if (parse(dn).getRDN().equals(rdn(newRdn))) {
      throw new IllegalArgumentException(dn + ": before and after are the same");
    }
  }

  private static DN parse(String dn) {
    try {
      return new DN(dn);
    } catch (LDAPException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static RDN rdn(String rdn) {
    try {
      return new RDN(rdn);
    } catch (LDAPException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public String newDn() {
    DN parent = parse(dn).getParent();
    return parent == null ? newRdn : newRdn + "," + parent;
  }

  @Override
  public JSONObject toJson() {
    return new Fields().put("operation", "rename").put("dn", dn).put("to", newRdn).put("changes", changes, ValueChange::toJson).object();
  }

  static RenameEntry read(Fields fields) {
    return new RenameEntry(fields.text("dn"), fields.text("to"), fields.list("changes", value -> ValueChange.read((JSONObject) value)));
  }

  private List<ValueChange> coming() {
    return changes.stream().filter(each -> !each.added().isEmpty()).map(each -> new ValueChange(each.attribute(), List.of(), each.added())).toList();
  }

  private List<ValueChange> going() {
    return changes.stream().filter(each -> !each.removed().isEmpty()).map(each -> new ValueChange(each.attribute(), each.removed(), List.of())).toList();
  }

  @Override
  public Seen look(DirectoryView view) throws TrekException {
    Optional<Entry> old = view.entry(dn);
    Optional<Entry> renamed = view.entry(newDn());
    if (old.isPresent() == renamed.isPresent()) {
      return Seen.FOREIGN;
    }
    boolean come = done(coming(), old.or(() -> renamed).get());
    boolean gone = done(going(), old.or(() -> renamed).get());
    boolean stays = undone(going(), old.or(() -> renamed).get());
    if (renamed.isPresent()) {
      return come && gone ? Seen.AFTER : come && stays ? Seen.BETWEEN : Seen.FOREIGN;
    }
    if (undone(coming(), old.get()) && stays) {
      return Seen.BEFORE;
    }
    return come && stays ? Seen.BETWEEN : Seen.FOREIGN;
  }

  private static boolean done(List<ValueChange> wanted, Entry entry) {
    return wanted.stream().allMatch(each -> each.remainder(entry).isEmpty());
  }

  private static boolean undone(List<ValueChange> wanted, Entry entry) {
    return wanted.stream().allMatch(each -> each.reversed().remainder(entry).isEmpty());
  }

  @Override
  public Optional<String> perform(DirectoryServer server, boolean relaxed) throws TrekException {
    return go(server, relaxed, new Way(dn, newDn(), newRdn, coming(), going()));
  }

  @Override
  public Optional<String> revert(DirectoryServer server, boolean relaxed) throws TrekException {
    List<ValueChange> restored = going().stream().map(ValueChange::reversed).toList();
    List<ValueChange> withdrawn = coming().stream().map(ValueChange::reversed).toList();
    return go(server, relaxed, new Way(newDn(), dn, parse(dn).getRDNString(), restored, withdrawn));
  }

  /** One direction: what comes under the old name, then the rename, then what goes under the new name. */
  private record Way(String from, String to, String rdn, List<ValueChange> coming, List<ValueChange> going) {}

  private Optional<String> go(DirectoryServer server, boolean relaxed, Way way) throws TrekException {
    if (look(server.view()) == Seen.FOREIGN) {
      return EntryChange.foreign(way.from(), "its name or values are neither the old nor the new ones");
    }
    if (server.view().entry(way.from()).isPresent()) {
      Optional<String> left = modify(server, way.from(), way.coming(), relaxed);
      if (left.isPresent()) {
        return left;
      }
      DirectoryServer.Answer answer = server.rename(way.from(), way.rdn(), false);
      if (!answer.ok()) {
        return EntryChange.refused(way.from(), answer);
      }
    }
    return modify(server, way.to(), way.going(), relaxed);
  }

  private static Optional<String> modify(DirectoryServer server, String name, List<ValueChange> wanted, boolean relaxed) throws TrekException {
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    DirectoryServer.Answer answer = server.modify(name, ValueChange.modifications(wanted), relaxed);
    if (answer.ok() || server.view().entry(name).map(entry -> done(wanted, entry)).orElse(false)) {
      return Optional.empty();
    }
    return EntryChange.refused(name, answer);
  }

  @Override
  public Optional<Entry> over(Entry entry) {
    Entry changed = entry.duplicate();
    changes.forEach(each -> each.apply(changed));
    changed.setDN(newDn());
    return Optional.of(changed);
  }
}
