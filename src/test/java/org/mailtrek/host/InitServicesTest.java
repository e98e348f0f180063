package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.ServicesView.Run;

/** Services by start scripts: a folder with some, of our own making, whose daemons are real processes. */
class InitServicesTest extends ServicesContract {

  private static final Patience SHORT = new Patience(Duration.ofSeconds(5), Duration.ofMillis(1600), Duration.ofMillis(1500));
  private static final String START = "start) sh -c 'BODY' & echo $! >PID;;";
  private static final String STATUS = "status) grep -qs 'State:.[^Z]' \"/proc/$(cat PID 2>/dev/null)/status\" || exit 3;;";

  private final List<Path> pids = new ArrayList<>();
  private Path folder;
  private InitServices services;

  @Override
  Services open(Path scratch) throws Exception {
    folder = scratch;
    Files.createDirectories(folder.resolve("etc/init.d"));
    Files.createDirectories(folder.resolve("tmp"));
    Files.createDirectories(folder.resolve("var/run/kopano"));
    service("good", "good", "exec sleep 1000", "stop) kill $(cat PID); rm PID;;" + STATUS);
    script("bad", "case $1 in start) echo 'no configuration' >&2; exit 6;; status) exit 3;; esac");
    for (String level : new String[] {"rc2.d", "rc3.d"}) {
      Path links = Files.createDirectories(folder.resolve("etc").resolve(level));
      Files.createSymbolicLink(links.resolve("S20good"), Path.of("../init.d/good"));
    }
    Root root = new Root("old", folder);
    services = new InitServices(new LocalFiles(root, state -> state), new LocalDisk("old", folder), Children.of(root), SHORT);
    return services;
  }

  private void service(String name, String file, String body, String rest) throws Exception {
    Path pid = folder.resolve("var/run/" + file + ".pid");
    pids.add(pid);
    script(name, ("case $1 in " + START.replace("BODY", body) + rest + " esac").replace("PID", pid.toString()));
  }

  private void script(String name, String body) throws Exception {
    Path file = folder.resolve("etc/init.d").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void endDaemons() throws Exception {
    for (Path each : pids) {
      if (Files.exists(each)) {
        ProcessHandle.of(pid(each)).ifPresent(daemon -> {
          daemon.descendants().forEach(ProcessHandle::destroyForcibly);
          daemon.destroyForcibly();
        });
      }
    }
  }

  private static long pid(Path file) throws Exception {
    return Long.parseLong(Files.readString(file, StandardCharsets.US_ASCII).strip());
  }

  @Test
  void tellsSinceWhenAServiceRunsAndWithWhat() throws Exception {
    HostPath file = HostPath.of("/etc/init.d/good");
    assertEquals(Optional.empty(), services.running("good", List.of(file)));
    Instant before = Instant.now();
    services.start("good");
    ServicesView.Running running = services.running("good", List.of(file, HostPath.of("/etc/none"))).orElseThrow();
    assertTrue(Duration.between(before, running.since()).abs().toSeconds() <= 3, running::toString);
    assertTrue(!running.changed().orElseThrow().isAfter(before), running::toString);
    assertEquals(List.of("sleep", "1000"), running.command());
    assertEquals(Optional.empty(), services.running("good", List.of()).orElseThrow().changed());
    Files.setLastModifiedTime(folder.resolve("etc/init.d/good"), FileTime.from(before.minusSeconds(9000)));
    assertTrue(services.running("good", List.of(file)).orElseThrow().changed().orElseThrow().isAfter(before.minusSeconds(9)), "an old time was written into the file now");
    services.stop("good");
    assertEquals(Optional.empty(), services.running("good", List.of(file)));
  }

  @Test
  void waitsUntilTheChildrenAreGoneToo() throws Exception {
    service("slow", "slow", "sleep 1.1 & echo $! >PID.child; exec sleep 1000", "stop) kill $(cat PID); rm PID;;" + STATUS);
    services.start("slow");
    Path child = Path.of("/proc", Long.toString(pid(folder.resolve("var/run/slow.pid.child"))), "status");
    assertTrue(Files.exists(child));
    services.stop("slow");
    assertTrue(!Files.exists(child) || Files.readString(child).contains("State:\tZ"), "the script ended the parent alone");
  }

  @Test
  void namesTheProcessesThatStay() throws Exception {
    service("leaving", "leaving", "exec sleep 1000", "stop) mv PID PID.old;;" + STATUS);
    pids.add(folder.resolve("var/run/leaving.pid.old"));
    services.start("leaving");
    TrekException left = assertThrows(TrekException.class, () -> services.stop("leaving"));
    assertTrue(left.what().contains("processes of it are left") && left.what().contains("sleep"), left.what());
  }

  @Test
  void noticesADaemonThatDiesAfterItsStart() throws Exception {
    service("zarafa-monitor", "zarafa-monitor", "sleep 0.3", "stop) rm -f PID;;" + STATUS);
    TrekException failure = assertThrows(TrekException.class, () -> services.start("zarafa-monitor"));
    assertTrue(failure.what().startsWith("does not stay up"), failure.what());
  }

  @Test
  void looksForTheProcessWhereAScriptKnowsNoStatus() throws Exception {
    service("kopano-ical", "kopano/ical", "exec sleep 1000", "stop) kill $(cat PID); rm PID;; *) echo Usage; exit 1;;");
    assertEquals(Run.STOPPED, services.state("kopano-ical").run());
    services.start("kopano-ical");
    assertEquals(Run.RUNNING, services.state("kopano-ical").run());
    services.stop("kopano-ical");
    assertEquals(Run.STOPPED, services.state("kopano-ical").run());
  }

  @Test
  void doesNotStopAServerThatRaisesItsSchema() throws Exception {
    service("kopano-server", "kopano/server", "exec sleep 1000", "stop) kill $(cat PID); rm PID;;" + STATUS);
    services.start("kopano-server");
    Path lock = Files.createFile(folder.resolve("tmp/kopano-upgrade-lock"));
    TrekException refused = assertThrows(TrekException.class, () -> services.stop("kopano-server"));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertEquals(Run.RUNNING, services.state("kopano-server").run());
    Files.delete(lock);
    services.stop("kopano-server");
    assertEquals(Run.STOPPED, services.state("kopano-server").run());
  }
}
