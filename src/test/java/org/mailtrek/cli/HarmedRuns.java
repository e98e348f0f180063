package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.MachineCensus;

/**
 * Runs of the program on booted machines, of which steps are harmed, and scans without Mailtrek of all machines before and after.
 *
 * @param machines all that the estate has; the last one is the one that gets out of reach
 */
record HarmedRuns(OwnProgram program, List<LabMachine> machines) {

  static final String KEPT = "/var/lib/mailtrek";
  private static final String ADMISSION = "--confirm=acme";

  /** What happens to the program. */
  enum Harm {
    KILLED,
    CUT_OFF
  }

  /**
   * A step that writes.
   *
   * @param known whether the plan tells what it writes; else that is known when the packages are there
   */
  record Act(String id, boolean afterOpen, boolean known) {}

  /** A plan and the steps that write, or may. */
  record Plan(String id, List<Act> all) {

    /** Returns those of which the plan tells what they write. */
    List<Act> acts() {
      return all.stream().filter(Act::known).toList();
    }
  }

  /** Makes ready for runs on machines. */
  static HarmedRuns on(OwnProgram program, List<LabMachine> machines) {
    machines.forEach(each -> each.sh("mkdir -p " + KEPT)); // made by the first run on a machine, and kept
    return new HarmedRuns(program, machines);
  }

  List<MachineCensus> census() {
    return machines.stream().map(each -> MachineCensus.of(each, KEPT)).toList();
  }

  private static String differences(List<MachineCensus> before, List<MachineCensus> after) {
    StringBuilder found = new StringBuilder();
    for (int at = 0; at < before.size(); at++) {
      found.append(before.get(at).differences(after.get(at)));
    }
    return found.toString();
  }

  Plan plan(String runbook) {
    JSONObject json = Spoken.in(program.folder(), "--json", "plan", runbook).well().json();
    List<Act> acts = new ArrayList<>();
    for (JSONValue each : json.getFieldAsArray("steps")) {
      JSONObject step = (JSONObject) each;
      boolean known = step.getField("known_after") == null;
      if (!known || step.getFieldAsInteger("items") > 0) {
        acts.add(new Act(step.getFieldAsString("id"), Boolean.TRUE.equals(step.getFieldAsBoolean("after_open")), known));
      }
    }
    return new Plan(json.getFieldAsString("plan"), acts);
  }

  private OwnProgram.Ended harmed(Harm harm, Set<String> steps, String... words) throws Exception {
    if (harm == Harm.KILLED) {
      return program.harmed(steps, process -> process.destroyForcibly().waitFor(), words);
    }
    LabMachine machine = machines.get(machines.size() - 1);
    OwnProgram.Ended ended = program.harmed(steps, process -> machine.sh("systemctl stop ssh; pkill -9 sshd || :"), words);
    machine.sh("systemctl start ssh");
    return ended;
  }

  private void back(String what) throws Exception {
    OwnProgram.Ended ended = program.run("undo", "--yes", ADMISSION);
    assertTrue(ended.exit() == 0 || ended.exit() == 4 && ended.said().contains("schema"), () -> what + ", undo: exit " + ended.exit() + ": " + ended.said());
  }

  /** Harms one run after the other, at a step each, and takes it back. */
  void backFrom(Harm harm, String runbook, List<Integer> which) throws Exception {
    List<MachineCensus> before = census();
    for (int number : which) {
      Plan plan = plan(runbook);
      Act act = plan.acts().get(number % plan.acts().size());
      String what = harm + " at " + act.id();
      boolean second = act.afterOpen();
      if (second) {
        program.run("apply", plan.id(), "--yes").well();
      }
      OwnProgram.Ended ended = second ? harmed(harm, Set.of(act.id()), "open", "--yes") : harmed(harm, Set.of(act.id()), "apply", plan.id(), "--yes");
      assertTrue(ended.at().isPresent(), () -> what + ": it ended before: " + ended.said());
      System.out.println(what + " (" + number + "): exit " + ended.exit());
      back(what);
      if (second) {
        back(what + ", first act");
      }
      assertEquals("", differences(before, census()), what + ", then undo");
    }
  }

  /** An unharmed run says what the end is; then the same run, harmed at each of its steps in turn, and its way back likewise. */
  void there(String runbook, Harm harm) throws Exception {
    List<MachineCensus> before = census();
    Plan unharmed = plan(runbook);
    program.run("apply", unharmed.id(), "--yes").well();
    program.run("open", "--yes").well();
    List<MachineCensus> end = census();
    back("unharmed");
    back("unharmed");
    assertEquals("", differences(before, census()), "unharmed, then undo");
    Plan plan = plan(runbook);
    int met = act(plan, false, harm, "apply", plan.id(), "--yes") + act(plan, true, harm, "open", "--yes");
    assertTrue(met > plan.acts().size() / 2, () -> "only " + met + " of " + plan.acts().size() + " steps were met");
    assertEquals("", differences(timeless(end), timeless(census())), harm + " at every step, then resume");
    back(harm + " at every step");
    back(harm + " at every step");
    assertEquals("", differences(before, census()), harm + " at every step, then undo");
  }

  /** Harms one act of a run at each of its steps in turn, and goes on each time; returns how many were met. */
  private int act(Plan plan, boolean second, Harm harm, String... words) throws Exception {
    List<String> ids = plan.all().stream().filter(each -> each.afterOpen() == second).map(Act::id).toList();
    int met = 0;
    int next = 0;
    OwnProgram.Ended ended = harmed(harm, Set.copyOf(ids), words);
    while (ended.at().isPresent() && ended.exit() != 0) {
      System.out.println(harm + " at " + ended.at().get() + ": exit " + ended.exit());
      met++;
      next = ids.indexOf(ended.at().get()) + 1;
      ended = harmed(harm, Set.copyOf(ids.subList(next, ids.size())), "resume", "--yes");
    }
    ended.well();
    return met;
  }

  private static List<MachineCensus> timeless(List<MachineCensus> all) {
    return all.stream().map(census -> census.each(line -> line.matches("database \\([0-9]+(,[0-9]+){4},'20[0-9 :-]+'\\)[,;]") ? line.replaceAll("'20[0-9 :-]+'", "''") : line.replaceFirst(" time [0-9.]+", ""))).toList();
  }
}
