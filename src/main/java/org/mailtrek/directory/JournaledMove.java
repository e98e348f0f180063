package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.engine.change.ValueChange;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/**
 * Compares a directory with what runs wrote into it, by the pre-images in their journal: every value that was moved, and the members of every list whose
 * filter was rewritten. Reads the journal twice and each changed entry once; memory does not grow with them.
 */
public final class JournaledMove {

  private static final int SHOWN = 20;
  private static final String WHOLE = "*";

  private final Journaled journaled;
  private final DirectoryReading reading;
  private final DirectoryView directory;
  private final Set<String> later = new HashSet<>();
  private final List<ExchangedList> lists = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();
  private final SortedMap<String, Long> classes = new TreeMap<>();
  private long differing;
  private long values;
  private long entries;

  private JournaledMove(DirectoryView directory, Journaled journaled) throws TrekException {
    this.directory = directory;
    this.journaled = journaled;
    this.reading = DirectoryReading.of(directory);
  }

  /**
   * A change of an entry that stands in the journal.
   *
   * @param run which run made it
   * @param moves whether its step moves the directory from one schema to the other; others change what was moved
   * @param change what was done
   */
  public record Made(long run, boolean moves, EntryChange change) {}

  /** Hands over the changes that runs made and that stand, in order, as often as it is asked. */
  @FunctionalInterface
  public interface Journaled {

    /** Hands over every change. */
    void read(Sink sink) throws TrekException;
  }

  /** Takes changes. */
  @FunctionalInterface
  public interface Sink {

    /** Takes one. */
    void accept(Made made) throws TrekException;
  }

  /**
   * What was found.
   *
   * @param entries how many changed entries were looked at
   * @param values how many moved values were compared
   * @param differing how many things differ
   * @param differences sentences that name the first of them
   * @param classes how many entries were given each class of the new schema
   */
  public record Found(long entries, long values, long differing, List<String> differences, SortedMap<String, Long> classes) {}

  /**
   * Compares.
   *
   * @throws TrekException when the directory or the journal can't be read
   */
  public static Found compare(DirectoryView directory, Journaled journaled) throws TrekException {
    return new JournaledMove(directory, journaled).compare();
  }

  private Found compare() throws TrekException {
    journaled.read(made -> {
      if (made.moves()) {
        ExchangedList.of(made, reading.names()).ifPresent(lists::add);
      } else {
        later.add(key(made.change().newDn(), WHOLE));
        made.change().changes().forEach(each -> later.add(key(made.change().newDn(), each.attribute())));
      }
    });
    journaled.read(made -> {
      if (made.moves()) {
        compare(made);
      }
    });
    for (ExchangedList each : lists) {
      each.difference(directory).ifPresent(this::differs);
    }
    return new Found(entries, values, differing, List.copyOf(differences), classes);
  }

  private void compare(JournaledMove.Made made) throws TrekException {
    EntryChange change = made.change();
    Optional<Entry> now = directory.entry(change.newDn());
    entries++;
    given(change);
    if (now.isEmpty()) {
      if (!later.contains(key(change.newDn(), WHOLE))) {
        differs(change.newDn() + ": is gone, run " + made.run() + " had moved it");
      }
      return;
    }
    for (ValueChange each : change.changes()) {
      if (!later.contains(key(change.newDn(), each.attribute()))) {
        values(made, now.get(), each);
      }
    }
    for (ExchangedList each : lists) {
      each.count(made, now.get(), reading.schema());
    }
  }

  private void values(Made made, Entry now, ValueChange change) {
    values += change.added().size() + change.removed().size();
    Optional<ValueChange> missing = change.remainder(now);
    if (missing.isPresent()) {
      String lost = missing.get().added().isEmpty() ? "" : " lacks " + texts(missing.get().added()) + ", which run " + made.run() + " wrote, and has " + texts(ValueChange.values(now, change.attribute()));
      String back = missing.get().removed().isEmpty() ? "" : " has " + texts(missing.get().removed()) + " again, which run " + made.run() + " had moved";
      differs(now.getDN() + ": " + change.attribute() + lost + (lost.isEmpty() || back.isEmpty() ? "" : ";") + back);
    }
  }

  private void given(EntryChange change) {
    for (ValueChange each : change.changes()) {
      if (each.attribute().equalsIgnoreCase("objectClass")) {
        each.added().forEach(value -> value.text().flatMap(reading.names()::objectClassByNewName).ifPresent(moved -> classes.merge(moved.newName(), 1L, Long::sum)));
      }
    }
  }

  private static String texts(List<Bytes> values) {
    return values.stream().limit(SHOWN).map(each -> each.text().orElse("binary")).toList().toString();
  }

  private void differs(String sentence) {
    differing++;
    if (differences.size() < SHOWN) {
      differences.add(sentence);
    }
  }

  private static String key(String dn, String attribute) {
    return MovedValues.normal(dn) + ' ' + attribute.toLowerCase(Locale.ROOT);
  }
}
