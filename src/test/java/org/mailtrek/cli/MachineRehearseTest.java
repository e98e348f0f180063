package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.MachineCensus;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;

/** The migration of a booted Debian is rehearsed on a copy, over SSH, and the machine is as before. */
@RequiresMachine
@RequiresLab("mariadbd")
@EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
final class MachineRehearseTest {

  private static final String KEPT = "/var/lib/mailtrek";

  @TempDir private Path temporary;

  @Test
  void aMachineIsOnlyReadByTheRehearsalOfItsMigration() throws Exception {
    try (LabMachine machine = ZarafaLab.boot()) {
      Path folder = LabEstate.in(temporary.resolve("acme"), machine).folder();
      machine.sh("mkdir -p " + KEPT);
      String plan = Spoken.in(folder, "--json", "plan", "zcp-to-kopano").well().json().getFieldAsString("plan");
      MachineCensus before = MachineCensus.of(machine, KEPT);

      Spoken said = Spoken.in(folder, "--json", "rehearse", plan, "--into", temporary.resolve("copy").toString());

      assertEquals("", before.differences(MachineCensus.of(machine, KEPT)));
      assertTrue(said.exit() == 0, said::toString);
      JSONObject result = said.json();
      assertTrue(result.getFieldAsInteger("rehearsed") > 50, said::toString);
      assertEquals(List.of(), result.getFieldAsArray("differences"), said::toString);
    }
  }
}
