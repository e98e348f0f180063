package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Entries;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.engine.change.EntryName;
import org.mailtrek.engine.change.ExchangeEntry;
import org.mailtrek.engine.change.ModifyEntry;
import org.mailtrek.engine.change.RenameEntry;
import org.mailtrek.engine.change.ValueChange;
import org.mailtrek.host.TrekException;

/**
 * Gathers what entries need into segments of entries of one depth, so that no segment holds an entry and its ancestor. Renamings come last,
 * the deepest first: what lies below a renamed entry was changed under its old name. Holds a segment a depth, and the renamings.
 */
final class Segments {

  private static final int LARGEST = 2000;
  private static final int CONNECTIONS = 4;

  private final Step.Preview preview;
  private final int largest;
  private final Map<Integer, List<EntryChange>> plain = new HashMap<>();
  private final Map<Integer, List<EntryChange>> relaxed = new HashMap<>();
  private final Map<Integer, List<EntryChange>> renamed = new HashMap<>();

  Segments(Step.Preview preview) {
    this(preview, LARGEST);
  }

  /** Makes segments of so many entries at most. */
  Segments(Step.Preview preview, int largest) {
    this.preview = preview;
    this.largest = largest;
  }

  void add(EntryPlan plan) throws TrekException {
    if (plan.nothing()) {
      return;
    }
    int depth = EntryName.depth(plan.dn());
    boolean named = plan.renaming().isPresent();
    List<EntryChange> segment = (named ? renamed : plan.relaxed() ? relaxed : plain).computeIfAbsent(depth, each -> new ArrayList<>());
    change(plan).ifPresent(segment::add);
    if (segment.size() == largest && !named) {
      emit(segment, plan.relaxed());
    }
  }

  /** Returns a plan as a change; empty where nothing is to be done. */
  static Optional<EntryChange> change(EntryPlan plan) {
    List<Modification> all = new ArrayList<>(plan.modifications());
    if (plan.renaming().isPresent()) {
      all.addAll(plan.renaming().get().afterwards());
      return Optional.of(new RenameEntry(plan.dn(), plan.renaming().get().newRdn(), values(all)));
    }
    if (plan.nothing()) {
      return Optional.empty();
    }
    return Optional.of(plan.relaxed() ? new ExchangeEntry(plan.dn(), values(all)) : new ModifyEntry(plan.dn(), values(all)));
  }

  /** Hands over what is left. */
  void finish() throws TrekException {
    for (boolean relax : new boolean[] {false, true}) {
      for (List<EntryChange> segment : deepestFirst(relax ? relaxed : plain)) {
        emit(segment, relax);
      }
    }
    for (List<EntryChange> segment : deepestFirst(renamed)) {
      give(segment, largest, preview);
    }
  }

  /** Hands over changes of one depth, in segments of the usual size. */
  static void give(List<EntryChange> changes, Step.Preview preview) throws TrekException {
    give(changes, LARGEST, preview);
  }

  private static void give(List<EntryChange> changes, int largest, Step.Preview preview) throws TrekException {
    for (int at = 0; at < changes.size(); at += largest) {
      preview.change(new Entries(changes.subList(at, Math.min(changes.size(), at + largest)), false, CONNECTIONS));
    }
  }

  private void emit(List<EntryChange> segment, boolean relax) throws TrekException {
    if (!segment.isEmpty()) {
      preview.change(new Entries(segment, relax, CONNECTIONS));
      segment.clear();
    }
  }

  private static List<List<EntryChange>> deepestFirst(Map<Integer, List<EntryChange>> byDepth) {
    return byDepth.entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.reverseOrder())).map(Map.Entry::getValue).toList();
  }

  private static List<ValueChange> values(List<Modification> modifications) {
    Map<String, List<Bytes>> removed = new LinkedHashMap<>();
    Map<String, List<Bytes>> added = new LinkedHashMap<>();
    for (Modification each : modifications) {
      removed.computeIfAbsent(each.getAttributeName(), name -> new ArrayList<>());
      List<Bytes> side = each.getModificationType() == ModificationType.DELETE
          ? removed.get(each.getAttributeName()) : added.computeIfAbsent(each.getAttributeName(), name -> new ArrayList<>());
      for (byte[] value : each.getValueByteArrays()) {
        side.add(Bytes.of(value));
      }
    }
    List<ValueChange> changes = new ArrayList<>();
    removed.forEach((name, gone) -> changes.add(new ValueChange(name, gone, added.getOrDefault(name, List.of()))));
    return changes;
  }
}
