package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * What a directory holds of both schemas, and what a transplant would meet. Lists hold the first thousand of each; the counts are complete.
 *
 * @param entries how many entries use one of the schemas
 * @param toMove how many a transplant would change
 * @param classes entries by class, under its name as the map spells it
 * @param attributes entries by attribute, options counted apart
 * @param conflictCount how many conflicts there are
 * @param conflicts what a transplant can't decide without a policy
 * @param structural entries whose structural class is exchanged
 * @param renamed entries whose name uses an attribute that moves
 * @param filters stored filters, old and new
 * @param notes sentences about single entries
 * @param missing names of the new schema that the server lacks
 * @param withoutCounterpart names of the old schema that the new one does not have
 * @param refused values whose syntax the new schema refuses
 * @param untyped shared stores that are neither a room nor equipment yet
 * @param limit why not everything could be read; empty when everything was
 */
public record LdapSurvey(long entries, long toMove, SortedMap<String, Long> classes, SortedMap<String, Long> attributes, long conflictCount,
    List<Conflict> conflicts, List<String> structural, List<String> renamed, List<StoredFilter> filters, List<String> notes, List<String> missing,
    List<String> withoutCounterpart, List<String> refused, List<String> untyped, Optional<String> limit) {

  private static final int KEPT = 1000;

  /**
   * A filter in a value.
   *
   * @param dn the entry
   * @param before the filter
   * @param after the filter with the new names
   */
  public record StoredFilter(String dn, String before, String after) {}

  /**
   * Reads a directory.
   *
   * @throws TrekException when it can't be reached; a limit that cuts the answer short is part of the survey instead
   */
  public static LdapSurvey of(DirectoryView directory) throws TrekException {
    return new Taking(DirectoryReading.of(directory)).take(directory);
  }

  /**
   * Returns the names of all shared stores, a thousand at most.
   *
   * @throws TrekException when the directory can't be read
   */
  public static List<String> sharedStores(DirectoryView directory) throws TrekException {
    return SharedStores.all(directory);
  }

  /** Takes a survey. */
  private static final class Taking {
    private final DirectoryReading reading;
    private final EntryPlanner planner;
    private final SortedMap<String, Long> classes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final SortedMap<String, Long> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Conflict> conflicts = new ArrayList<>();
    private final List<String> structural = new ArrayList<>();
    private final List<String> renamed = new ArrayList<>();
    private final List<StoredFilter> filters = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final SyntaxRule syntaxes;
    private long entries;
    private long toMove;
    private long conflictCount;

    Taking(DirectoryReading reading) {
      this.reading = reading;
      this.syntaxes = new SyntaxRule(reading.schema());
      this.planner = new EntryPlanner(reading.names(), Policy.DEFAULT, false);
    }

    LdapSurvey take(DirectoryView directory) throws TrekException {
      Optional<String> limit = Optional.empty();
      List<String> untyped = new ArrayList<>();
      try {
        reading.bothSchemas(this::entry);
        untyped.addAll(SharedStores.untyped(directory));
      } catch (TrekException e) {
        if (e.kind() == TrekException.Kind.UNREACHABLE) {
          throw e;
        }
        limit = Optional.of(e.what() + "; " + e.next());
      }
      List<String> alone = reading.schema().getAttributeTypes().stream().flatMap(type -> Arrays.stream(type.getNames()))
          .filter(name -> SchemaMap.old(name) && reading.names().attribute(name).isEmpty()).sorted().toList();
      return new LdapSurvey(entries, toMove, classes, attributes, conflictCount, conflicts, structural, renamed, filters, notes,
          reading.names().missing(reading.schema()), alone, refused, untyped, limit);
    }

    private void entry(Entry entry) {
      entries++;
      EntryPlan plan = planner.plan(entry);
      toMove += plan.nothing() && plan.conflicts().isEmpty() ? 0 : 1;
      conflictCount += plan.conflicts().size();
      plan.conflicts().forEach(each -> keep(conflicts, each));
      plan.notes().forEach(each -> keep(notes, plan.dn() + ": " + each));
      if (plan.relaxed()) {
        keep(structural, plan.dn());
      }
      plan.renaming().ifPresent(each -> keep(renamed, plan.dn()));
      for (String each : entry.getObjectClassValues()) {
        if (reading.names().objectClass(each).isPresent() || reading.names().objectClassByNewName(each).isPresent()) {
          classes.merge(each, 1L, Long::sum);
        }
      }
      entry.getAttributes().forEach(each -> attribute(entry, each));
    }

    private void attribute(Entry entry, Attribute attribute) {
      Optional<MovedAttribute> moved =
          reading.names().attribute(attribute.getName()).or(() -> reading.names().attributeByNewName(attribute.getName()));
      if (moved.isEmpty()) {
        return;
      }
      attributes.merge(attribute.getName(), 1L, Long::sum);
      for (byte[] value : attribute.getValueByteArrays()) {
        syntaxes.refusal(moved.get().newName(), value).ifPresent(why -> keep(refused, entry.getDN() + ": " + attribute.getName() + ": " + why));
      }
      if (moved.get().filter()) {
        EntryDraft draft = new EntryDraft(entry.getDN());
        List<byte[]> after = new ValueRewrite(reading.names(), false).all(attribute, moved, draft);
        keep(filters, new StoredFilter(entry.getDN(), attribute.getValue(), new String(after.get(0), StandardCharsets.UTF_8)));
      }
    }

    private static <T> void keep(List<T> list, T item) {
      if (list.size() < KEPT) {
        list.add(item);
      }
    }
  }
}
