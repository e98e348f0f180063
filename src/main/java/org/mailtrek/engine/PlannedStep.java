package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;

/**
 * A step of a plan, with what its preview found.
 *
 * @param id the step's id within its runbook
 * @param title one line that names the act
 * @param afterOpen whether it belongs to the second act
 * @param bulk whether it agrees on {@link #count} and limits instead of each item; {@link #changes} is empty then
 * @param keeps whether it keeps a backup, which it does even when it changes nothing
 * @param lane where it stands among the steps of several hosts
 * @param knownAfter the step after which it will be previewed, when that could not be done for the plan
 * @param procedures the ids of the procedures that it carries out
 * @param notes warnings, decisions, and what people must do
 * @param changes what it will do, in order
 * @param count what the changes come to
 * @param effect what it does to the world; of a step that is known later, the most that it may do
 */
public record PlannedStep(
    String id,
    String title,
    boolean afterOpen,
    boolean bulk,
    boolean keeps,
    Optional<Lane> lane,
    Optional<String> knownAfter,
    Set<String> procedures,
    List<String> notes,
    List<Change> changes,
    Count count,
    Effect effect) {

  /** Copies the collections. */
  public PlannedStep {
    procedures = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(procedures));
    notes = List.copyOf(notes);
    changes = List.copyOf(changes);
  }

  /** Returns whether the preview found nothing to change. */
  public boolean nothingToDo() {
    return knownAfter.isEmpty() && count.changes() == 0;
  }

  /** Returns whether steps together are not worth a run: none changes anything, and they are not there to keep backups only. */
  static boolean nothingToDo(List<PlannedStep> steps) {
    return steps.stream().allMatch(PlannedStep::nothingToDo) && !onlyKeep(steps);
  }

  /** Returns whether all that steps do is to keep backups. */
  static boolean onlyKeep(List<PlannedStep> steps) {
    return !steps.isEmpty() && steps.stream().allMatch(each -> each.keeps && each.nothingToDo());
  }

  /** Returns whether the changes stand in the plan one by one. */
  boolean listed() {
    return !bulk && knownAfter.isEmpty();
  }

  /** Returns those of its changes that can't be taken back. */
  public List<Change> irreversible() {
    return changes.stream().filter(each -> each.irreversible().isPresent()).toList();
  }

  JSONObject toJson() {
    return Json.object(
        "id", id,
        "title", title,
        "after-open", afterOpen,
        "bulk", bulk,
        "keeps", keeps,
        "lane", lane.map(each -> List.of(each.toJson())).orElse(List.of()),
        "known-after", knownAfter.map(List::of).orElse(List.of()),
        "procedures", procedures,
        "notes", notes,
        "changes", changes.stream().map(Change::toJson).toList(),
        "count", count.toJson(),
        "effect", effect.key());
  }

  static PlannedStep read(JSONObject json, ChangeReader reader) throws TrekException {
    List<Change> changes = new ArrayList<>();
    for (JSONObject each : Json.children(json, "changes")) {
      changes.add(reader.read(each));
    }
    List<JSONObject> lanes = Json.children(json, "lane");
    return new PlannedStep(
        Json.text(json, "id"),
        Json.text(json, "title"),
        Json.flag(json, "after-open"),
        Json.flag(json, "bulk"),
        Json.flag(json, "keeps"),
        lanes.isEmpty() ? Optional.empty() : Optional.of(Lane.read(lanes.get(0))),
        Json.texts(json, "known-after").stream().findFirst(),
        new LinkedHashSet<>(Json.texts(json, "procedures")),
        Json.texts(json, "notes"),
        changes,
        Count.read(Json.child(json, "count")),
        json.getFieldAsString("effect") == null ? worst(changes) : Effect.named(Json.text(json, "effect")));
  }

  /** Returns what changes do: for plans of before a step said so. */
  private static Effect worst(List<Change> changes) {
    return changes.stream().map(Effect::of).reduce(Effect.READS, Effect::worst);
  }
}
