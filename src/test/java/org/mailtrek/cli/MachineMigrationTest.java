package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.MachineCensus;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;

/** The whole migration of a booted Debian over SSH, and back: systemd, dpkg and apt, slapd and MariaDB are all real (K2, K8, Z3, Z4, Z11). */
@RequiresMachine
@EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
final class MachineMigrationTest {

  private static final String KEPT = "/var/lib/mailtrek";

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"online", "offline"})
  void aMachineOverSshIsAfterUndoWhatItWas(String directory) throws Exception {
    try (LabMachine machine = ZarafaLab.boot()) {
      Path folder = LabEstate.in(temporary.resolve("acme"), machine).folder();
      machine.sh("mkdir -p " + KEPT); // made by the first run on a machine, and kept: archives of removed packages lie there until their snapshot is deleted
      MachineCensus before = MachineCensus.of(machine, KEPT);

      String plan = Spoken.in(folder, "--json", "plan", "zcp-to-kopano", "--directory", directory, "--database", directory.equals("offline") ? "files" : "dump").well().json().getFieldAsString("plan");
      Spoken.in(folder, "apply", plan, "--yes").well();
      Spoken.in(folder, "check").well();
      assertEquals(directory.equals("offline"), Spoken.in(folder, "backup", "list").well().out().contains("database-files"));
      assertEquals("118", machine.sh("mariadb -BNe 'SELECT MAX(databaserevision) FROM zarafa.versions'").strip());
      assertEquals("", machine.sh("dpkg-query -W -f '${Package} ${db:Status-Abbrev}\\n' | awk '/^zarafa/ && $2 ~ /^i/'"));
      assertEquals("0", machine.sh("slapcat -b dc=example,dc=com | grep -ci '^objectclass: zarafa' || true").strip());
      assertEquals(directory.equals("offline") ? "0" : "1", machine.sh("ls -d /var/lib/ldap.before-transplant >/dev/null 2>&1; echo $?").strip().replace("2", "1"));
      if (directory.equals("online")) {
        mailStaysOut(machine, folder);
      }
      Spoken.in(folder, directory.equals("online") ? "resume" : "open", "--yes").well();
      machine.sh("systemctl is-active kopano-server kopano-gateway kopano-dagent kopano-spooler postfix");

      Spoken.in(folder, "undo", "--yes", "--confirm=acme").well();
      Spoken back = Spoken.in(folder, "undo", "--yes", "--confirm=acme");
      assertEquals(4, back.exit(), "only the schema's empty entry stays: " + back);
      assertEquals("", before.differences(MachineCensus.of(machine, KEPT)));
    }
  }

  /** Mail is not let in while the mail transfer agent finds nobody, nor while who delivers takes no mail. */
  private static void mailStaysOut(LabMachine machine, Path folder) {
    String map = "/etc/postfix/ldap-users.cf";
    machine.sh("touch -r /etc/postfix /run/postfix.time && touch -r /etc /run/etc.time && cp -p " + map + " /run/users.kept && sed -i 's/kopano-user/nobody/' " + map + " && mkdir -p /etc/stand-ins && echo 'knows-nobody 1' >/etc/stand-ins/kopano-dagent");
    staysDown(machine, Spoken.in(folder, "open", "--yes"), "finds none of");
    machine.sh("cp -p /run/users.kept " + map + " && touch -r /run/postfix.time /etc/postfix");
    staysDown(machine, Spoken.in(folder, "resume", "--yes"), "takes no mail for");
    machine.sh("rm -r /etc/stand-ins && touch -r /run/etc.time /etc && systemctl restart kopano-dagent");
  }

  private static void staysDown(LabMachine machine, Spoken said, String why) {
    assertEquals(3, said.exit(), said::toString);
    String all = said.out() + said.talk();
    assertTrue(all.contains(why) && all.contains("postfix STAYS DOWN"), said::toString);
    assertEquals("inactive", machine.sh("systemctl is-active postfix || true").strip());
  }
}
