package org.mailtrek.directory;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.TrekException;

/** Rewrites a record that changes an entry (RFC 2849, change records): names, and the values that hold names. Immutable. */
final class LdifChange {

  private static final Set<String> TYPES = Set.of("delete", "modify", "modrdn", "moddn");
  private static final Set<String> ACTS = Set.of("add", "delete", "replace", "increment");

  private final SchemaMap names;
  private final boolean mendReferences;
  private final DnRewrite entryNames;
  private final FilterRewrite filters;

  LdifChange(SchemaMap names, boolean mendReferences) {
    this.names = names;
    this.mendReferences = mendReferences;
    this.entryNames = new DnRewrite(names);
    this.filters = new FilterRewrite(names);
  }

  LdifWhole.Rewritten rewrite(LdifRecords record, List<LdifLine> lines, LdifLine dn, String type) throws TrekException {
    if (!TYPES.contains(type)) {
      throw record.broken(dn.index(), "unknown changetype " + type);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> notes = new ArrayList<>();
    boolean begun = false;
    String attribute = "";
    for (LdifLine line : lines) {
      if (!begun || line.kind() == LdifLine.Kind.COMMENT) {
        begun |= line.is("changetype");
        LdifWhole.write(out, record, line, line.name(), line == dn ? entryNames.rewrite(line.text()) : Optional.empty());
      } else if (!type.equals("modify")) {
        LdifWhole.write(out, record, line, line.name(), naming(line));
      } else if (line.kind() == LdifLine.Kind.HYPHEN) {
        attribute = "";
        LdifWhole.copy(out, record, line);
      } else if (attribute.isEmpty()) {
        attribute = opened(record, line);
        LdifWhole.write(out, record, line, line.name(), names.newDescription(attribute));
      } else {
        value(out, record, line, attribute, notes);
      }
    }
    boolean renames = lines.stream().anyMatch(each -> each == dn && entryNames.rewrite(each.text()).isPresent() || naming(each).isPresent());
    return new LdifWhole.Rewritten(out.toByteArray(), Optional.empty(), renames, notes);
  }

  private static String opened(LdifRecords record, LdifLine line) throws TrekException {
    if (!ACTS.contains(line.name().toLowerCase(Locale.ROOT))) {
      throw record.broken(line.index(), "a modification begins with add:, delete:, replace: or increment:, this one with " + line.name() + ":");
    }
    return line.text().strip();
  }

  private void value(ByteArrayOutputStream out, LdifRecords record, LdifLine line, String attribute, List<String> notes) throws TrekException {
    if (!line.is(attribute)) {
      throw record.broken(line.index(), "the modification is about " + attribute + ", this line about " + line.name());
    }
    String name = names.newDescription(line.name()).orElse(line.name());
    if (line.kind() == LdifLine.Kind.FILE) {
      throw record.broken(line.index(), "a value in a file can't be rewritten in a change record");
    }
    LdifWhole.write(out, record, line, name, changed(line, notes));
  }

  private Optional<String> changed(LdifLine line, List<String> notes) {
    if (line.is("objectClass")) {
      return names.objectClass(line.text()).map(MovedClass::newName);
    }
    Optional<MovedAttribute> moved = names.attribute(line.name()).or(() -> names.attributeByNewName(line.name()));
    if (moved.isPresent() && moved.get().filter() && DnRewrite.suspicious(line.text())) {
      try {
        return filters.rewrite(line.text());
      } catch (LDAPException e) {
        notes.add("a filter can't be read and is left as it is: " + line.text());
        return Optional.empty();
      }
    }
    return mendReferences && names.reference(line.name()) ? entryNames.rewrite(line.text()) : Optional.empty();
  }

  private Optional<String> naming(LdifLine line) {
    if (line.is("newsuperior")) {
      return entryNames.rewrite(line.text());
    }
    if (!line.is("newrdn")) {
      return Optional.empty();
    }
    try {
      return entryNames.rewrite(new RDN(line.text())).map(RDN::toString);
    } catch (LDAPException e) {
      return Optional.empty(); // left as it is: the server that takes the file says what is wrong with it
    }
  }
}
