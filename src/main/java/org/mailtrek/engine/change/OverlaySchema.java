package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.List;
import org.mailtrek.host.DirectoryLayer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Shows a directory whose schema also holds the definitions of an entry as {@code cn=config} has them. */
record OverlaySchema(DirectoryView below, Entry added) implements DirectoryLayer {

  @Override
  public Schema schema() throws TrekException {
    Entry form = new Entry("cn=schema");
    form.addAttribute("objectClass", "top", "ldapSubentry", "subschema");
    take(form, "olcAttributeTypes", Schema.ATTR_ATTRIBUTE_TYPE);
    take(form, "olcObjectClasses", Schema.ATTR_OBJECT_CLASS);
    return Schema.mergeSchemas(below.schema(), new Schema(form));
  }

  private void take(Entry form, String from, String to) {
    List<String> values = ValueChange.values(added, from).stream().map(value -> value.text().orElse("").replaceFirst("^\\{[0-9]+\\}", "")).toList();
    if (!values.isEmpty()) {
      form.addAttribute(new Attribute(to, values));
    }
  }
}
