package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.RDN;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what one entry needs: removals before additions, each value exactly as it is stored. */
final class EntryDraft {

  private final String dn;
  private final List<Modification> removals = new ArrayList<>();
  private final List<Modification> additions = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, List<byte[]>> wanted = new LinkedHashMap<>();

  EntryDraft(String dn) {
    this.dn = dn;
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  void conflict(Conflict conflict) {
    conflicts.add(conflict);
  }

  /** Makes the values of an attribute those wanted; what is there already is not touched. */
  void change(Entry entry, String attribute, List<byte[]> values) {
    Attribute current = entry.getAttribute(attribute);
    List<byte[]> have = current == null ? List.of() : Arrays.asList(current.getValueByteArrays());
    String name = current == null ? attribute : current.getName();
    List<byte[]> gone = without(have, values);
    List<byte[]> come = without(values, have);
    if (!gone.isEmpty()) {
      removals.add(new Modification(ModificationType.DELETE, name, gone.toArray(new byte[0][])));
    }
    if (!come.isEmpty()) {
      additions.add(new Modification(ModificationType.ADD, name, come.toArray(new byte[0][])));
    }
    wanted.put(SchemaMap.withoutOptions(name).toLowerCase(Locale.ROOT), values);
  }

  private static List<byte[]> without(List<byte[]> values, List<byte[]> others) {
    if (values.isEmpty() || others.isEmpty()) {
      return values;
    }
    Set<String> there = new HashSet<>();
    others.forEach(each -> there.add(ValueRule.BYTES.key(each)));
    return values.stream().filter(each -> !there.contains(ValueRule.BYTES.key(each))).toList();
  }

  /** Returns whether the entry will have every value that a relative name holds. */
  boolean gives(RDN name) {
    String[] attributes = name.getAttributeNames();
    byte[][] values = name.getByteArrayAttributeValues();
    for (int at = 0; at < attributes.length; at++) {
      List<byte[]> given = wanted.get(attributes[at].toLowerCase(Locale.ROOT));
      byte[] value = values[at];
      if (given != null && given.stream().noneMatch(each -> ValueRule.TEXT.key(each).equals(ValueRule.TEXT.key(value)))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a value under a new name must go before another comes: no renaming can do that, which removes last. */
  boolean replacesNew(SchemaMap names) {
    return removals.stream().anyMatch(each -> names.attributeByNewName(each.getAttributeName()).isPresent());
  }

  /** Takes out the removals that must wait for the renaming: the old attributes and classes. */
  List<Modification> splitForRenaming(SchemaMap names) {
    List<Modification> later = new ArrayList<>();
    for (Iterator<Modification> each = removals.iterator(); each.hasNext();) {
      Modification removal = each.next();
      if (removal.getAttributeName().equalsIgnoreCase("objectClass") || names.attribute(removal.getAttributeName()).isPresent()) {
        later.add(removal);
        each.remove();
      }
    }
    return later;
  }

  EntryPlan done(boolean relaxed, Optional<EntryPlan.Renaming> renaming) {
    boolean stuck = conflicts.stream().anyMatch(each -> !each.settledByPolicy());
    List<Modification> all = new ArrayList<>(removals);
    all.addAll(additions);
    return new EntryPlan(dn, stuck ? List.of() : all, relaxed, stuck ? Optional.empty() : renaming, conflicts, notes);
  }
}
