package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What happens to the values of one attribute: some exact ones go, some come; all others are none of our business.
 *
 * @param attribute name of the attribute, options included
 * @param removed values that are there and go
 * @param added values that are not there and come
 */
public record ValueChange(String attribute, List<Bytes> removed, List<Bytes> added) {

  /** Checks that something changes, and that no value both goes and comes. */
  public ValueChange {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
    if (removed.isEmpty() && added.isEmpty()) {
      throw new IllegalArgumentException(attribute + ": before and after are the same");
    }
    if (!java.util.Collections.disjoint(new HashSet<>(removed), added)) {
      throw new IllegalArgumentException(attribute + ": a value both goes and comes");
    }
  }

  /** Returns what leads from some values to others; empty when they are the same. */
  public static Optional<ValueChange> between(String attribute, List<Bytes> before, List<Bytes> after) {
    List<Bytes> removed = before.stream().filter(value -> !after.contains(value)).toList();
    List<Bytes> added = after.stream().filter(value -> !before.contains(value)).toList();
    return removed.isEmpty() && added.isEmpty() ? Optional.empty() : Optional.of(new ValueChange(attribute, removed, added));
  }

  /** Returns the values of an attribute; none when the entry lacks it. */
  public static List<Bytes> values(Entry entry, String attribute) {
    byte[][] values = entry.getAttributeValueByteArrays(attribute);
    List<Bytes> all = new ArrayList<>();
    for (byte[] value : values == null ? new byte[0][] : values) {
      all.add(Bytes.of(value));
    }
    return all;
  }

  /** Returns the change that takes this one back. */
  public ValueChange reversed() {
    return new ValueChange(attribute, added, removed);
  }

  /** Returns what is still to be done on an entry; empty when it is done. */
  public Optional<ValueChange> remainder(Entry entry) {
    List<Bytes> present = values(entry, attribute);
    List<Bytes> toRemove = removed.stream().filter(value -> has(present, value)).toList();
    List<Bytes> toAdd = added.stream().filter(value -> !has(present, value)).toList();
    return toRemove.isEmpty() && toAdd.isEmpty() ? Optional.empty() : Optional.of(new ValueChange(attribute, toRemove, toAdd));
  }

  private boolean has(List<Bytes> present, Bytes value) {
    return present.contains(value)
        || attribute.equalsIgnoreCase("objectClass")
            && present.stream().anyMatch(each -> each.text().orElse("").equalsIgnoreCase(value.text().orElse("?")));
  }

  /** Adds the modifications: exact old values are deleted, so that the server refuses where they are not there. */
  public static List<Modification> modifications(List<ValueChange> changes) {
    List<Modification> all = new ArrayList<>();
    changes.stream().filter(each -> !each.removed.isEmpty()).forEach(each -> all.add(modification(ModificationType.DELETE, each.attribute, each.removed)));
    changes.stream().filter(each -> !each.added.isEmpty()).forEach(each -> all.add(modification(ModificationType.ADD, each.attribute, each.added)));
    return all;
  }

  private static Modification modification(ModificationType type, String attribute, List<Bytes> values) {
    return new Modification(type, attribute, arrays(values));
  }

  private static byte[][] arrays(List<Bytes> values) {
    return values.stream().map(Bytes::array).toArray(byte[][]::new);
  }

  /** Changes an entry in memory. */
  public void apply(Entry entry) {
    List<Bytes> values = new ArrayList<>(values(entry, attribute));
    values.removeIf(value -> has(removed, value));
    added.stream().filter(value -> !has(values, value)).forEach(values::add);
    if (values.isEmpty()) {
      entry.removeAttribute(attribute);
    } else {
      entry.setAttribute(new Attribute(attribute, arrays(values)));
    }
  }

  JSONObject toJson() {
    return new Fields()
        .put("attribute", attribute)
        .put("removed", removed, value -> new JSONString(value.encoded()))
        .put("added", added, value -> new JSONString(value.encoded()))
        .object();
  }

  void write(JsonText text) {
    text.open('{').name("attribute").value(attribute).name("removed").texts(removed).name("added").texts(added).close('}');
  }

  /** Adds a text that no other change has: each part with its length before it. */
  void item(StringBuilder text) {
    text.append('\n').append(attribute).append(' ').append(removed.size()).append(' ').append(added.size());
    for (List<Bytes> side : List.of(removed, added)) {
      for (Bytes each : side) {
        String encoded = each.encoded();
        text.append(' ').append(encoded.length()).append(' ').append(encoded);
      }
    }
  }

  static ValueChange read(JSONObject object) {
    Fields fields = Fields.of(object);
    return new ValueChange(fields.text("attribute"), values(fields, "removed"), values(fields, "added"));
  }

  private static List<Bytes> values(Fields fields, String name) {
    return fields.texts(name).stream().map(Bytes::decoded).toList();
  }
}
