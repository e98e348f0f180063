package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** Checks that a directory is as a transplant promises, against the world alone and against what was there before. */
public final class DirectoryVerification {

  private static final int SHOWN = 10;

  private final Policy policy;

  /** Makes a verification of a transplant under this policy. */
  public DirectoryVerification(Policy policy) {
    this.policy = policy;
  }

  /**
   * What is still named by the old schema.
   *
   * @param dn the entry
   * @param name the attribute or class
   * @param reason why it stays; empty when it should not be there
   */
  public record Leftover(String dn, String name, String reason) {
    @Override
    public String toString() {
      return dn + ": " + name + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
  }

  /** Takes leftovers, of which there may be many. */
  @FunctionalInterface
  public interface Sink {

    /** Takes one. */
    void accept(Leftover leftover) throws TrekException;
  }

  /**
   * Hands over everything that the directory still names by the old schema, with the reason where there is one.
   *
   * @throws TrekException when the directory can't be read
   */
  public void leftovers(DirectoryView directory, Sink sink) throws TrekException {
    DirectoryReading reading = DirectoryReading.of(directory);
    SchemaMap names = reading.names();
    reading.leftovers(entry -> {
      boolean structural = Arrays.stream(entry.getObjectClassValues())
          .anyMatch(each -> names.objectClass(each).map(MovedClass::structural).orElse(false));
      for (String each : entry.getObjectClassValues()) {
        if (SchemaMap.old(each)) {
          sink.accept(new Leftover(entry.getDN(), each, reason(names.objectClass(each).isPresent(), structural, true)));
        }
      }
      for (Attribute each : entry.getAttributes()) {
        if (SchemaMap.old(each.getName())) {
          boolean beside = names.newDescription(each.getName()).map(entry::hasAttribute).orElse(false);
          sink.accept(new Leftover(entry.getDN(), each.getName(), reason(names.attribute(each.getName()).isPresent(), structural, beside)));
        }
        filters(names, entry, each, sink);
      }
    });
  }

  private String reason(boolean known, boolean structural, boolean beside) {
    if (!known) {
      return "the new schema has no counterpart";
    }
    if (policy.mode() != Policy.Mode.KEEP_OLD) {
      return "";
    }
    return structural ? "a structural class, exchanged by ldap prune" : beside ? "kept beside the new name" : "";
  }

  private static void filters(SchemaMap names, Entry entry, Attribute attribute, Sink sink) throws TrekException {
    if (!names.attributeByNewName(attribute.getName()).map(MovedAttribute::filter).orElse(false)) {
      return;
    }
    for (String filter : attribute.getValues()) {
      try {
        if (DnRewrite.suspicious(filter) && new FilterRewrite(names).rewrite(filter).isPresent()) {
          sink.accept(new Leftover(entry.getDN(), attribute.getName() + " " + filter, ""));
        }
      } catch (LDAPException e) {
        sink.accept(new Leftover(entry.getDN(), attribute.getName() + " " + filter, "no filter that can be read: mend it by hand"));
      }
    }
  }

  /**
   * Refuses when anything is left without a reason.
   *
   * @throws TrekException of kind DIFFERENT with the first of them
   */
  public void refuseLeftovers(DirectoryView directory) throws TrekException {
    List<Leftover> first = new ArrayList<>();
    long[] count = new long[1];
    leftovers(directory, each -> {
      if (each.reason().isEmpty() && count[0]++ < SHOWN) {
        first.add(each);
      }
    });
    if (count[0] > 0) {
      throw TrekException.at(directory.url()).kind(TrekException.Kind.DIFFERENT)
          .found(count[0] + " old names are left: " + String.join("; ", first.stream().map(Leftover::toString).toList()))
          .next("ldap transplant moves the rest; where the server refused, its words stand in the journal");
    }
  }

  /**
   * Compares a directory with what was there before, value by value and list by list.
   *
   * @param before every entry as it was, such as a backup
   * @return sentences that name what differs, the first of each kind; empty when nothing does
   * @throws TrekException when the directory or the entries before can't be read
   */
  public List<String> differences(DirectoryView directory, Before before) throws TrekException {
    return differences(directory, before, Set.of());
  }

  /**
   * As {@link #differences(DirectoryView, Before)}, but for values of some entries.
   *
   * @param others the names of entries that somebody had reason to change since
   */
  public List<String> differences(DirectoryView directory, Before before, Set<String> others) throws TrekException {
    DirectoryReading reading = DirectoryReading.of(directory);
    Set<String> normal = others.stream().map(MovedValues::normal).collect(Collectors.toSet());
    List<String> found = new ArrayList<>(new MovedValues(reading, policy, normal).differences(directory, before));
    found.addAll(new StoredLists(reading, policy).differences(directory, before));
    return found;
  }

  /**
   * How many entries have a class of the new schema, or had its counterpart of the old one.
   *
   * @param before entries that had either; 0 where there is nothing to compare with
   * @param now entries that have the new one
   */
  public record Counted(long before, long now) {

    private Counted and(Counted other) {
      return new Counted(before + other.before, now + other.now);
    }
  }

  /**
   * Counts the entries of every class that moves, by its new name.
   *
   * @throws TrekException when the directory or the entries before can't be read
   */
  public SortedMap<String, Counted> classes(DirectoryView directory, Optional<Before> before) throws TrekException {
    DirectoryReading reading = DirectoryReading.of(directory);
    SortedMap<String, Counted> counts = new TreeMap<>();
    reading.bothSchemas(entry -> count(entry, false, reading.names(), new Counted(0, 1), counts));
    if (before.isPresent()) {
      before.get().read(entry -> count(entry, true, reading.names(), new Counted(1, 0), counts));
    }
    return counts;
  }

  private static void count(Entry entry, boolean old, SchemaMap names, Counted one, SortedMap<String, Counted> counts) {
    Set<String> found = new TreeSet<>();
    for (String each : entry.getObjectClassValues() == null ? new String[0] : entry.getObjectClassValues()) {
      names.objectClassByNewName(each).or(() -> old ? names.objectClass(each) : Optional.empty()).ifPresent(moved -> found.add(moved.newName()));
    }
    found.forEach(name -> counts.merge(name, one, Counted::and));
  }

  /** Hands over the entries as they were, as often as it is asked. */
  @FunctionalInterface
  public interface Before {

    /** Hands over every entry, with its user attributes. */
    void read(DirectoryView.Sink sink) throws TrekException;
  }
}
