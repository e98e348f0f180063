package org.mailtrek.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The lab's own packages behave as Debian's do, and their stand-ins as the programs that they play. */
@RequiresMachine
@Execution(ExecutionMode.SAME_THREAD)
final class LabPackagesTest {

  private static LabMachine machine;

  @BeforeAll
  static void boot() {
    machine = ZarafaLab.plain();
    machine.sh("apt-get -q -y install zarafa-gateway zarafa-monitor zarafa-dagent zarafa-search-plus");
  }

  @AfterAll
  static void end() {
    machine.close();
  }

  @Test
  void installingStartsTheDaemonAndGivesItAPlaceAtBoot() {
    assertEquals("active", machine.sh("systemctl is-active zarafa-monitor").strip());
    assertEquals("enabled", machine.sh("systemctl is-enabled zarafa-monitor").strip());
    assertEquals("zarafa", machine.sh("ps -o user= -p $(cat /run/zarafad/monitor.pid)").strip());
    assertEquals("640 root zarafa", machine.sh("stat -c '%a %U %G' /etc/zarafa/monitor.cfg").strip());
    assertTrue(machine.sh("ls /etc/rc2.d").contains("zarafa-monitor"));
  }

  @Test
  void anUnknownDirectiveIsFatal() {
    machine.sh("echo 'ssl_enable_v2 = no' >>/etc/zarafa/gateway.cfg");
    machine.run("systemctl", "restart", "zarafa-gateway");
    machine.sh("until [ \"$(systemctl is-active zarafa-gateway)\" = failed ]; do [ $((n+=1)) -lt 100 ] || exit 1; sleep 0.1; done");
    assertTrue(machine.sh("journalctl -u zarafa-gateway -o cat").contains("Config error: Unknown option \"ssl_enable_v2\" found!"));
    machine.sh("sed -i '/ssl_enable_v2/d' /etc/zarafa/gateway.cfg && systemctl start zarafa-gateway");
    machine.sh("until [ -n \"$(pidof zarafa-gateway)\" ]; do [ $((n+=1)) -lt 100 ] || exit 1; sleep 0.1; done");
    assertEquals("active", machine.sh("systemctl is-active zarafa-gateway").strip());
  }

  @Test
  void unknownDirectivesOfPythonProgramsAreOnlyWarnedOf() {
    machine.sh("echo 'nonsense = yes' >>/etc/zarafa/search.cfg && systemctl restart zarafa-search");
    machine.sh("until journalctl -u zarafa-search -o cat | grep -q 'Unknown option \"nonsense\"'; do [ $((n+=1)) -lt 100 ] || exit 1; sleep 0.1; done");
    assertEquals("active", machine.sh("systemctl is-active zarafa-search").strip());
  }

  @Test
  void removingLeavesConfigurationAndPurgingTakesIt() {
    machine.sh("echo '# by hand' >>/etc/zarafa/dagent.cfg && apt-get -q -y remove zarafa-dagent");
    assertEquals("rc", machine.sh("dpkg -l zarafa-dagent | tail -n 1 | cut -c1-2").strip());
    assertTrue(machine.sh("cat /etc/zarafa/dagent.cfg").contains("# by hand"));
    assertNotEquals(0, machine.run("systemctl", "is-active", "zarafa-dagent").status());
    assertNotEquals(0, machine.run("pidof", "zarafa-dagent").status());
    machine.sh("apt-get -q -y install zarafa-dagent && systemctl is-active zarafa-dagent && grep -q 'by hand' /etc/zarafa/dagent.cfg && apt-get -q -y purge zarafa-dagent");
    assertEquals(0, machine.run("sh", "-c", "[ ! -e /etc/zarafa/dagent.cfg ] && [ ! -e /etc/systemd/system/zarafa-dagent.service ]").status());
  }

  @Test
  void aStartScriptDoesTheSameWithoutSystemd() {
    machine.sh("systemctl stop zarafa-monitor");
    machine.sh("SYSTEMCTL_SKIP_REDIRECT=1 /etc/init.d/zarafa-monitor start && until /etc/init.d/zarafa-monitor status && pidof zarafa-monitor; do [ $((n+=1)) -lt 100 ] || exit 1; sleep 0.1; done");
    assertTrue(machine.sh("pidof zarafa-monitor").strip().matches("\\d+"));
    machine.sh("/etc/init.d/zarafa-monitor stop");
    assertNotEquals(0, machine.run("/etc/init.d/zarafa-monitor", "status").status());
    machine.sh("systemctl start zarafa-monitor");
  }
}
