package org.mailtrek.engine.change;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.util.json.JSONObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.View;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * A segment of changes of directory entries, some 2,000 at most. Each is tried with exact old values and looked at only where the server refuses;
 * what it refuses is left and said in its own words, and is none of our business on the way back. Taking back is exact to the value: an edit that somebody made since survives.
 *
 * @param entries one for each entry; never an entry and its ancestor
 * @param relaxed asks the server to relax rules, see {@link org.mailtrek.host.DirectoryServer#modify}
 * @param connections how many work side by side, 1 to 16
 */
public record Entries(List<EntryChange> entries, boolean relaxed, int connections) implements Change {

  static final String KIND = "entries";
  private static final int ROUGHLY = 1000;

  /** Checks that there is something to do, and that no entry is an ancestor of another. */
  public Entries {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a segment needs an entry");
    }
    if (connections < 1 || connections > 16) {
      throw new IllegalArgumentException("1 to 16 connections work side by side, not " + connections);
    }
    refuseAncestors(entries);
  }

  /** Returns a segment for one connection, with the server's rules as they are. */
  public static Entries of(List<EntryChange> items) {
    return new Entries(items, false, 1);
  }

  private static void refuseAncestors(List<EntryChange> entries) {
    if (EntryName.plainlyApart(entries)) {
      return;
    }
    Set<DN> names = new HashSet<>();
    for (EntryChange each : entries) {
      if (!names.add(EntryName.parsed(each.dn()))) {
        throw new IllegalArgumentException("a segment holds " + each.dn() + " twice");
      }
    }
    Set<DN> climbed = new HashSet<>();
    for (DN each : names) {
      for (DN above = each.getParent(); above != null && climbed.add(above); above = above.getParent()) {
        if (names.contains(above)) {
          throw new IllegalArgumentException("a segment holds " + each + " and its ancestor " + above);
        }
      }
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String describe() {
    String first = entries.get(0).dn();
    return entries.size() == 1 ? "directory: change " + first : "directory: change " + entries.size() + " entries, " + first + " first";
  }

  @Override
  public Set<String> touches() {
    Set<String> all = new TreeSet<>();
    for (EntryChange each : entries) {
      all.add("entry " + EntryName.parsed(each.dn()).toNormalizedString());
      all.add("entry " + EntryName.parsed(each.newDn()).toNormalizedString());
    }
    return all;
  }

  @Override
  public Stream<String> items() {
    return entries.stream().map(EntryChange::item);
  }

  @Override
  public long deletes() {
    return entries.stream().filter(DeleteEntry.class::isInstance).count();
  }

  @Override
  public JSONObject toJson() {
    return Fields.kind(KIND).put("relaxed", relaxed).put("connections", connections).put("entries", entries, EntryChange::toJson).object();
  }

  @Override
  public String text() {
    JsonText text = new JsonText(entries.size() * ROUGHLY).open('{').name("kind").value(KIND).name("relaxed").value(relaxed).name("connections").value(connections).name("entries").open('[');
    for (EntryChange each : entries) {
      text.next();
      each.write(text);
    }
    return text.close(']').close('}').toString();
  }

  static Entries read(Fields fields) {
    return new Entries(fields.list("entries", value -> EntryChange.read((JSONObject) value)), fields.flag("relaxed"), fields.integer("connections"));
  }

  @Override
  public void keep(View view, Side side) {}

  @Override
  public Seen look(View view, Side side) throws TrekException {
    DirectoryView directory = view.directory();
    Set<Seen> seen = new HashSet<>();
    for (EntryChange each : entries) {
      seen.add(each.look(directory));
      if (seen.contains(Seen.FOREIGN)) {
        return Seen.FOREIGN;
      }
    }
    return seen.size() == 1 ? seen.iterator().next() : Seen.BETWEEN;
  }

  @Override
  public Left perform(Estate estate, Side side) throws TrekException {
    return new SideBySide(connections).run(entries, item -> item.perform(estate.directory(), relaxed));
  }

  @Override
  public Left revert(Estate estate, Side side) throws TrekException {
    Set<String> untouched = new HashSet<>();
    side.left().forEach(sentence -> untouched.add(EntryChange.name(sentence)));
    List<EntryChange> ours = entries.stream().filter(each -> !untouched.contains(each.dn())).toList();
    return new SideBySide(connections).run(ours, item -> item.revert(estate.directory(), relaxed));
  }

  @Override
  public View over(View below) {
    return OverlayView.directory(below, view -> new OverlayDirectoryView(view, entries));
  }

  @Override
  public Set<Place> folders(View view) {
    return Set.of();
  }
}
