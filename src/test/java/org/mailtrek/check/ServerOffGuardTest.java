package org.mailtrek.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.config.Catalogue;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.Running;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.practice.Practice;
import org.mailtrek.practice.PracticeMachines;

class ServerOffGuardTest {

  private static final HostPath FILE = HostPath.of("/etc/kopano/server.cfg");
  private static final Instant START = Instant.parse("2024-05-06T07:08:09Z");

  @TempDir Path folder;

  private final MemoryMachine machine = MemoryMachine.named("mail1");

  @Test
  void refusesWhileAServerRunsWithoutSafeModeAndSaysTheWayOut() {
    machine.services().set("zarafa-server", Run.RUNNING, true);
    TrekException refused = assertThrows(TrekException.class, () -> guard(false).check(view("mail1")));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertTrue(refused.next().contains("services stop mail1 zarafa-server"), refused.next());
  }

  @Test
  void refusesAServerThatIsOnItsWay() {
    machine.services().set("kopano-server", Run.STARTING, true);
    assertThrows(TrekException.class, () -> guard(false).check(view("mail1")));
  }

  @Test
  void passesAServerInSafeMode() throws Exception {
    machine.services().set("kopano-server", Run.RUNNING, true);
    assertEquals("kopano-server on mail1 is in safe mode", guard(true).check(view("mail1")));
  }

  @Test
  void passesAServerThatWasStartedAfterItsConfigurationWasWritten() throws Exception {
    machine.services().runs("kopano-server", new Running(START, Optional.of(START.minusSeconds(9)), List.of("kopano-server", "-F", "-c", FILE.toString())));
    assertEquals("kopano-server on mail1 is in safe mode: it runs since " + START + ", and its configuration was not changed since", guard(true).check(view("mail1")));
  }

  @Test
  void refusesAServerThatMayNotHaveReadOfItsSafeMode() {
    machine.services().runs("kopano-server", new Running(START, Optional.of(START.plusSeconds(3)), List.of()));
    TrekException refused = assertThrows(TrekException.class, () -> guard(true).check(view("mail1")));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertTrue(refused.what().contains(START.toString()) && refused.what().contains(START.plusSeconds(3).toString()), refused.what());
  }

  @Test
  void refusesAServerThatReadAnotherConfiguration() {
    machine.services().runs("kopano-server", new Running(START, Optional.of(START), List.of("kopano-server", "--config=/root/mine.cfg")));
    assertTrue(assertThrows(TrekException.class, () -> guard(true).check(view("mail1"))).what().contains("runs with /root/mine.cfg"));
  }

  @Test
  void refusesAServerThatIsNoServiceAndRunsAllTheSame() {
    machine.services().set("zarafa-server", Run.STOPPED, false);
    machine.services().runs("zarafa-server", new Running(START, Optional.empty(), List.of("zarafa-server")));
    TrekException refused = assertThrows(TrekException.class, () -> guard(false).check(view("mail1")));
    assertTrue(refused.what().contains("not as a service"), refused.what());
  }

  @Test
  void passesWhenTheServerIsStoppedOrAbsent() throws Exception {
    assertEquals("no mail server runs on any host of the estate", guard(false).check(view("mail1")));
    machine.services().set("zarafa-server", Run.STOPPED, true);
    assertEquals("no mail server runs on any host of the estate", guard(false).check(view("mail1")));
  }

  @Test
  void saysWhenItCouldLookAtNothing() throws Exception {
    assertTrue(guard(false).check(view()).startsWith("no host is declared"));
  }

  @Test
  void readsTheSafeModeOfTheDeclaredServer() throws Exception {
    Practice.make("zcp-single", folder.resolve("acme"), 10, 7, each -> {});
    try (OpenedEstate estate = OpenedEstate.open(folder.resolve("acme"), Surroundings.quiet(new PracticeMachines(), new ServerPorts()))) {
      ServerOffGuard guard = ServerOffGuard.of(estate.declaration(), Catalogue::open);
      TrekException refused = assertThrows(TrekException.class, () -> guard.check(estate.view()));
      assertTrue(refused.getMessage().contains("zarafa-server"), refused.getMessage());
    } finally {
      Practice.stop(folder.resolve("acme"));
    }
  }

  private static ServerOffGuard guard(boolean safe) {
    return new ServerOffGuard((view, host, server) -> new ServerOffGuard.Setting(safe, Set.of(FILE)));
  }

  private View view(String... hosts) {
    return new View() {
      @Override
      public List<String> hosts() {
        return List.of(hosts);
      }

      @Override
      public HostView host(String name) {
        return machine;
      }

      @Override
      public DirectoryView directory() {
        throw new UnsupportedOperationException();
      }

      @Override
      public DatabaseView database(String host) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
