package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.Release;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Phase;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.Runner;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.Terms;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.View;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryDirectory;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.host.fault.MemoryMachine;

/** Whole runs that stop a mail server with its mail transfer agent, whichever it is, start it again, and are taken back (K1, K2, K13). */
final class StandstillTest {

  @TempDir private Path folder;

  /** Stops everything in the first act and starts it in the second, as both runbooks do. */
  private record StopAndStart() implements Runbook {

    @Override
    public String name() {
      return "stop-and-start";
    }

    @Override
    public String title() {
      return "Stop and start";
    }

    @Override
    public List<Step> steps(View view, Map<String, String> options) throws TrekException {
      List<Step> steps = new ArrayList<>();
      Standstill standstill = Standstill.of(view, "mail1", "kopano");
      standstill.stop(steps);
      standstill.start(steps, Catalogue.open(), Release.of("kc-8.7.25"), Set::of);
      return steps;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "exim4", "exim", "sendmail"})
  void mailIsStoppedFirstAndStartedLastWhicheverAgentThereIs(String agent) throws Exception {
    MemoryMachine machine = MemoryMachine.named("mail1");
    for (String each : List.of("apache2", "kopano-server", "kopano-dagent", "kopano-gateway", agent)) {
      machine.services().set(each, Run.RUNNING, true);
    }
    machine.services().set("qmail", Run.STOPPED, false);
    Map<String, State> before = states(machine);
    StopAndStart runbook = new StopAndStart();
    MemoryEstate estate = new MemoryEstate(machine, Optional.of(MemoryDirectory.of("dc=x")), Optional.empty());
    Home home = Home.of(new LocalHost("here", List.of(), folder.resolve("kept")), Files.createDirectory(folder.resolve("acme")));
    Engine engine = new Engine(estate, home, ChangeKinds::read, new Runbooks(List.of(runbook)), Clock.systemUTC(), "test");
    Plan plan = engine.planner(Progress.NONE).plan(runbook, Map.of());
    Runner runner = engine.runner(Progress.NONE, new Interruption());

    done(runner.apply(plan, Terms.NONE));
    assertEquals(List.of(agent, "apache2", "kopano-gateway", "kopano-dagent", "kopano-server"), touched(engine, 0));
    for (String each : touched(engine, 0)) {
      assertEquals(Run.STOPPED, machine.services().state(each).run(), each);
    }
    machine.services().set("kopano-server", Run.RUNNING, true); // other steps start it, in safe mode and out of it
    int stopped = touched(engine, 0).size();
    done(runner.open(Terms.NONE));
    assertEquals(List.of("kopano-dagent", "kopano-gateway", "apache2", agent), touched(engine, stopped));
    assertEquals(before, states(machine));
    assertEquals(new State(Run.STOPPED, false), machine.services().state("qmail"), "what was not in use is not started");

    done(runner.undo(OptionalLong.empty(), Terms.NONE.confirmed("made-up")));
    assertEquals(Run.STOPPED, machine.services().state(agent).run());
    machine.services().set("kopano-server", Run.STOPPED, false);
    done(runner.undo(OptionalLong.empty(), Terms.NONE.confirmed("made-up")));
    assertEquals(before, states(machine));
  }

  private static void done(Outcome outcome) {
    assertEquals(Outcome.Kind.DONE, outcome.kind(), outcome::toString);
  }

  private static Map<String, State> states(MemoryMachine machine) throws TrekException {
    Map<String, State> all = new TreeMap<>();
    for (String each : machine.services().names()) {
      all.put(each, machine.services().state(each));
    }
    return all;
  }

  /** Returns the services whose states were to be changed, in order, behind the first so many. */
  private static List<String> touched(Engine engine, int skipped) throws TrekException {
    List<String> touched = new ArrayList<>();
    engine.journal().lines(line -> {
      if (line.phase() == Phase.INTENT) {
        String text = line.body().toSingleLineString();
        assertTrue(text.contains("\"service"), text);
        touched.add(text.replaceFirst(".*\"(?:service|name)\" *: *\"([a-z0-9-]+)\".*", "$1"));
      }
    });
    return touched.subList(skipped, touched.size());
  }
}
