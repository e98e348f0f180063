package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services of a simulated machine. */
class SimulatedServicesTest extends ServicesContract {

  private final List<String> calls = new ArrayList<>();

  @Override
  Services open(Path folder) throws Exception {
    return machine(folder).services();
  }

  private SimulatedHost machine(Path folder) throws Exception {
    Path root = folder.resolve("lab1");
    for (String name : List.of("good", "bad", "plain")) {
      Files.createDirectories(root.resolve("lib/systemd/system"));
      Files.writeString(root.resolve("lib/systemd/system/" + name + ".service"), "[Unit]\n", StandardCharsets.UTF_8);
      Path wants = Files.createDirectories(root.resolve("etc/systemd/system/multi-user.target.wants"));
      Files.createSymbolicLink(wants.resolve(name + ".service"), Path.of("/lib/systemd/system/" + name + ".service"));
    }
    Program good = new Good(calls);
    Program bad = machine -> Program.Started.refused("reading", "no configuration");
    Clock clock = Clock.fixed(Instant.parse("2020-01-02T03:04:05Z"), ZoneOffset.UTC);
    return new SimulatedHost("lab1", root, new Simulation(Map.of("good", good, "bad", bad), DiskLayer.NONE, clock));
  }

  private record Good(List<String> calls) implements Program {

    @Override
    public Started start(Host machine) {
      calls.add("start on " + machine.name());
      return Started.running("ready");
    }

    @Override
    public void stop(Host machine) {
      calls.add("stop");
    }
  }

  @Test
  void runsTheProgramOnce(@TempDir Path folder) throws Exception {
    Services services = open(folder);
    services.start("good");
    services.start("good");
    services.stop("good");
    assertEquals(List.of("start on lab1", "stop"), calls);
    String log = Files.readString(folder.resolve("lab1.machine/syslog"), StandardCharsets.UTF_8);
    assertEquals("2020-01-02T03:04:05Z lab1 good: ready", log.lines().findFirst().orElse(""));
  }

  @Test
  void stoppingRemovesWhatACrashLeftOfAStart(@TempDir Path folder) throws Exception {
    Services services = open(folder);
    services.start("plain");
    services.stop("plain");
    Path left = Files.writeString(folder.resolve("lab1.machine/services/plain.dpkg-new"), "runn");
    assertEquals(ServicesView.Run.STOPPED, services.view().state("plain").run());
    services.stop("plain");
    assertFalse(Files.exists(left));
  }

  @Test
  void aServiceWithoutAProgramSimplyRuns(@TempDir Path folder) throws Exception {
    Services services = open(folder);
    services.start("plain");
    assertEquals(ServicesView.Run.RUNNING, open2(folder).view().state("plain").run(), "another process sees it too");
    assertTrue(calls.isEmpty());
  }

  private static Services open2(Path folder) throws TrekException {
    return new SimulatedHost("lab1", folder.resolve("lab1"), Simulation.of(Map.of())).services();
  }

  @Test
  void refusedStartsAreInTheSyslog(@TempDir Path folder) throws Exception {
    Services services = open(folder);
    assertThrows(TrekException.class, () -> services.start("bad"));
    assertEquals(ServicesView.Run.FAILED, services.view().state("bad").run());
    assertTrue(Files.readString(folder.resolve("lab1.machine/syslog"), StandardCharsets.UTF_8).contains("bad: no configuration"));
  }
}
