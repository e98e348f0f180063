package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.Faults.Kind;
import org.mailtrek.host.ServicesView.Run;

/** What was ordered goes wrong on a simulated machine that is open already, and only that; ended, all is well again. */
final class FaultsTest {

  @TempDir private Path folder;

  private SimulatedHost machine;
  private Faults faults;

  @BeforeEach
  void open() throws Exception {
    Path root = folder.resolve("lab1");
    for (String name : java.util.List.of("mail", "web")) {
      Files.createDirectories(root.resolve("lib/systemd/system"));
      Files.writeString(root.resolve("lib/systemd/system/" + name + ".service"), "[Unit]\n", StandardCharsets.UTF_8);
    }
    machine = new SimulatedHost("lab1", root, new Simulation(Map.of(), DiskLayer.NONE, java.time.Clock.systemUTC()));
    faults = Faults.of(root);
  }

  @Test
  void aServiceStaysUntilTheFaultIsEnded() throws Exception {
    machine.services().start("mail");
    machine.services().start("web");
    faults.order(Kind.SERVICE_STAYS, "mail");
    TrekException stays = assertThrows(TrekException.class, () -> machine.services().stop("mail"));
    assertTrue(stays.getMessage().contains("still runs"), stays.getMessage());
    assertEquals(Run.RUNNING, machine.services().view().state("mail").run());
    machine.services().stop("web");
    assertEquals(Run.STOPPED, machine.services().view().state("web").run());
    assertEquals(1, faults.clear());
    machine.services().stop("mail");
    assertEquals(Run.STOPPED, machine.services().view().state("mail").run());
  }

  @Test
  void noServiceStartsWhenNoneIsNamed() throws Exception {
    faults.order(Kind.SERVICE_FAILS, "");
    assertThrows(TrekException.class, () -> machine.services().start("web"));
    assertEquals(Run.FAILED, machine.services().view().state("web").run());
    faults.clear();
    machine.services().start("web");
    assertEquals(Run.RUNNING, machine.services().view().state("web").run());
  }

  @Test
  void aPackageIsHalfInstalledAndFinishedLater() throws Exception {
    Path pool = Files.createDirectories(folder.resolve("lab1.machine/pool"));
    PackageWriter made = new PackageWriter("mail", "2", "mail", java.time.Instant.EPOCH).file("/usr/share/mail", new byte[] {1});
    Files.write(pool.resolve(made.fileName()), made.toBytes());
    faults.order(Kind.PACKAGE_FAILS, "mail");
    TrekException half = assertThrows(TrekException.class, () -> machine.packages().install(java.util.List.of("mail=2")));
    assertTrue(half.getMessage().contains("half-installed"), half.getMessage());
    assertEquals(false, machine.view().packages().installed().get("mail").complete());
    faults.clear();
    machine.packages().finish();
    assertEquals(true, machine.view().packages().installed().get("mail").complete());
  }

  @Test
  void aFullDiskTakesNothingAndGivesWhatItHas() throws Exception {
    HostPath there = HostPath.of("/there");
    machine.disk().create(there);
    faults.order(Kind.DISK_FULL, "");
    TrekException full = assertThrows(TrekException.class, () -> machine.disk().append(there, new byte[] {1}, 0, 1));
    assertTrue(full.getMessage().contains("No space left"), full.getMessage());
    assertThrows(TrekException.class, () -> machine.disk().mkdir(HostPath.of("/more"), 0700));
    machine.disk().rename(there, HostPath.of("/moved"));
    machine.disk().delete(HostPath.of("/moved"));
    assertEquals(Map.of(Kind.DISK_FULL, ""), faults.ordered());
    faults.clear();
    machine.disk().mkdir(HostPath.of("/more"), 0700);
    assertTrue(machine.view().stat(HostPath.of("/more")).isPresent());
  }
}
