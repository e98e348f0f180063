package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Begins a run: refuses what must not begin, then writes its first line. */
final class Applying {

  private final Session session;

  Applying(Session session) {
    this.session = session;
  }

  Outcome open(Terms terms) throws TrekException {
    Plan last = null;
    for (RunTally each : session.history().tallies()) {
      if (each.info().state() == RunInfo.State.DONE && !each.info().afterOpen()) {
        Plan plan = PlanOfRun.read(session, each);
        last = plan.twoActs() ? plan : last;
      }
    }
    if (last == null) {
      throw TrekException.at("open").kind(TrekException.Kind.USAGE).found("no plan that was applied waits for it").next("run list");
    }
    return apply(last, terms, true);
  }

  Outcome apply(Plan plan, Terms terms, boolean afterOpen) throws TrekException {
    List<PlannedStep> chosen = choose(plan, terms, afterOpen);
    refuse(plan, chosen, terms);
    if (PlannedStep.nothingToDo(chosen)) {
      return Outcome.nothing();
    }
    Runbook runbook = session.engine().runbooks().named(plan.runbook());
    Map<String, Step> steps = steps(session, plan, runbook);
    new Preflight(session, plan, terms).check(runbook, chosen, steps);
    session.journal().reserve();
    return new Running(session, begin(plan, chosen, terms, afterOpen), plan, steps).go();
  }

  private void refuse(Plan plan, List<PlannedStep> chosen, Terms terms) throws TrekException {
    List<String> ids = chosen.stream().map(PlannedStep::id).toList();
    for (RunTally each : session.history().tallies()) {
      if (each.info().waits()) {
        throw Refusals.unfinished(each.info());
      }
      boolean stood = each.info().state() != RunInfo.State.NOTHING_CHANGED && each.info().plan().equals(plan.id());
      if (stood && each.chosen().stream().anyMatch(ids::contains)) {
        throw Refusals.used(plan, each.info());
      }
    }
    if (!plan.estate().equals(session.estate().name())) {
      throw TrekException.at("plan " + plan.id()).kind(TrekException.Kind.REFUSED).found("is of estate " + plan.estate()).next("plan again");
    }
    List<PlannedStep> irreversible = chosen.stream().filter(each -> each.effect() == Effect.IRREVERSIBLE).toList();
    boolean confirmed = terms.confirm().map(session.estate().name()::equals).orElse(false);
    if (!irreversible.isEmpty() && !confirmed) {
      throw Refusals.irreversible(irreversible, session.estate().name());
    }
  }

  private static List<PlannedStep> choose(Plan plan, Terms terms, boolean afterOpen) throws TrekException {
    List<String> ids = plan.steps().stream().map(PlannedStep::id).toList();
    for (Optional<String> each : List.of(terms.from(), terms.only())) {
      if (each.isPresent() && !ids.contains(each.get())) {
        throw TrekException.at("step " + each.get()).kind(TrekException.Kind.USAGE).found("plan " + plan.id() + " has no such step").next("one of " + ids);
      }
    }
    int first = terms.from().map(ids::indexOf).orElse(0);
    List<PlannedStep> chosen = new ArrayList<>();
    for (PlannedStep each : plan.steps().subList(first, plan.steps().size())) {
      if (each.afterOpen() == afterOpen && terms.only().map(each.id()::equals).orElse(true)) {
        chosen.add(each);
      }
    }
    return chosen;
  }

  /**
   * Returns a plan's steps by id.
   *
   * @throws TrekException of kind {@code REFUSED} when the runbook now has others
   */
  static Map<String, Step> steps(Session session, Plan plan, Runbook runbook) throws TrekException {
    Map<String, Step> byId = new LinkedHashMap<>();
    for (Step each : runbook.steps(session.estate().view(), plan.options())) {
      byId.put(each.id(), each);
    }
    for (PlannedStep each : plan.steps()) {
      if (!byId.containsKey(each.id())) {
        throw TrekException.at("plan " + plan.id())
            .kind(TrekException.Kind.REFUSED)
            .found("runbook " + plan.runbook() + " has no step " + each.id() + " any more; another Mailtrek made the plan")
            .next("plan " + plan.runbook() + " again, or use that Mailtrek");
      }
    }
    return byId;
  }

  private long begin(Plan plan, List<PlannedStep> chosen, Terms terms, boolean afterOpen) throws TrekException {
    long run = session.history().nextRun();
    SideFiles side = SideFiles.next(session.home(), run, session.journal().next());
    byte[] text = Json.bytes(plan.toJson());
    side.save(PlanOfRun.NAME, out -> out.write(text));
    JSONObject body =
        Json.object(
            "plan", plan.id(),
            "runbook", plan.runbook(),
            "after-open", afterOpen,
            "steps", chosen.stream().map(PlannedStep::id).toList(),
            "overrides", terms.overrides(),
            "max-failed", (long) terms.maxFailed(),
            "owner", session.engine().owner(),
            "sides", side.durable());
    session.journal().appendDurably(run, "", Phase.RUN_BEGIN, body);
    Counted.note(session, run, plan.runbook(), Counted.When.BEFORE);
    return run;
  }
}
