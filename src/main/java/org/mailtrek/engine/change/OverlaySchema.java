package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.schema.Schema;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Shows a directory whose schema also holds the definitions of an entry as {@code cn=config} has them. */
record OverlaySchema(DirectoryView below, Entry added) implements DirectoryView {

  @Override
  public String url() {
    return below.url();
  }

  @Override
  public String base() {
    return below.base();
  }

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

  @Override
  public Entry rootEntry() throws TrekException {
    return below.rootEntry();
  }

  @Override
  public Optional<Entry> entry(String dn, String... operational) throws TrekException {
    return below.entry(dn, operational);
  }

  @Override
  public void search(String base, SearchScope scope, Filter filter, Sink sink, String... attributes) throws TrekException {
    below.search(base, scope, filter, sink, attributes);
  }
}
