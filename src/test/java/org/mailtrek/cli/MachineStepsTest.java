package org.mailtrek.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.lab.KopanoLab;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.SeveralServersLab;
import org.mailtrek.lab.ZarafaLab;

/**
 * The program is killed, or its machine gets out of reach, while a step of a whole migration or upgrade is at work on a booted machine over SSH: both ways go
 * on from there, and a scan without Mailtrek finds what it should. One step, which {@code mailtrek.steps.seed} repeats; every step in the exhaustive run,
 * or in parts those that {@code mailtrek.steps.KILLED} and {@code mailtrek.steps.CUT_OFF} name: {@code 0-7}, numbers from 0; {@code none}. Of runs that are
 * harmed at every step {@code mailtrek.steps.harm} chooses the harm.
 */
@RequiresMachine
final class MachineStepsTest {

  private final long seed = Long.getLong("mailtrek.steps.seed", System.nanoTime());

  @TempDir private Path temporary;

  private HarmedRuns zarafa(LabMachine booted) throws Exception {
    return HarmedRuns.on(new OwnProgram(LabEstate.in(temporary.resolve("acme"), booted).folder()), List.of(booted));
  }

  private static void asked(HarmedRuns.Harm harm) {
    assumeTrue(System.getProperty("mailtrek.steps.harm", harm.name()).equals(harm.name()), "not asked for");
  }

  @Test
  void aSigkillAtAStepIsTakenBackFrom() throws Exception {
    System.out.println("steps seed " + seed);
    try (LabMachine booted = ZarafaLab.boot()) {
      zarafa(booted).backFrom(HarmedRuns.Harm.KILLED, "zcp-to-kopano", List.of(new Random(seed).nextInt(8)));
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes many minutes")
  void everyStepIsTakenBackFrom(HarmedRuns.Harm harm) throws Exception {
    String[] part = System.getProperty("mailtrek.steps." + harm, "0-" + Integer.MAX_VALUE).split("-");
    assumeTrue(part.length == 2, "not asked for");
    try (LabMachine booted = ZarafaLab.boot()) {
      HarmedRuns runs = zarafa(booted);
      int steps = runs.plan("zcp-to-kopano").acts().size();
      List<Integer> all = new ArrayList<>();
      for (int each = Integer.parseInt(part[0]); each < steps && each <= Integer.parseInt(part[1]); each++) {
        all.add(each);
      }
      runs.backFrom(harm, "zcp-to-kopano", all);
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
  void aRunThatIsHarmedAtEveryStepGoesOnToTheSameEndAndBack(HarmedRuns.Harm harm) throws Exception {
    asked(harm);
    try (LabMachine booted = ZarafaLab.boot()) {
      zarafa(booted).there("zcp-to-kopano", harm);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "8.7.25")
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
  void anUpgradeThatIsKilledAtEveryStepGoesOnToTheSameEndAndBack(String target) throws Exception {
    try (LabMachine booted = KopanoLab.boot("kopano")) {
      OwnProgram program = new OwnProgram(LabEstate.kopano(temporary.resolve("acme"), booted, target).folder());
      HarmedRuns.on(program, List.of(booted)).there("kopano-upgrade", HarmedRuns.Harm.KILLED);
    }
  }

  /** Three servers with one directory: what runs on them side by side is harmed, too. */
  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes many minutes")
  void aRunOnThreeThatIsHarmedAtEveryStepGoesOnToTheSameEndAndBack(HarmedRuns.Harm harm) throws Exception {
    asked(harm);
    try (SeveralServersLab lab = SeveralServersLab.boot()) {
      HarmedRuns.on(new OwnProgram(SeveralServersEstate.in(temporary.resolve("acme"), lab.machines())), lab.machines()).there("zcp-to-kopano", harm);
    }
  }

  /** Steps of such a run, each of which is taken back: {@code mailtrek.steps.THREE}, numbers with commas; else three by the seed. */
  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes many minutes")
  void stepsOnThreeAreTakenBackFrom(HarmedRuns.Harm harm) throws Exception {
    System.out.println("steps seed " + seed);
    String asked = System.getProperty("mailtrek.steps.THREE", "");
    List<Integer> which = asked.isEmpty() ? new Random(seed).ints(3, 0, 100).boxed().toList() : Arrays.stream(asked.split(",")).map(Integer::valueOf).toList();
    try (SeveralServersLab lab = SeveralServersLab.boot()) {
      HarmedRuns.on(new OwnProgram(SeveralServersEstate.in(temporary.resolve("acme"), lab.machines())), lab.machines()).backFrom(harm, "zcp-to-kopano", which);
    }
  }
}
