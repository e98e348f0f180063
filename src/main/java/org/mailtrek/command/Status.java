package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.RunInfo;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.TrekException;

/** Says where you stand and what to do next, on one screen. */
final class Status implements Command {

  private static final int SHOWN = 12;

  @Override
  public Shape shape() {
    return Shape.reads().example("status", "estate, hosts, plans, runs, and the sensible next commands").example("status --json", "for a program").see("check", "plan list", "run list");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Session session = call.session();
    Engine engine = session.engine();
    Result result = Result.done().fact("estate", "estate", session.estate().name()).fact("folder", "folder", session.folder());
    result = result.line("hosts: " + hosts(session)).field("hosts", session.estate().view().hosts());
    List<RunInfo> runs = engine.journal().runs();
    List<Plan> plans = engine.plans().list();
    result = result.fact("snapshot_count", "snapshots", engine.snapshots().list().size());
    Optional<RunInfo> unfinished = engine.journal().unfinished();
    if (!runs.isEmpty()) {
      RunInfo last = runs.get(runs.size() - 1);
      result = result.field("run", last.number()).line("last run: " + last.number() + ", " + last.runbook() + ", " + RunList.state(last) + ", " + last.changes() + " changes");
    }
    if (!plans.isEmpty()) {
      Plan plan = plans.get(plans.size() - 1);
      boolean used = engine.journal().standing().used(plan);
      result = result.field("plan", plan.id()).line("last plan: " + plan.id() + ", " + plan.runbook() + (used ? ", applied" : ", not applied"));
      boolean newer = runs.isEmpty() || plan.created().isAfter(runs.get(runs.size() - 1).begun());
      if (unfinished.isEmpty() && !used && newer) {
        return result.next("plan show " + plan.id()).next("apply " + plan.id());
      }
    }
    if (unfinished.isPresent()) {
      return unfinished(result, unfinished.get());
    }
    Optional<RunInfo> standing = runs.stream().filter(RunInfo::stands).reduce((first, second) -> second);
    if (standing.isPresent()) {
      return result.next("check").next(engine.journal().standing().waiting(plans).isPresent() ? "open" : "report").next("undo");
    }
    return result.next("check").next("runbook list").next("plan RUNBOOK");
  }

  /** Returns the hosts with what {@code estate.yaml} says runs on them, which a migration does not rewrite; of many the first, since all of this is to stand on one screen. */
  private static String hosts(Session session) throws TrekException {
    List<Declaration.Product> products = EstateFile.read(session.folder()).products();
    List<String> hosts = new ArrayList<>();
    for (String host : session.estate().view().hosts()) {
      List<String> runs = products.stream().filter(each -> each.host().equals(host)).map(each -> each.product() + " " + each.version()).toList();
      hosts.add(host + (runs.isEmpty() ? "" : " (declared: " + String.join(", ", runs) + ")"));
    }
    int more = hosts.size() - SHOWN;
    return more <= 0 ? String.join(", ", hosts) : String.join(", ", hosts.subList(0, SHOWN)) + " and " + more + " more (estate show)";
  }

  /** Says where an unfinished run stands and what each of the two ways does. */
  private static Result unfinished(Result result, RunInfo run) {
    boolean back = run.state() == RunInfo.State.UNDOING;
    Result stands = result.field("unfinished", run.number()).line("! run " + run.number() + " is " + RunList.state(run) + ", " + run.changes() + " changes made");
    if (run.step().isPresent()) {
      stands = stands.field("step", run.step().get());
    }
    return stands
        .lines(back ? List.of("  resume, or undo: go on taking it back") : List.of("  resume: go on from there", "  undo: take it back"))
        .next("resume")
        .next("undo");
  }
}
