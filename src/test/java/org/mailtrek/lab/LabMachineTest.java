package org.mailtrek.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresMachine
final class LabMachineTest {

  @TempDir private Path temporary;

  @Test
  void severalRunSideBySideEachWithServersOfItsOwn() throws Exception {
    Path root;
    try (LabMachine one = LabMachine.boot(); LabMachine two = LabMachine.boot()) {
      root = one.root();
      assertNotEquals(one.address(), two.address());
      for (LabMachine machine : List.of(one, two)) {
        machine.sh("systemctl start mariadb slapd && mariadb -e 'CREATE DATABASE only'");
        assertEquals(machine.name(), machine.run("hostname").orFail().strip());
        machine.sh("ldapsearch -x -H ldap://" + machine.address() + " -s base -b '' namingContexts");
        assertEquals(machine.address(), machine.run("mariadb", "-BNe", "SELECT @@bind_address").orFail().strip());
        assertTrue(ssh(machine, "cat /proc/1/comm").contains("systemd"));
      }
      one.sh("systemctl stop mariadb");
      assertEquals("active", two.run("systemctl", "is-active", "mariadb").orFail().strip());
    }
    assertFalse(Files.exists(root));
    assertEquals(List.of(), left(root.getParent().getFileName().toString()));
  }

  @Test
  void keepsItsDataOverAShutdownAndComesBackFromAReboot() throws Exception {
    try (LabMachine machine = LabMachine.boot()) {
      machine.sh("systemctl enable --now mariadb && mariadb -e 'CREATE DATABASE kept'");
      String first = machine.sh("cat /proc/sys/kernel/random/boot_id; stat -c %z /run/utmp");
      machine.run("systemctl", "reboot");
      Instant end = Instant.now().plus(Duration.ofSeconds(30));
      while (machine.run("sh", "-c", "cat /proc/sys/kernel/random/boot_id; stat -c %z /run/utmp").output().equals(first) || !machine.run("mariadb", "-e", "USE kept").errors().isEmpty()) {
        assertTrue(Instant.now().isBefore(end), () -> "it does not come back");
      }
      machine.stop();
      machine.start();
      machine.sh("until mariadb -e 'USE kept'; do [ $((n+=1)) -lt 100 ] || exit 1; sleep 0.1; done");
    }
  }

  @Test
  void leavesNothingBehindWhenItsKeeperIsKilled() throws Exception {
    LabMachine machine = LabMachine.boot();
    try (machine) {
      Path keeper = machine.root().resolveSibling("keeper");
      ProcessHandle.of(Long.parseLong(Files.readString(keeper, StandardCharsets.UTF_8).strip())).orElseThrow().destroyForcibly();
      Instant end = Instant.now().plus(Duration.ofSeconds(20));
      while (Files.exists(keeper) || !left(machine.name()).isEmpty()) {
        assertTrue(Instant.now().isBefore(end), () -> "still there: " + left(machine.name()));
        Thread.onSpinWait();
      }
    }
  }

  private String ssh(LabMachine machine, String command) throws IOException {
    Path known = Files.writeString(temporary.resolve("known"), machine.knownHost() + "\n");
    return LabMachine.Said.by(List.of("ssh", "-i", machine.key().toString(), "-p", "" + machine.port(), "-oUserKnownHostsFile=" + known, "-oStrictHostKeyChecking=yes",
        "root@" + machine.address(), command)).orFail();
  }

  /** What is left of a machine in the process table, among the mounts and among the control groups. */
  private static List<String> left(String name) {
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses();
        Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"));
        Stream<Path> groups = Files.walk(Path.of("/sys/fs/cgroup"), 3)) {
      return Stream.of(
          processes.map(each -> each.info().commandLine().orElse("")).filter(line -> line.contains(name + " ") && line.contains("lab-keeper")),
          mounts.filter(line -> line.contains("/" + name + "/")),
          groups.map(Path::toString).filter(path -> path.endsWith("mailtrek-lab-" + name))).flatMap(each -> each).toList();
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }
}
