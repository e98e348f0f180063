package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.lab.KopanoLab;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.MachineCensus;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;

/**
 * The program is killed, or its machine gets out of reach, while a step of a whole migration or upgrade is at work on a booted machine over SSH: both ways go
 * on from there, and a scan without Mailtrek finds what it should. One step, which {@code mailtrek.steps.seed} repeats; every step in the exhaustive run,
 * or in parts those that {@code mailtrek.steps.KILLED} and {@code mailtrek.steps.CUT_OFF} name: {@code 0-7}, numbers from 0; {@code none}.
 */
@RequiresMachine
final class MachineStepsTest {

  private static final String KEPT = "/var/lib/mailtrek";
  private static final String ADMISSION = "--confirm=acme";

  private final long seed = Long.getLong("mailtrek.steps.seed", System.nanoTime());

  @TempDir private Path temporary;
  private LabMachine machine;
  private OwnProgram program;

  /** What happens to the program. */
  enum Harm {
    KILLED,
    CUT_OFF
  }

  /** A step that writes. */
  private record Act(String id, boolean afterOpen) {}

  private void zarafa(LabMachine booted) throws Exception {
    machine = booted;
    program = new OwnProgram(LabEstate.in(temporary.resolve("acme"), machine).folder());
    machine.sh("mkdir -p " + KEPT); // made by the first run on a machine, and kept
  }

  private MachineCensus census() {
    return MachineCensus.of(machine, KEPT);
  }

  private Plan plan(String runbook) {
    JSONObject json = Spoken.in(program.folder(), "--json", "plan", runbook).well().json();
    List<Act> acts = new ArrayList<>();
    for (JSONValue each : json.getFieldAsArray("steps")) {
      JSONObject step = (JSONObject) each;
      boolean writes = step.getFieldAsInteger("items") != null && step.getFieldAsInteger("items") > 0;
      if (writes) {
        acts.add(new Act(step.getFieldAsString("id"), Boolean.TRUE.equals(step.getFieldAsBoolean("after_open"))));
      }
    }
    return new Plan(json.getFieldAsString("plan"), acts);
  }

  /** A plan and the steps that write. */
  private record Plan(String id, List<Act> acts) {}

  private OwnProgram.Ended harmed(Harm harm, Set<String> steps, String... words) throws Exception {
    if (harm == Harm.KILLED) {
      return program.harmed(steps, process -> process.destroyForcibly().waitFor(), words);
    }
    OwnProgram.Ended ended = program.harmed(steps, process -> machine.sh("systemctl stop ssh; pkill -9 sshd || :"), words);
    machine.sh("systemctl start ssh");
    return ended;
  }

  private void back(String what) throws Exception {
    OwnProgram.Ended ended = program.run("undo", "--yes", ADMISSION);
    assertTrue(ended.exit() == 0 || ended.exit() == 4 && ended.said().contains("schema"), () -> what + ", undo: exit " + ended.exit() + ": " + ended.said());
  }

  /** Harms one run after the other on one machine, at a step each, and takes it back. */
  private void backFrom(Harm harm, String runbook, List<Integer> which) throws Exception {
    MachineCensus before = census();
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
      assertEquals("", before.differences(census()), what + ", then undo");
    }
  }

  @Test
  void aSigkillAtAStepIsTakenBackFrom() throws Exception {
    System.out.println("steps seed " + seed);
    try (LabMachine booted = ZarafaLab.boot()) {
      zarafa(booted);
      backFrom(Harm.KILLED, "zcp-to-kopano", List.of(new Random(seed).nextInt(8)));
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes many minutes")
  void everyStepIsTakenBackFrom(Harm harm) throws Exception {
    String[] part = System.getProperty("mailtrek.steps." + harm, "0-" + Integer.MAX_VALUE).split("-");
    assumeTrue(part.length == 2, "not asked for");
    try (LabMachine booted = ZarafaLab.boot()) {
      zarafa(booted);
      int steps = plan("zcp-to-kopano").acts().size();
      List<Integer> all = new ArrayList<>();
      for (int each = Integer.parseInt(part[0]); each < steps && each <= Integer.parseInt(part[1]); each++) {
        all.add(each);
      }
      backFrom(harm, "zcp-to-kopano", all);
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
  void aRunThatIsHarmedAtEveryStepGoesOnToTheSameEndAndBack(Harm harm) throws Exception {
    try (LabMachine booted = ZarafaLab.boot()) {
      zarafa(booted);
      there("zcp-to-kopano", harm);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "8.7.25")
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
  void anUpgradeThatIsKilledAtEveryStepGoesOnToTheSameEndAndBack(String target) throws Exception {
    try (LabMachine booted = KopanoLab.boot("kopano")) {
      machine = booted;
      program = new OwnProgram(LabEstate.kopano(temporary.resolve("acme"), machine, target).folder());
      machine.sh("mkdir -p " + KEPT);
      there("kopano-upgrade", Harm.KILLED);
    }
  }

  /** An unharmed run says what the end is; then the same run, harmed at each of its steps in turn, and its way back likewise. */
  private void there(String runbook, Harm harm) throws Exception {
    MachineCensus before = census();
    Plan unharmed = plan(runbook);
    program.run("apply", unharmed.id(), "--yes").well();
    program.run("open", "--yes").well();
    MachineCensus end = census();
    back("unharmed");
    back("unharmed");
    assertEquals("", before.differences(census()), "unharmed, then undo");
    Plan plan = plan(runbook);
    int met = act(plan, false, harm, "apply", plan.id(), "--yes") + act(plan, true, harm, "open", "--yes");
    assertTrue(met > plan.acts().size() / 2, () -> "only " + met + " of " + plan.acts().size() + " steps were met");
    assertEquals("", timeless(end).differences(timeless(census())), harm + " at every step, then resume");
    back(harm + " at every step");
    back(harm + " at every step");
    assertEquals("", before.differences(census()), harm + " at every step, then undo");
  }

  /** Harms one act of a run at each of its steps in turn, and goes on each time; returns how many were met. */
  private int act(Plan plan, boolean second, Harm harm, String... words) throws Exception {
    List<String> ids = plan.acts().stream().filter(each -> each.afterOpen() == second).map(Act::id).toList();
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

  private static MachineCensus timeless(MachineCensus census) {
    return census.each(line -> line.matches("database \\([0-9]+(,[0-9]+){4},'20[0-9 :-]+'\\)[,;]") ? line.replaceAll("'20[0-9 :-]+'", "''") : line.replaceFirst(" time [0-9.]+", ""));
  }
}
