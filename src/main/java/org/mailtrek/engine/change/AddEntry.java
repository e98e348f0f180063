package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Adds an entry. Taken back only while it holds exactly what was added.
 *
 * @param entry the entry with all its user attributes
 */
public record AddEntry(Entry entry) implements EntryChange {

  /** Copies the entry. */
  public AddEntry {
    entry = entry.duplicate();
  }

  @Override
  public String dn() {
    return entry.getDN();
  }

  @Override
  public JSONObject toJson() {
    return form("add", entry);
  }

  static JSONObject form(String operation, Entry entry) {
    Map<String, JSONValue> attributes = new LinkedHashMap<>();
    for (Attribute each : entry.getAttributes()) {
      attributes.put(each.getName(), new Fields().put("v", ValueChange.values(entry, each.getName()), value -> new JSONString(value.encoded())).object().getField("v"));
    }
    return new Fields().put("operation", operation).put("dn", entry.getDN()).put("attributes", new JSONObject(attributes)).object();
  }

  static Entry entry(Fields fields) {
    Entry entry = new Entry(fields.text("dn"));
    Fields attributes = Fields.of(fields.object("attributes"));
    for (String name : fields.object("attributes").getFields().keySet()) {
      List<String> values = attributes.texts(name);
      entry.addAttribute(new Attribute(name, values.stream().map(value -> Bytes.decoded(value).array()).toArray(byte[][]::new)));
    }
    return entry;
  }

  @Override
  public Seen look(DirectoryView view) throws TrekException {
    Optional<Entry> found = view.entry(dn());
    return found.isEmpty() ? Seen.BEFORE : same(entry, found.get()) ? Seen.AFTER : Seen.FOREIGN;
  }

  /** Returns whether both have the same attributes with the same values, in any order. */
  static boolean same(Entry one, Entry other) {
    return one.getAttributes().size() == other.getAttributes().size()
        && one.getAttributes().stream()
            .map(Attribute::getName)
            .allMatch(name -> new HashSet<>(ValueChange.values(one, name)).equals(new HashSet<>(ValueChange.values(other, name))));
  }

  @Override
  public Optional<String> perform(DirectoryServer server, boolean relaxed) throws TrekException {
    return add(server, entry, relaxed);
  }

  @Override
  public Optional<String> revert(DirectoryServer server, boolean relaxed) throws TrekException {
    return delete(server, entry);
  }

  static Optional<String> add(DirectoryServer server, Entry entry, boolean relaxed) throws TrekException {
    DirectoryServer.Answer answer = server.add(entry, relaxed);
    if (answer.ok()) {
      return Optional.empty();
    }
    Optional<Entry> found = server.view().entry(entry.getDN());
    if (found.isEmpty()) {
      return EntryChange.refused(entry.getDN(), answer);
    }
    return same(entry, found.get()) ? Optional.empty() : EntryChange.foreign(entry.getDN(), "there is already another entry of this name");
  }

  static Optional<String> delete(DirectoryServer server, Entry entry) throws TrekException {
    Optional<Entry> found = server.view().entry(entry.getDN());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (!same(entry, found.get())) {
      return EntryChange.foreign(entry.getDN(), "it holds other values");
    }
    DirectoryServer.Answer answer = server.delete(entry.getDN());
    return answer.ok() ? Optional.empty() : EntryChange.refused(entry.getDN(), answer);
  }

  @Override
  public Optional<Entry> over(Entry found) {
    return Optional.of(entry.duplicate());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddEntry add && entry.equals(add.entry);
  }

  @Override
  public int hashCode() {
    return entry.hashCode();
  }
}
