package org.mailtrek.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Ownership;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.engine.change.SchemaChange;

/** Compares what a plan says with what the same runbook came to on a copy of the estate, step by step and object by object. */
final class PlanComparison {

  /** What stands on contents, which a copy has none of. */
  private static final Set<String> OF_CONTENTS = Set.of("K3", "Z9", "Z10");

  /**
   * Something that came out otherwise.
   *
   * @param step the step's id
   * @param planned what the plan says
   * @param rehearsed what it was
   */
  record Difference(String step, String planned, String rehearsed) {}

  private final List<Difference> differences = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Compares. */
  PlanComparison(Plan planned, Plan rehearsed) {
    Map<String, PlannedStep> open = new LinkedHashMap<>();
    rehearsed.steps().forEach(each -> open.put(each.id(), each));
    for (PlannedStep each : planned.steps()) {
      PlannedStep other = open.remove(each.id());
      if (other == null) {
        notes.add(each.id() + " was not rehearsed (" + each.title() + ")");
      } else {
        compare(each, other);
      }
    }
    open.values().forEach(each -> differences.add(new Difference(each.id(), "no such step", each.title() + ": " + Numbers.of(each.count().items(), "object"))));
  }

  /** Returns what came out otherwise, in the order of the plan. */
  List<Difference> differences() {
    return List.copyOf(differences);
  }

  /** Returns what can't be compared, and what is only known now. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void compare(PlannedStep planned, PlannedStep rehearsed) {
    if (planned.knownAfter().isPresent()) {
      notes.add(planned.id() + ", which the plan knows after " + planned.knownAfter().get() + " only: " + Numbers.of(rehearsed.count().items(), "object"));
    } else if (planned.procedures().stream().anyMatch(OF_CONTENTS::contains)) {
      if (!planned.nothingToDo()) {
        notes.add(planned.id() + " was rehearsed without contents: " + Numbers.of(planned.count().items(), "object") + " planned");
      }
    } else if (planned.changes().stream().anyMatch(each -> each instanceof PackageSet set && !set.unseen().isEmpty())) {
      notes.add(planned.id() + " was rehearsed with stand-ins for packages that were not fetched: what they need and which services they bring is not compared");
    } else if (planned.bulk()) {
      if (planned.count().items() != rehearsed.count().items()) {
        differences.add(new Difference(planned.id(), Numbers.of(planned.count().items(), "object"), Numbers.of(rehearsed.count().items(), "object")));
      }
    } else {
      listed(planned, rehearsed);
    }
  }

  /** One by one: the same object, changed in the same way; an object may be changed more than once. */
  private void listed(PlannedStep planned, PlannedStep rehearsed) {
    List<Change> open = new ArrayList<>(rehearsed.changes());
    List<Change> otherwise = new ArrayList<>();
    for (Change each : planned.changes()) {
      Optional<Change> same = open.stream().filter(other -> other.touches().equals(each.touches()) && said(other).equals(said(each))).findFirst();
      same.ifPresentOrElse(open::remove, () -> otherwise.add(each));
    }
    for (Change each : otherwise) {
      Optional<Change> other = open.stream().filter(one -> one.touches().equals(each.touches())).findFirst();
      other.ifPresent(open::remove);
      if (each instanceof SchemaChange && other.isEmpty()) {
        notes.add(planned.id() + " was not rehearsed, since the copy of the directory knows both schemas: " + each.describe());
        continue;
      }
      if (each instanceof Ownership) {
        notes.add(planned.id() + " was rehearsed without contents: " + each.describe());
        continue;
      }
      differences.add(new Difference(planned.id(), each.describe(), other.map(Change::describe).orElse("nothing to do")));
    }
    open.forEach(each -> differences.add(new Difference(planned.id(), "nothing to do", each.describe())));
  }

  /** Secrets that were left out have other lengths. */
  private static String said(Change change) {
    return change.describe().replaceAll("[0-9]+ bytes", "bytes");
  }
}
