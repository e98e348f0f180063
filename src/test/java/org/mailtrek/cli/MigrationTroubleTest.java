package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.MachineCensus;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;

/**
 * What strikes in the middle of the whole migration of a booted machine over SSH: the run stops and says what to mend, and {@code resume} or
 * {@code undo} goes on to the end (K2, K8, Z3, Z4). One test is a sample, since its run is taken back early; the other takes minutes and is asked for by
 * name, with {@code -Dmailtrek.exhaustive=true}.
 */
@RequiresMachine
final class MigrationTroubleTest {

  private static final String KEPT = "/var/lib/mailtrek";

  @TempDir private Path temporary;

  /** Makes a service leave a process behind when it is stopped. */
  private static void stubborn(LabMachine machine, String service) {
    machine.sh("cp /bin/sleep /root/stayer && mkdir -p /etc/systemd/system/" + service + ".service.d"
        + " && printf '[Service]\\nKillMode=process\\nExecStartPost=/bin/sh -c \"if [ -e /root/stubborn ]; then /root/stayer 1000 & fi\"\\n' >/etc/systemd/system/" + service + ".service.d/stubborn.conf"
        + " && systemctl daemon-reload");
  }

  /** Asserts that a command is refused and says what to do, and returns what it said. */
  private static String refused(int exit, LabEstate estate, String... words) {
    Spoken said = Spoken.in(estate.folder(), words);
    assertEquals(exit, said.exit(), said::toString);
    String all = said.talk() + said.out();
    assertTrue(all.contains("next: "), said::toString);
    return all;
  }

  private static void says(String all, String part) {
    assertTrue(all.contains(part), () -> "'" + part + "' is not said: " + all);
  }

  private static String plan(LabEstate estate) {
    return Spoken.in(estate.folder(), "--json", "plan", "zcp-to-kopano").well().json().getFieldAsString("plan");
  }

  private static String boot(LabMachine machine) {
    return machine.sh("cat /run/lab.boot 2>/dev/null || { date +%s%N >/run/lab.boot; cat /run/lab.boot; }").strip();
  }

  /** Waits until the machine has come back from a reboot, with the servers that start at boot. */
  private static void afterReboot(LabMachine machine, String before) {
    for (int tries = 0; tries < 300; tries++) {
      if (machine.run("sh", "-c", "[ ! -e /run/lab.boot ] && systemctl -q is-active ssh mariadb slapd").status() == 0) {
        assertNotEquals(before, boot(machine));
        return;
      }
      LockSupport.parkNanos(200_000_000);
    }
    throw new IllegalStateException("the machine did not come back");
  }

  @Test
  void aServiceThatStaysStopsTheRunAndUndoGoesOnWithTheRightKey() throws Exception {
    try (LabMachine machine = ZarafaLab.boot()) {
      LabEstate estate = LabEstate.in(temporary.resolve("acme"), machine);
      stubborn(machine, "zarafa-gateway");
      machine.sh("touch /root/stubborn && systemctl restart zarafa-gateway && rm /root/stubborn");
      String units = "systemctl is-active zarafa-server zarafa-gateway zarafa-dagent zarafa-spooler postfix; systemctl is-enabled zarafa-server zarafa-gateway postfix";
      String before = machine.sh(units);
      says(refused(3, estate, "apply", plan(estate), "--yes"), "stayer");
      estate.reach("root", estate.otherKey(), machine.knownHost(), "");
      says(refused(12, estate, "undo", "--yes"), "mail1");
      estate.reach("root", machine.key(), machine.knownHost(), "");
      machine.sh("pkill stayer");
      Spoken.in(estate.folder(), "undo", "--yes").well();
      assertEquals(before, machine.sh(units));
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
  void aRunThatAServiceAndARebootHaveStoppedIsTakenBackOnceTheWayInIsOpenAgain() throws Exception {
    try (LabMachine machine = ZarafaLab.boot()) {
      LabEstate estate = LabEstate.in(temporary.resolve("acme"), machine);
      String sudo = "echo 'ops ALL=(root) NOPASSWD: /bin/sh' >/etc/sudoers.d/ops";
      machine.sh("useradd -m ops && install -d -o ops -m 700 /home/ops/.ssh && install -o ops -m 600 /root/.ssh/authorized_keys /home/ops/.ssh/ && " + sudo);
      estate.reach("ops", machine.key(), machine.knownHost(), ", sudo: true");
      stubborn(machine, "zarafa-gateway");
      machine.sh("mkdir -p " + KEPT + " /etc/systemd/system/zarafa-server.service.d && printf '[Service]\\nExecStop=/bin/sh -c \"[ ! -e /run/reboot ] || { systemctl --no-block reboot; sleep 60; }\"\\n'"
          + " >/etc/systemd/system/zarafa-server.service.d/reboot.conf && systemctl daemon-reload && touch /root/stubborn && systemctl restart zarafa-gateway && rm /root/stubborn");
      MachineCensus before = MachineCensus.of(machine, KEPT, "/etc/sudoers.d", "/var/tmp");
      String plan = plan(estate);

      says(refused(3, estate, "apply", plan, "--yes"), "stayer");
      machine.sh("pkill stayer; touch /run/reboot");
      estate.reach("ops", estate.otherKey(), machine.knownHost(), ", sudo: true");
      says(refused(12, estate, "resume", "--yes"), "mail1");
      estate.reach("ops", machine.key(), estate.otherHostKey(), ", sudo: true");
      says(refused(5, estate, "resume", "--yes"), "HAS CHANGED");
      estate.reach("ops", machine.key(), machine.knownHost(), ", sudo: true");
      machine.sh("rm /etc/sudoers.d/ops");
      says(refused(12, estate, "undo", "--yes"), "sudo");
      machine.sh(sudo);
      String boot = boot(machine);
      refused(3, estate, "resume", "--yes");
      afterReboot(machine, boot);
      Spoken.in(estate.folder(), "undo", "--yes").well();
      machine.sh("systemctl is-active zarafa-server zarafa-gateway zarafa-dagent zarafa-spooler postfix");
      assertEquals("", before.differences(MachineCensus.of(machine, KEPT, "/etc/sudoers.d", "/var/tmp")));
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
  void aVarThatIsFullInTheMiddleStopsTheRunAndBothWaysGoOnWhenThereIsRoom() throws Exception {
    try (LabMachine machine = ZarafaLab.boot()) {
      LabEstate estate = LabEstate.in(temporary.resolve("acme"), machine);
      String servers = "zarafa-server zarafa-gateway zarafa-dagent zarafa-spooler postfix mariadb slapd";
      machine.sh("systemctl stop " + servers + " && mkdir -p /full " + KEPT + " && mount --make-rprivate / && mount -t tmpfs -o size=$(( $(du -sk /var | cut -f1) + 400000 ))k tmpfs /full"
          + " && cp -a /var/. /full/ && mount --bind /full /var && mkdir -p /etc/systemd/system/zarafa-server.service.d"
          + " && printf '[Service]\\nExecStopPost=-/bin/sh -c \"[ ! -e /run/fill ] || { rm /run/fill; cat /dev/zero >/var/tmp/fill; }\"\\n' >/etc/systemd/system/zarafa-server.service.d/fill.conf"
          + " && systemctl daemon-reload && systemctl start mariadb slapd && systemctl start " + servers);
      MachineCensus before = MachineCensus.of(machine, KEPT, "/var/tmp");
      fill(machine, estate);
      assertTrue(refused(3, estate, "undo", "--yes").matches("(?s).*(full|No space left).*"), "the way back needs room as well");
      machine.sh("rm /var/tmp/fill");
      Spoken.in(estate.folder(), "resume", "--yes").well(); // of the way back
      assertEquals("", before.differences(MachineCensus.of(machine, KEPT, "/var/tmp")));
      fill(machine, estate);
      machine.sh("rm /var/tmp/fill");
      Spoken.in(estate.folder(), "resume", "--yes").well();
      Spoken back = Spoken.in(estate.folder(), "undo", "--yes");
      assertEquals(4, back.exit(), "only the schema's empty entry stays: " + back);
      assertEquals("", before.differences(MachineCensus.of(machine, KEPT, "/var/tmp")));
    }
  }

  /** Lets the disk be full from the moment on when the old server has stopped. */
  private static void fill(LabMachine machine, LabEstate estate) {
    String plan = plan(estate);
    machine.sh("touch /run/fill");
    String said = refused(3, estate, "apply", plan, "--yes");
    assertTrue(said.matches("(?s).*(full|No space left).*"), said);
  }
}
