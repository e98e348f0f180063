package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.AttributeTypeDefinition;
import com.unboundid.ldap.sdk.schema.ObjectClassDefinition;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.change.AddEntry;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.engine.change.ModifyEntry;
import org.mailtrek.engine.change.ValueChange;

/** Finds the change that makes an entry what it should be. What servers keep themselves is passed over. */
public final class EntryDifference {

  private static final Set<String> SERVERS =
      Set.of(
          "createtimestamp", "creatorsname", "modifytimestamp", "modifiersname", "entryuuid", "entrycsn", "entrydn", "structuralobjectclass",
          "subschemasubentry", "hassubordinates", "numsubordinates", "contextcsn", "pwdchangedtime");

  private final Schema schema;

  /** Finds changes for a server of this schema. */
  public EntryDifference(Schema schema) {
    this.schema = schema;
  }

  /**
   * Returns what makes an entry the wanted one.
   *
   * @param now the entry as it is; empty when there is none
   * @param whole whether attributes that the wanted entry lacks go; otherwise they stay
   * @return empty when there is nothing to do
   */
  public Optional<EntryChange> to(Entry wanted, Optional<Entry> now, boolean whole) {
    Entry target = withoutServers(wanted);
    if (!whole) {
      withSuperiors(target, now);
    }
    if (now.isEmpty()) {
      return Optional.of(new AddEntry(target));
    }
    Set<String> names = new LinkedHashSet<>();
    target.getAttributes().forEach(each -> names.add(each.getName().toLowerCase(Locale.ROOT)));
    if (whole) {
      withoutServers(now.get()).getAttributes().forEach(each -> names.add(each.getName().toLowerCase(Locale.ROOT)));
    }
    List<ValueChange> changes = new ArrayList<>();
    for (String each : names) {
      String name = now.get().hasAttribute(each) ? now.get().getAttribute(each).getName() : target.getAttribute(each).getName();
      ValueChange.between(name, ValueChange.values(now.get(), each), ValueChange.values(target, each)).ifPresent(changes::add);
    }
    return changes.isEmpty() ? Optional.empty() : Optional.of(new ModifyEntry(now.get().getDN(), changes));
  }

  /** Adds the superior classes that some servers add by themselves: to a new entry all, to another those that it has. */
  private void withSuperiors(Entry target, Optional<Entry> now) {
    String[] classes = target.getObjectClassValues();
    for (String each : classes == null ? new String[0] : classes) {
      ObjectClassDefinition known = schema.getObjectClass(each);
      if (known != null) {
        known.getSuperiorClasses(schema, true).stream()
            .map(ObjectClassDefinition::getNameOrOID)
            .filter(superior -> now.isEmpty() || now.get().hasObjectClass(superior))
            .filter(superior -> !target.hasObjectClass(superior))
            .forEach(superior -> target.addAttribute("objectClass", superior));
      }
    }
  }

  private Entry withoutServers(Entry entry) {
    Entry plain = new Entry(entry.getDN());
    for (Attribute each : entry.getAttributes()) {
      AttributeTypeDefinition type = schema.getAttributeType(each.getBaseName());
      boolean servers = SERVERS.contains(each.getBaseName().toLowerCase(Locale.ROOT)) || type != null && (type.isNoUserModification() || type.isOperational());
      if (!servers) {
        plain.addAttribute(each);
      }
    }
    return plain;
  }
}
