package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryServer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Exchanges exact values of an entry in one modify.
 *
 * @param dn the entry
 * @param changes what happens to its values
 */
public record ModifyEntry(String dn, List<ValueChange> changes) implements EntryChange {

  /** Checks that something changes. */
  public ModifyEntry {
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException(dn + ": before and after are the same");
    }
  }

  @Override
  public JSONObject toJson() {
    return new Fields().put("operation", "modify").put("dn", dn).put("changes", changes, ValueChange::toJson).object();
  }

  @Override
  public void write(JsonText text) {
    text.open('{').name("operation").value("modify").name("dn").value(dn).name("changes").open('[');
    for (ValueChange each : changes) {
      text.next();
      each.write(text);
    }
    text.close(']').close('}');
  }

  @Override
  public String item() {
    StringBuilder text = new StringBuilder(200).append("modify ").append(dn.length()).append(' ').append(dn);
    changes.forEach(each -> each.item(text));
    return text.toString();
  }

  static ModifyEntry read(Fields fields) {
    return new ModifyEntry(fields.text("dn"), fields.list("changes", value -> ValueChange.read((JSONObject) value)));
  }

  @Override
  public Seen look(DirectoryView view) throws TrekException {
    Optional<Entry> entry = view.entry(dn);
    return entry.isEmpty() ? Seen.FOREIGN : seen(entry.get(), changes);
  }

  /** Tells the state of an entry by its values. */
  static Seen seen(Entry entry, List<ValueChange> changes) {
    if (changes.stream().allMatch(each -> each.remainder(entry).isEmpty())) {
      return Seen.AFTER;
    }
    return changes.stream().allMatch(each -> each.reversed().remainder(entry).isEmpty()) ? Seen.BEFORE : Seen.FOREIGN;
  }

  @Override
  public Optional<String> perform(DirectoryServer server, boolean relaxed) throws TrekException {
    DirectoryServer.Answer answer = server.modify(dn, ValueChange.modifications(changes), relaxed);
    return answer.ok() ? Optional.empty() : refused(server.view(), answer);
  }

  private Optional<String> refused(DirectoryView view, DirectoryServer.Answer answer) throws TrekException {
    return switch (look(view)) {
      case AFTER -> Optional.empty();
      case BEFORE -> EntryChange.refused(dn, changes, answer);
      default -> EntryChange.foreign(dn, "its values are neither the old nor the new ones");
    };
  }

  @Override
  public Optional<String> revert(DirectoryServer server, boolean relaxed) throws TrekException {
    return takeBack(server, dn, changes.stream().map(ValueChange::reversed).toList(), relaxed);
  }

  /** Removes only what we added and restores only what we removed; what somebody else made of it since stays. */
  static Optional<String> takeBack(DirectoryServer server, String dn, List<ValueChange> back, boolean relaxed) throws TrekException {
    if (server.modify(dn, ValueChange.modifications(back), relaxed).ok()) {
      return Optional.empty();
    }
    Optional<Entry> entry = server.view().entry(dn);
    if (entry.isEmpty()) {
      return EntryChange.foreign(dn, "it is gone");
    }
    if (back.stream().allMatch(each -> each.remainder(entry.get()).isEmpty())) {
      return Optional.empty();
    }
    List<ValueChange> rest = back.stream().map(each -> each.remainder(entry.get())).flatMap(Optional::stream).toList();
    DirectoryServer.Answer answer = server.modify(dn, ValueChange.modifications(rest), relaxed);
    if (!answer.ok()) {
      return EntryChange.refused(dn, rest, answer);
    }
    List<String> changed = new ArrayList<>();
    for (ValueChange each : back) {
      if (each.remainder(entry.get()).map(ValueChange::removed).orElse(List.of()).size() < each.removed().size()) {
        changed.add(each.attribute());
      }
    }
    return changed.isEmpty()
        ? Optional.empty()
        : Optional.of(dn + ": taken back but for values that somebody else has changed since: " + String.join(", ", changed));
  }

  @Override
  public Optional<Entry> over(Entry entry) {
    Entry changed = entry.duplicate();
    changes.forEach(each -> each.apply(changed));
    return Optional.of(changed);
  }
}
