package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives the values of an attribute their new names: stored filters, and names of entries where entries are renamed; all others stay. */
final class ValueRewrite {

  private final SchemaMap names;
  private final boolean mendReferences;
  private final FilterRewrite filters;
  private final DnRewrite entryNames;

  ValueRewrite(SchemaMap names, boolean mendReferences) {
    this.names = names;
    this.mendReferences = mendReferences;
    this.filters = new FilterRewrite(names);
    this.entryNames = new DnRewrite(names);
  }

  /** Returns the values as they shall be, each in its place. */
  List<byte[]> all(Attribute attribute, Optional<MovedAttribute> moved, EntryDraft draft) {
    boolean filter = moved.isPresent() && moved.get().filter();
    boolean concerned = concerns(attribute, moved);
    List<byte[]> values = new ArrayList<>();
    for (byte[] each : attribute.getValueByteArrays()) {
      values.add(concerned ? one(each, filter, draft) : each);
    }
    return values;
  }

  /** Returns whether values of the attribute may change. */
  boolean concerns(Attribute attribute, Optional<MovedAttribute> moved) {
    return moved.isPresent() && moved.get().filter() || mendReferences && names.reference(attribute.getName());
  }

  private byte[] one(byte[] value, boolean filter, EntryDraft draft) {
    String text = new String(value, StandardCharsets.UTF_8);
    return (filter ? filter(text, draft) : entryNames.rewrite(text)).map(each -> each.getBytes(StandardCharsets.UTF_8)).orElse(value);
  }

  private Optional<String> filter(String text, EntryDraft draft) {
    if (!DnRewrite.suspicious(text)) {
      return Optional.empty();
    }
    try {
      return filters.rewrite(text);
    } catch (LDAPException e) {
      draft.note("its filter can't be read and is left as it is: " + text);
      return Optional.empty();
    }
  }
}
