package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.lab.KopanoLab;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.MachineCensus;
import org.mailtrek.lab.RequiresMachine;

/** The upgrade of a booted Kopano server over SSH, and back: systemd, dpkg and apt, slapd and MariaDB are all real (K1, K2, K5, K8, K9, K10, K13, K15). */
@RequiresMachine
@EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
final class MachineUpgradeTest {

  private static final String KEPT = "/var/lib/mailtrek";

  @TempDir private Path temporary;

  @ParameterizedTest
  @CsvSource({"kopano,8.7.25", "kopano-11,11.0.2"})
  void aMachineOverSshIsAfterUndoWhatItWas(String repository, String target) throws Exception {
    try (LabMachine machine = KopanoLab.boot(repository)) {
      Path folder = LabEstate.kopano(temporary.resolve("acme"), machine, target).folder();
      machine.sh("mkdir -p " + KEPT); // made by the first run on a machine, and kept: archives of removed packages lie there until their snapshot is deleted
      MachineCensus before = MachineCensus.of(machine, KEPT);

      String plan = Spoken.in(folder, "--json", "plan", "kopano-upgrade").well().json().getFieldAsString("plan");
      assertEquals("", before.differences(MachineCensus.of(machine, KEPT)), "planning changed something");
      Spoken.in(folder, "apply", plan, "--yes").well();
      Spoken.in(folder, "check").well();
      assertEquals("118", machine.sh("mariadb -BNe 'SELECT MAX(databaserevision) FROM zarafa.versions'").strip());
      assertTrue(version(machine, "kopano-server").startsWith(target + "-"), () -> version(machine, "kopano-server"));
      assertEquals("inactive", machine.sh("systemctl is-active postfix || true").strip());
      machine.sh("systemctl is-active -q kopano-server && ! systemctl is-active -q kopano-gateway");
      Spoken.in(folder, "open", "--yes").well();
      machine.sh("for each in kopano-server kopano-gateway kopano-dagent kopano-spooler postfix; do systemctl -q is-active $each || exit 1; done");
      assertFalse(machine.sh("cat /etc/kopano/server.cfg").contains("user_safe_mode = yes"));

      Spoken.in(folder, "undo", "--yes", "--confirm=acme").well();
      Spoken.in(folder, "undo", "--yes", "--confirm=acme").well();
      assertEquals("", before.differences(MachineCensus.of(machine, KEPT)));
    }
  }

  private static String version(LabMachine machine, String name) {
    return machine.sh("dpkg-query -W -f '${Version}' " + name);
  }
}
