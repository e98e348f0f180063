package org.mailtrek.macro;

import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.engine.change.ModifyEntry;
import org.mailtrek.engine.change.ValueChange;
import org.mailtrek.host.TrekException;

/** New values for an entry, within a change block: {@code entry(dn).set("mail", "jan@example.com")}. What becomes as it was is no change. */
public final class EntryEdit implements Recorder.Pending {

  private final Recorder world;
  private final Entry before;
  private final Map<String, List<Bytes>> values = new LinkedHashMap<>();
  private final Map<String, String> spelled = new LinkedHashMap<>();

  EntryEdit(Recorder world, Entry before) {
    this.world = world;
    this.before = before;
  }

  /** Gives an attribute these values and no others. */
  public EntryEdit set(String attribute, Object... wanted) throws TrekException {
    return put(attribute, flat(wanted));
  }

  /** Adds values that are not there yet. */
  public EntryEdit add(String attribute, Object... more) throws TrekException {
    List<Bytes> all = new ArrayList<>(now(attribute));
    flat(more).stream().filter(each -> !all.contains(each)).forEach(all::add);
    return put(attribute, all);
  }

  /** Removes values; those that are not there are none the less. */
  public EntryEdit remove(String attribute, Object... less) throws TrekException {
    List<Bytes> all = new ArrayList<>(now(attribute));
    all.removeAll(flat(less));
    return put(attribute, all);
  }

  /** Removes all values. */
  public EntryEdit clear(String attribute) throws TrekException {
    return put(attribute, List.of());
  }

  private EntryEdit put(String attribute, List<Bytes> all) throws TrekException {
    world.within();
    values.put(attribute.toLowerCase(Locale.ROOT), List.copyOf(all));
    spelled.putIfAbsent(attribute.toLowerCase(Locale.ROOT), attribute);
    return this;
  }

  private List<Bytes> now(String attribute) {
    return values.getOrDefault(attribute.toLowerCase(Locale.ROOT), was(attribute));
  }

  private List<Bytes> was(String attribute) {
    return before.hasAttribute(attribute) ? Arrays.stream(before.getAttributeValueByteArrays(attribute)).map(Bytes::of).toList() : List.of();
  }

  private static List<Bytes> flat(Object... values) {
    List<Bytes> all = new ArrayList<>();
    for (Object each : values) {
      if (each instanceof Collection<?> several) {
        all.addAll(flat(several.toArray()));
      } else if (each instanceof byte[] bytes) {
        all.add(Bytes.of(bytes));
      } else {
        all.add(Bytes.of(String.valueOf(each)));
      }
    }
    return all.stream().distinct().toList();
  }

  @Override
  public Optional<EntryChange> change() {
    List<ValueChange> changes = new ArrayList<>();
    values.forEach((key, after) -> ValueChange.between(spelled.get(key), was(key), after).ifPresent(changes::add));
    return changes.isEmpty() ? Optional.empty() : Optional.of(new ModifyEntry(before.getDN(), changes));
  }
}
