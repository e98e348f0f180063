package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.util.Base64;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.TrekException;

/**
 * Rewrites one record that was taken apart, by the same rules as a directory that is changed while it runs. Lines that stay are copied as
 * they are. Immutable.
 */
final class LdifWhole {

  private final SchemaMap names;
  private final EntryPlanner planner;
  private final LdifChange changes;
  private final DnRewrite entryNames;

  LdifWhole(SchemaMap names, Policy policy, boolean mendReferences) {
    this.names = names;
    this.planner = new EntryPlanner(names, policy, mendReferences);
    this.changes = new LdifChange(names, mendReferences);
    this.entryNames = new DnRewrite(names);
  }

  /**
   * What becomes of a record.
   *
   * @param bytes its lines, with line breaks
   * @param plan what is done to the entry; none for a record that changes one
   * @param renames whether an entry gets another name by it
   * @param notes sentences for the operator
   */
  record Rewritten(byte[] bytes, Optional<EntryPlan> plan, boolean renames, List<String> notes) {}

  /**
   * Rewrites a record.
   *
   * @throws TrekException when it is no LDIF
   */
  Rewritten rewrite(LdifRecords record) throws TrekException {
    List<LdifLine> lines = LdifLine.of(record);
    int first = 0;
    while (first < lines.size() && (lines.get(first).kind() == LdifLine.Kind.COMMENT || lines.get(first).is("version"))) {
      first++;
    }
    if (first == lines.size()) {
      return new Rewritten(copy(record, lines), Optional.empty(), false, List.of());
    }
    LdifLine dn = lines.get(first);
    if (!dn.is("dn")) {
      throw record.broken(dn.index(), "a record begins with dn:, this one with " + dn.name() + ":");
    }
    Optional<LdifLine> change = lines.stream().filter(each -> each.is("changetype")).findFirst();
    if (change.isPresent() && !change.get().text().strip().equalsIgnoreCase("add")) {
      return changes.rewrite(record, lines, dn, change.get().text().strip().toLowerCase(Locale.ROOT));
    }
    return content(record, lines, dn);
  }

  private Rewritten content(LdifRecords record, List<LdifLine> lines, LdifLine dn) throws TrekException {
    EntryPlan plan = planner.plan(entry(lines, dn));
    Set<String> gone = new HashSet<>();
    Map<String, List<byte[]>> come = new LinkedHashMap<>();
    collect(plan.modifications(), gone, come);
    plan.renaming().ifPresent(renaming -> collect(renaming.afterwards(), gone, come));
    Map<LdifLine, List<String>> places = places(lines, dn, come.keySet());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> notes = new ArrayList<>(plan.notes());
    for (LdifLine line : lines) {
      if (line == dn) {
        write(out, record, line, "dn", entryNames.rewrite(line.text()));
      } else if (line.kind() == LdifLine.Kind.FILE) {
        notes.add("line of " + line.name() + " keeps its value in a file, which is not read: " + line.text());
        file(out, record, line);
      } else if (line.is("structuralObjectClass")) {
        write(out, record, line, line.name(), names.objectClass(line.text()).map(MovedClass::newName));
      } else if (!gone.contains(key(line.name(), line.value()))) {
        copy(out, record, line);
      }
      for (String name : places.getOrDefault(line, List.of())) {
        come.get(name).forEach(value -> line(out, name, value, breakOf(record)));
      }
    }
    return new Rewritten(out.toByteArray(), Optional.of(plan), entryNames.rewrite(dn.text()).isPresent(), notes);
  }

  /** Returns after which line new values come: beside the others of their attribute, since slapadd wants an attribute's values together. */
  private Map<LdifLine, List<String>> places(List<LdifLine> lines, LdifLine dn, Set<String> come) {
    Map<LdifLine, List<String>> places = new IdentityHashMap<>();
    LdifLine last = lines.get(lines.size() - 1);
    for (String name : come) {
      LdifLine place = last;
      boolean own = false;
      for (LdifLine line : lines) {
        boolean same = line != dn && line.is(name);
        if (same || !own && names.newDescription(line.name()).filter(name::equalsIgnoreCase).isPresent()) {
          place = line;
          own |= same;
        }
      }
      places.computeIfAbsent(place, each -> new ArrayList<>()).add(name);
    }
    return places;
  }

  private static Entry entry(List<LdifLine> lines, LdifLine dn) {
    Map<String, String> spelled = new HashMap<>();
    Map<String, List<byte[]>> values = new LinkedHashMap<>();
    for (LdifLine line : lines) {
      boolean data = line.kind() == LdifLine.Kind.PLAIN || line.kind() == LdifLine.Kind.ENCODED;
      boolean own = line.is("version") || line.is("changetype") || line.is("control") || line.is("structuralObjectClass");
      if (data && line != dn && !own) {
        String key = line.name().toLowerCase(Locale.ROOT);
        spelled.putIfAbsent(key, line.name());
        values.computeIfAbsent(key, each -> new ArrayList<>()).add(line.value());
      }
    }
    List<Attribute> attributes = new ArrayList<>();
    values.forEach((key, all) -> attributes.add(new Attribute(spelled.get(key), all.toArray(new byte[0][]))));
    return new Entry(dn.text(), attributes);
  }

  private static void collect(List<Modification> modifications, Set<String> gone, Map<String, List<byte[]>> come) {
    for (Modification each : modifications) {
      for (byte[] value : each.getValueByteArrays()) {
        if (each.getModificationType() == ModificationType.DELETE) {
          gone.add(key(each.getAttributeName(), value));
        } else {
          come.computeIfAbsent(each.getAttributeName(), name -> new ArrayList<>()).add(value);
        }
      }
    }
  }

  private static String key(String name, byte[] value) {
    return name.toLowerCase(Locale.ROOT) + ':' + new String(value, StandardCharsets.ISO_8859_1);
  }

  private void file(ByteArrayOutputStream out, LdifRecords record, LdifLine line) {
    Optional<String> renamed = names.newDescription(line.name());
    if (renamed.isEmpty()) {
      copy(out, record, line);
      return;
    }
    out.writeBytes((renamed.get() + ":< ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(line.value());
    out.writeBytes(breakOf(record));
  }

  /** Writes a line with another value, or as it is where there is none. */
  static void write(ByteArrayOutputStream out, LdifRecords record, LdifLine line, String name, Optional<String> value) {
    if (value.isEmpty() && name.equals(line.name())) {
      copy(out, record, line);
    } else {
      line(out, name, value.map(each -> each.getBytes(StandardCharsets.UTF_8)).orElse(line.value()), breakOf(record));
    }
  }

  static void copy(ByteArrayOutputStream out, LdifRecords record, LdifLine line) {
    out.write(record.bytes(), record.start(line.index()), record.start(line.last() + 1) - record.start(line.index()));
  }

  private static byte[] copy(LdifRecords record, List<LdifLine> lines) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    lines.forEach(each -> copy(out, record, each));
    return out.toByteArray();
  }

  /** Writes a line, in base64 where the value asks for it (RFC 2849, SAFE-STRING; and trailing blanks, as all tools do). */
  private static void line(ByteArrayOutputStream out, String name, byte[] value, byte[] lineBreak) {
    out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    if (safe(value)) {
      out.writeBytes(new byte[] {':', ' '});
      out.writeBytes(value);
    } else {
      out.writeBytes(new byte[] {':', ':', ' '});
      out.writeBytes(Base64.encode(value).getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes(lineBreak);
  }

  private static boolean safe(byte[] value) {
    if (value.length > 0 && (value[0] == ' ' || value[0] == ':' || value[0] == '<' || value[value.length - 1] == ' ')) {
      return false;
    }
    for (byte each : value) {
      if (each <= 0 || each == '\n' || each == '\r') {
        return false;
      }
    }
    return true;
  }

  static byte[] breakOf(LdifRecords record) {
    int stop = record.start(1);
    boolean two = stop - 2 >= record.start(0) && record.bytes()[stop - 2] == '\r';
    return two ? new byte[] {'\r', '\n'} : new byte[] {'\n'};
  }
}
