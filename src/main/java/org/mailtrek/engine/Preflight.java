package org.mailtrek.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Seen;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** Looks, before the first write, whether a plan still holds: drift, guards, limits. Only reads. */
final class Preflight {

  private static final int LISTED_AT_MOST = 100;

  private final Map<String, Guards> asking = new HashMap<>();
  private final Session session;
  private final Plan plan;
  private final Terms terms;
  private final List<String> drift = new ArrayList<>();
  private View view;
  private boolean complete = true;
  private long needed;
  private Count found = Count.ZERO;

  Preflight(Session session, Plan plan, Terms terms) {
    this.session = session;
    this.plan = plan;
    this.terms = terms;
    this.view = session.estate().view();
  }

  /**
   * Passes when the chosen steps can be applied as agreed.
   *
   * @throws TrekException of kind {@code REFUSED}, with all that has drifted, or what a guard found, or the limit
   */
  void check(Runbook runbook, List<PlannedStep> chosen, Map<String, Step> steps) throws TrekException {
    checkOverrides(runbook, steps);
    session.progress().phase(0, chosen.size(), "preflight", "Look whether the plan still holds");
    guards(runbook.guards(), "", session.progress());
    for (PlannedStep each : chosen) {
      session.checkInterruption("apply " + plan.id() + ", when it suits");
      Step step = steps.get(each.id());
      if (complete && drift.isEmpty() && (each.keeps() || !each.nothingToDo())) {
        guards(step);
        room(step);
      }
      look(each, step);
    }
    if (!drift.isEmpty()) {
      throw Refusals.drift(plan, drift);
    }
    limits(chosen).check(found);
  }

  /** Looks for room for all that the steps so far keep. */
  private void room(Step step) throws TrekException {
    long more = step.room(view);
    needed += more;
    if (more > 0) {
      guards(List.of(new SpaceGuard(session.home(), needed)), "", session.progress());
    }
  }

  private void look(PlannedStep planned, Step step) throws TrekException {
    if (planned.knownAfter().isPresent()) {
      complete = false;
    } else if (planned.bulk()) {
      Optional<Finding> fresh = untouched() ? session.engine().fresh().of(plan.created(), planned.id()) : Optional.empty();
      Finding finding = fresh.isPresent() ? fresh.get() : previewed(planned, step);
      found = found.plus(finding.count());
      view = finding.after();
    } else {
      if (!planned.afterOpen() && terms.from().isEmpty() && terms.only().isEmpty()) {
        lookAgain(planned, step);
      }
      for (Change each : planned.changes()) {
        look(each);
      }
      found = found.plus(planned.count());
    }
  }

  private Finding previewed(PlannedStep planned, Step step) throws TrekException {
    Finding finding = new Finding(view, new Contents(session.home()), plan.created(), session.progress());
    step.preview(view, new Bounded(step, finding));
    if (untouched()) {
      session.engine().fresh().keep(plan.created(), planned.id(), finding);
    }
    return finding;
  }

  /** Returns whether the steps so far will change nothing, so that the next one is previewed on the world as it is. */
  private boolean untouched() {
    return complete && found.changes() == 0;
  }

  /** Previews a step anew: the objects it changes may be as they were, and what it made its changes from may not. */
  private void lookAgain(PlannedStep planned, Step step) throws TrekException {
    Finding now = new Finding(view, new Contents(session.home()), plan.created(), session.progress());
    try {
      step.preview(view, now);
    } catch (TrekException e) {
      if (e.kind() != TrekException.Kind.FAILED && e.kind() != TrekException.Kind.REFUSED) {
        throw e;
      }
      drifted(e.getMessage());
      return;
    }
    Set<String> agreed = forms(planned.changes());
    Set<String> wanted = forms(now.changes());
    now.changes().stream().filter(each -> !agreed.contains(form(each))).forEach(each -> drifted(each.describe() + ": was not planned so"));
    planned.changes().stream().filter(each -> !wanted.contains(form(each))).forEach(each -> drifted(each.describe() + ": was planned, and would not be done now"));
  }

  private static Set<String> forms(List<Change> changes) {
    Set<String> forms = new HashSet<>();
    changes.forEach(each -> forms.add(form(each)));
    return forms;
  }

  private static String form(Change change) {
    return change.toJson().toSingleLineString();
  }

  private void drifted(String sentence) {
    if (drift.size() < LISTED_AT_MOST) {
      drift.add(sentence);
    }
  }

  private void look(Change change) throws TrekException {
    Seen seen = change.look(view, SideFiles.next(session.home(), session.history().nextRun(), session.journal().next()));
    if (seen != Seen.BEFORE) {
      drifted(change.describe() + (seen == Seen.AFTER ? ": is so already" : ": is neither as it was nor as it will be"));
    }
    view = change.over(view);
  }

  private void guards(Step step) throws TrekException {
    Progress progress = step.lane().map(lane -> session.progress().on(lane.host())).orElse(session.progress());
    guards(step.guards(), step.lane().map(Lane::host).orElse(""), progress);
  }

  private void guards(List<Guard> guards, String host, Progress progress) throws TrekException {
    Guards asked = asking.computeIfAbsent(host, any -> new Guards());
    for (Guard each : guards) {
      asked.check(each, view, terms.overrides(), progress);
    }
  }

  private void checkOverrides(Runbook runbook, Map<String, Step> steps) throws TrekException {
    Set<String> known = new HashSet<>(Set.of(SpaceGuard.NAME));
    runbook.guards().forEach(each -> known.add(each.name()));
    steps.values().forEach(step -> step.guards().forEach(each -> known.add(each.name())));
    for (String each : terms.overrides().keySet()) {
      if (!known.contains(each)) {
        throw TrekException.at("--override " + each).kind(TrekException.Kind.USAGE).found("there is no such guard").next("one of " + known);
      }
    }
  }

  /** Returns the limits given, or what was agreed on, with a margin of a tenth (at least 100) where bulk steps agree on a rule. */
  private Limits limits(List<PlannedStep> chosen) {
    long items = 0;
    long deletes = 0;
    boolean bulk = false;
    for (PlannedStep each : chosen) {
      items += each.count().items();
      deletes += each.count().deletes();
      bulk |= each.bulk();
    }
    long margin = bulk ? Math.max(100, items / 10) : 0;
    return terms.limits().orElse(new Limits(OptionalLong.of(items + margin), OptionalLong.of(deletes + margin)));
  }
}
