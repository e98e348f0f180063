package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Adds one schema entry below {@code cn=schema,cn=config}, in one operation. slapd gives it a number ({@code cn={5}kopano}) and can't remove it
 * again, only its values: taking back says so.
 *
 * @param entry the entry, its name without a number
 */
public record SchemaChange(Entry entry) implements Change {

  static final String KIND = "schema";
  private static final List<String> VALUES = List.of("olcObjectClasses", "olcAttributeTypes", "olcObjectIdentifier");

  /** Copies the entry, and checks that it holds definitions. */
  public SchemaChange {
    entry = entry.duplicate();
    if (definitions(entry).isEmpty()) {
      throw new IllegalArgumentException(entry.getDN() + " holds no definitions");
    }
  }

  /** Adds a schema; returns empty when the server has it already. */
  public static Optional<SchemaChange> of(View view, Entry entry) throws TrekException {
    SchemaChange change = new SchemaChange(entry);
    return change.look(view.directory()) == Seen.AFTER ? Optional.empty() : Optional.of(change);
  }

  private static Set<String> definitions(Entry entry) {
    Set<String> all = new HashSet<>();
    for (String each : VALUES) {
      for (Bytes value : ValueChange.values(entry, each)) {
        all.add(each + " " + value.text().orElse("").replaceFirst("^\\{-?[0-9]+\\}", "").strip().replaceAll("\\s+", " "));
      }
    }
    return all;
  }

  private String name() {
    return name(entry.getDN());
  }

  private static String name(String dn) {
    try {
      return new DN(dn).getRDN().getAttributeValues()[0].replaceFirst("^\\{-?[0-9]+\\}", "").toLowerCase(Locale.ROOT);
    } catch (LDAPException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private String parent() {
    try {
      return entry.getParentDNString();
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Entry> found(DirectoryView view) throws TrekException {
    List<Entry> all = new ArrayList<>();
    view.search(
        parent(),
        SearchScope.ONE,
        Filter.createPresenceFilter("objectClass"),
        each -> {
          if (name(each.getDN()).equals(name())) {
            all.add(each);
          }
        },
        "*");
    return all.stream().findFirst();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    return "directory: add schema " + name() + ", " + definitions(entry).size() + " definitions; slapd keeps an empty entry after undo";
  }

  @Override
  public Set<String> touches() {
    return Set.of("schema " + name());
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("entry", AddEntry.form("add", entry)).object();
  }

  static SchemaChange read(Fields fields) {
    return new SchemaChange(AddEntry.entry(Fields.of(fields.object("entry"))));
  }

  @Override
  public void keep(View view, Side side) {}

  @Override
  public Seen look(View view, Side side) throws TrekException {
    return look(view.directory());
  }

  private Seen look(DirectoryView view) throws TrekException {
    Set<String> now = found(view).map(SchemaChange::definitions).orElse(Set.of());
    return now.equals(definitions(entry)) ? Seen.AFTER : now.isEmpty() ? Seen.BEFORE : Seen.FOREIGN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    DirectoryServer server = estate.directory();
    Seen seen = look(server.view());
    if (seen == Seen.FOREIGN) {
      return foreign();
    }
    if (seen == Seen.BEFORE) {
      Optional<Entry> husk = found(server.view());
      DirectoryServer.Answer answer =
          husk.isEmpty() ? server.add(entry, false) : server.modify(husk.get().getDN(), ValueChange.modifications(values(entry, true)), false);
      if (!answer.ok() && look(server.view()) != Seen.AFTER) {
        throw TrekException.at(entry.getDN()).found("the directory refuses (" + answer.code() + "): " + answer.message()).next("mend the schema, then plan again");
      }
    }
    return Left.NOTHING;
  }

  private Left foreign() {
    return Left.of("directory: schema " + name() + ": left alone, since somebody else has changed it");
  }

  /** Classes go before the attribute types that they name, and come after them: slapd takes values in the order of the request. */
  private static List<ValueChange> values(Entry of, boolean come) {
    List<ValueChange> all = new ArrayList<>();
    List<String> order = new ArrayList<>(VALUES);
    if (come) {
      Collections.reverse(order);
    }
    for (String each : order) {
      List<Bytes> values = ValueChange.values(of, each);
      if (!values.isEmpty()) {
        all.add(come ? new ValueChange(each, List.of(), values) : new ValueChange(each, values, List.of()));
      }
    }
    return all;
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    DirectoryServer server = estate.directory();
    Seen seen = look(server.view());
    if (seen == Seen.FOREIGN) {
      return foreign();
    }
    Optional<Entry> found = found(server.view());
    if (found.isEmpty() || server.delete(found.get().getDN()).ok()) {
      return Left.NOTHING;
    }
    String dn = found.get().getDN();
    if (seen == Seen.AFTER) {
      DirectoryServer.Answer answer = server.modify(dn, ValueChange.modifications(values(found.get(), false)), false);
      if (!answer.ok()) {
        return Left.of(EntryChange.refused(dn, answer).orElseThrow());
      }
    }
    return Left.of(dn + ": stays, without definitions, since the server can't remove a schema entry");
  }

  @Override
  public View over(View below) {
    return OverlayView.directory(below, view -> new OverlaySchema(new OverlayDirectoryView(view, List.of(new AddEntry(entry))), entry));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaChange change && entry.equals(change.entry);
  }

  @Override
  public int hashCode() {
    return entry.hashCode();
  }
}
