package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.Digests;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Compares every value under a new name with what it must have become. Whole directories by sums of digests, in constant memory; only where
 * these differ entry by entry.
 */
final class MovedValues {

  private static final int SHOWN = 20;

  private final DirectoryReading reading;
  private final Policy policy;
  private final EntryPlanner planner;
  private final Set<String> others;

  /** Compares all entries but those of these normal names. */
  MovedValues(DirectoryReading reading, Policy policy, Set<String> others) {
    this.others = others;
    this.reading = reading;
    this.policy = policy;
    this.planner = new EntryPlanner(reading.names(), policy, true);
  }

  List<String> differences(DirectoryView directory, DirectoryVerification.Before before) throws TrekException {
    Sum expected = new Sum();
    Sum found = new Sum();
    before.read(entry -> compared(newName(entry)).flatMap(dn -> expected(entry)).ifPresent(expected::add));
    reading.bothSchemas(entry -> compared(entry.getDN()).flatMap(dn -> shown(entry, dn)).ifPresent(found::add));
    if (expected.equals(found)) {
      return List.of();
    }
    List<String> differences = new ArrayList<>();
    if (expected.entries != found.entries) {
      differences.add(expected.entries + " entries should use the new schema, " + found.entries + " do");
    }
    before.read(entry -> {
      Optional<String> wanted = compared(newName(entry)).flatMap(dn -> expected(entry));
      if (wanted.isPresent() && differences.size() < SHOWN) {
        String name = newName(entry);
        Optional<String> is = directory.entry(name).flatMap(each -> shown(each, name));
        if (!is.equals(wanted)) {
          differences.add(name + ": " + is.orElse("has nothing under the new names") + " instead of " + wanted.get());
        }
      }
    });
    return differences;
  }

  private Optional<String> compared(String dn) {
    return others.isEmpty() || !others.contains(normal(dn)) ? Optional.of(dn) : Optional.empty();
  }

  private Optional<String> expected(Entry before) {
    EntryPlan plan = planner.plan(before);
    try {
      Entry after = plan.modifications().isEmpty() ? before : Entry.applyModifications(before, true, plan.modifications());
      return shown(after, newName(before));
    } catch (LDAPException e) {
      throw new IllegalStateException("a plan fits the entry it was made for: " + before.getDN(), e);
    }
  }

  private String newName(Entry before) {
    return policy.mode() == Policy.Mode.KEEP_OLD ? before.getDN() : new DnRewrite(reading.names()).rewrite(before.getDN()).orElse(before.getDN());
  }

  /** Returns the name and what stands under new names, in one order; empty when nothing does. */
  private Optional<String> shown(Entry entry, String dn) {
    SortedMap<String, List<String>> values = new TreeMap<>();
    for (Attribute each : entry.getAttributes()) {
      reading.names().attributeByNewName(each.getName()).ifPresent(moved -> values.put(each.getName().toLowerCase(Locale.ROOT),
          Arrays.stream(each.getValueByteArrays()).map(value -> new String(value, StandardCharsets.ISO_8859_1)).sorted().toList()));
    }
    List<String> classes = Arrays.stream(entry.getObjectClassValues() == null ? new String[0] : entry.getObjectClassValues())
        .filter(each -> reading.names().objectClassByNewName(each).isPresent()).map(each -> each.toLowerCase(Locale.ROOT)).sorted().toList();
    return values.isEmpty() && classes.isEmpty() ? Optional.empty() : Optional.of(normal(dn) + " " + classes + values);
  }

  static String normal(String dn) {
    try {
      return DN.normalize(dn);
    } catch (LDAPException e) {
      return dn;
    }
  }

  /** A sum that does not depend on the order. */
  static final class Sum {
    private final MessageDigest digest;
    private long first;
    private long second;
    private long entries;

    Sum() {
      digest = Digests.start();
    }

    void add(String text) {
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
      first += bytes.getLong();
      second += bytes.getLong();
      entries++;
    }

    void remove(String text) {
      ByteBuffer bytes = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
      first -= bytes.getLong();
      second -= bytes.getLong();
      entries--;
    }

    long entries() {
      return entries;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Sum sum && first == sum.first && second == sum.second && entries == sum.entries;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(first);
    }
  }
}
