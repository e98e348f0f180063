package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.json.JSONObject;
import java.util.Optional;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Deletes an entry that holds exactly what was seen. Taking it back restores its user attributes; what the server keeps by itself
 * ({@code entryUUID}, times) is new.
 *
 * @param entry the entry with all its user attributes
 */
public record DeleteEntry(Entry entry) implements EntryChange {

  /** Copies the entry. */
  public DeleteEntry {
    entry = entry.duplicate();
  }

  @Override
  public String dn() {
    return entry.getDN();
  }

  @Override
  public JSONObject toJson() {
    return AddEntry.form("delete", entry);
  }

  @Override
  public Seen look(DirectoryView view) throws TrekException {
    Optional<Entry> found = view.entry(dn());
    return found.isEmpty() ? Seen.AFTER : AddEntry.same(entry, found.get()) ? Seen.BEFORE : Seen.FOREIGN;
  }

  @Override
  public Optional<String> perform(DirectoryServer server, boolean relaxed) throws TrekException {
    return AddEntry.delete(server, entry);
  }

  @Override
  public Optional<String> revert(DirectoryServer server, boolean relaxed) throws TrekException {
    return AddEntry.add(server, entry, relaxed);
  }

  @Override
  public Optional<Entry> over(Entry found) {
    return Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeleteEntry delete && entry.equals(delete.entry);
  }

  @Override
  public int hashCode() {
    return entry.hashCode();
  }
}
