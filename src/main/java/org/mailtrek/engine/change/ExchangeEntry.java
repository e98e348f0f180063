package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.util.json.JSONObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Exchanges the structural class of an entry, and other values with it. Tried as one modify; where the server refuses to exchange the class, relaxed
 * rules or not, an entry with nothing below it is made anew from what it holds: added under a scratch name, the old one deleted, the new one renamed.
 * Each state can be told. What the server keeps by itself ({@code entryUUID}, times) is new then.
 *
 * @param dn the entry
 * @param changes what happens to its values
 */
public record ExchangeEntry(String dn, List<ValueChange> changes) implements EntryChange {

  /** Unsupported control, unwilling, object class violation, class modifications prohibited, and those of other servers for the same. */
  private static final Set<Integer> PROHIBITED = Set.of(12, 19, 50, 53, 65, 67, 69);

  /** What Active Directory keeps by itself, some of it without saying so in its schema. */
  private static final Set<String> SERVERS = Set.of("objectguid", "objectsid", "whencreated", "whenchanged", "usncreated", "usnchanged", "distinguishedname", "name",
      "instancetype", "objectcategory", "dscorepropagationdata", "ntsecuritydescriptor");

  /** Checks that something changes. */
  public ExchangeEntry {
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException(dn + ": before and after are the same");
    }
  }

  @Override
  public JSONObject toJson() {
    return new Fields().put("operation", "exchange").put("dn", dn).put("changes", changes, ValueChange::toJson).object();
  }

  static ExchangeEntry read(Fields fields) {
    return new ExchangeEntry(fields.text("dn"), fields.list("changes", value -> ValueChange.read((JSONObject) value)));
  }

  private List<ValueChange> reversed() {
    return changes.stream().map(ValueChange::reversed).toList();
  }

  @Override
  public Seen look(DirectoryView view) throws TrekException {
    Optional<Entry> scratch = scratch(view);
    Optional<Entry> entry = view.entry(dn);
    if (scratch.isPresent()) {
      boolean ours = entry.map(each -> ModifyEntry.seen(each, changes) != Seen.FOREIGN).orElse(true);
      return ours && ModifyEntry.seen(scratch.get(), changes) != Seen.FOREIGN ? Seen.BETWEEN : Seen.FOREIGN;
    }
    return entry.isEmpty() ? Seen.FOREIGN : ModifyEntry.seen(entry.get(), changes);
  }

  private Optional<Entry> scratch(DirectoryView view) throws TrekException {
    Optional<String> name = scratchRdn();
    return name.isEmpty() ? Optional.empty() : view.entry(beside(name.get()));
  }

  /** Returns the name that the new entry has for a moment; empty where the entry's own has several parts. */
  private Optional<String> scratchRdn() {
    RDN own = EntryName.parsed(dn).getRDN();
    return own.isMultiValued() ? Optional.empty() : Optional.of(new RDN(own.getAttributeNames()[0], own.getAttributeValues()[0] + " (mailtrek)").toString());
  }

  private String beside(String rdn) {
    DN above = EntryName.parsed(dn).getParent();
    return above == null ? rdn : rdn + "," + above;
  }

  @Override
  public Optional<String> perform(DirectoryServer server, boolean relaxed) throws TrekException {
    return go(server, relaxed, changes, false);
  }

  @Override
  public Optional<String> revert(DirectoryServer server, boolean relaxed) throws TrekException {
    return go(server, relaxed, reversed(), true);
  }

  private Optional<String> go(DirectoryServer server, boolean relaxed, List<ValueChange> way, boolean back) throws TrekException {
    Optional<String> left = clear(server);
    if (left.isPresent()) {
      return left;
    }
    DirectoryServer.Answer answer = server.modify(dn, ValueChange.modifications(way), relaxed);
    if (answer.ok()) {
      return Optional.empty();
    }
    Optional<Entry> entry = server.view().entry(dn);
    if (entry.isEmpty()) {
      return EntryChange.foreign(dn, "it is gone");
    }
    if (PROHIBITED.contains(answer.code()) && ModifyEntry.seen(entry.get(), way) == Seen.BEFORE) {
      return anew(server, relaxed, entry.get(), way, answer);
    }
    return back ? ModifyEntry.takeBack(server, dn, way, relaxed) : new ModifyEntry(dn, way).perform(server, relaxed);
  }

  /** Ends what a kill has left: an entry under the scratch name goes, or gets the name back where it is the only one. */
  private Optional<String> clear(DirectoryServer server) throws TrekException {
    Optional<Entry> scratch = scratch(server.view());
    if (scratch.isEmpty()) {
      return Optional.empty();
    }
    if (ModifyEntry.seen(scratch.get(), changes) == Seen.FOREIGN) {
      return EntryChange.foreign(dn, "there is " + scratch.get().getDN() + " beside it");
    }
    boolean only = server.view().entry(dn).isEmpty();
    DirectoryServer.Answer answer = only ? server.rename(scratch.get().getDN(), EntryName.parsed(dn).getRDNString(), true) : server.delete(scratch.get().getDN());
    return answer.ok() ? Optional.empty() : EntryChange.refused(scratch.get().getDN(), answer);
  }

  private Optional<String> anew(DirectoryServer server, boolean relaxed, Entry entry, List<ValueChange> way, DirectoryServer.Answer refusal) throws TrekException {
    Optional<String> rdn = scratchRdn();
    if (rdn.isEmpty()) {
      return EntryChange.refused(dn, way, refusal);
    }
    Entry made = plain(entry, server.view().schema());
    way.forEach(each -> each.apply(made));
    rename(made, rdn.get());
    DirectoryServer.Answer added = server.add(made, relaxed);
    if (!added.ok()) {
      return EntryChange.refused(dn, way, added);
    }
    DirectoryServer.Answer deleted = server.delete(dn);
    if (!deleted.ok()) {
      DirectoryServer.Answer withdrawn = server.delete(made.getDN());
      return EntryChange.refused(withdrawn.ok() ? dn : made.getDN(), way, deleted);
    }
    DirectoryServer.Answer renamed = server.rename(made.getDN(), EntryName.parsed(dn).getRDNString(), true);
    return renamed.ok() ? Optional.empty() : EntryChange.refused(made.getDN(), renamed);
  }

  /** Returns what of an entry can be written. */
  private static Entry plain(Entry entry, Schema schema) {
    Entry plain = new Entry(entry.getDN());
    for (Attribute each : entry.getAttributes()) {
      AttributeTypeDefinition type = schema.getAttributeType(each.getBaseName());
      boolean servers = SERVERS.contains(each.getBaseName().toLowerCase(Locale.ROOT)) || type != null && type.isNoUserModification();
      if (!servers) {
        plain.addAttribute(each);
      }
    }
    return plain;
  }

  private void rename(Entry made, String rdn) {
    try {
      RDN own = EntryName.parsed(dn).getRDN();
      made.removeAttributeValue(own.getAttributeNames()[0], own.getAttributeValues()[0], com.unboundid.ldap.matchingrules.CaseIgnoreStringMatchingRule.getInstance());
      made.addAttribute(own.getAttributeNames()[0], new RDN(rdn).getAttributeValues()[0]);
      made.setDN(beside(rdn));
    } catch (LDAPException e) {
      throw new IllegalStateException("a name that was made can be read: " + rdn, e);
    }
  }

  @Override
  public Optional<Entry> over(Entry entry) {
    Entry changed = entry.duplicate();
    changes.forEach(each -> each.apply(changed));
    return Optional.of(changed);
  }
}
