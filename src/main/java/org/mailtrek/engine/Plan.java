package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;

/**
 * A runbook's steps, previewed on an estate. Immutable.
 *
 * @param number counted in the estate, from 1
 * @param created when it was made
 * @param estate the estate's name
 * @param runbook the runbook's name
 * @param options the runbook's options, defaults filled in
 * @param steps in the order in which they will be applied
 */
public record Plan(long number, Instant created, String estate, String runbook, Map<String, String> options, List<PlannedStep> steps) {

  /** Copies the collections. */
  public Plan {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    steps = List.copyOf(steps);
  }

  /** Returns number and digest, such as {@code 3-1a2b}: another plan of the same number has another id. */
  public String id() {
    return number + "-" + Digests.hex(Json.bytes(toJson())).substring(0, 4);
  }

  /** Returns whether a typed id, with or without the digest, means this plan. */
  public boolean named(String typed) {
    return typed.equals(Long.toString(number)) || typed.equals(id());
  }

  /** Returns whether no step has anything to change; a plan that is there to {@link #onlyKeeps keep backups} has something to do. */
  public boolean nothingToDo() {
    return PlannedStep.nothingToDo(steps);
  }

  /** Returns whether all that its steps do is to keep backups. */
  public boolean onlyKeeps() {
    return PlannedStep.onlyKeep(steps);
  }

  /** Returns what all steps come to, but for those that are known later. */
  public Count count() {
    Count all = Count.ZERO;
    for (PlannedStep each : steps) {
      all = all.plus(each.count());
    }
    return all;
  }

  /** Returns the changes that can't be taken back, in order: every rendering shows them first. */
  public List<Change> irreversible() {
    return steps.stream().flatMap(each -> each.irreversible().stream()).toList();
  }

  /** Returns the most that any of its steps does to the world. */
  public Effect effect() {
    return steps.stream().map(PlannedStep::effect).reduce(Effect.READS, Effect::worst);
  }

  /** Returns whether steps are left to {@code open}. */
  public boolean twoActs() {
    return steps.stream().anyMatch(PlannedStep::afterOpen);
  }

  JSONObject toJson() {
    return Json.object(
        "format", 1,
        "number", number,
        "created", created.toString(),
        "estate", estate,
        "runbook", runbook,
        "options", options,
        "steps", steps.stream().map(PlannedStep::toJson).toList());
  }

  /**
   * Reads a plan.
   *
   * @throws TrekException when it is not one
   */
  static Plan read(JSONObject json, ChangeReader reader) throws TrekException {
    try {
      return of(json, reader);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw TrekException.at("plan").found("can't be read: " + e.getMessage()).because(e).next("plan again");
    }
  }

  private static Plan of(JSONObject json, ChangeReader reader) throws TrekException {
    List<PlannedStep> steps = new ArrayList<>();
    for (JSONObject each : Json.children(json, "steps")) {
      steps.add(PlannedStep.read(each, reader));
    }
    return new Plan(
        Json.number(json, "number"),
        Instant.parse(Json.text(json, "created")),
        Json.text(json, "estate"),
        Json.text(json, "runbook"),
        Json.textsByName(json, "options"),
        steps);
  }
}
