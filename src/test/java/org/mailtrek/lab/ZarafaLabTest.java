package org.mailtrek.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The storage server's stand-in does to a real database and a real directory what the real one does. */
@RequiresMachine
final class ZarafaLabTest {

  private static LabMachine machine;

  @BeforeAll
  static void boot() {
    machine = ZarafaLab.boot();
  }

  @AfterAll
  static void end() {
    machine.close();
  }

  @Test
  void isAMailServerWithPeopleAndMail() {
    assertEquals("64", machine.sh("mariadb -BNe 'SELECT MAX(databaserevision) FROM zarafa.versions'").strip());
    assertEquals("200", machine.sh("mariadb -BNe 'SELECT COUNT(*) FROM zarafa.singleinstances'").strip());
    assertTrue(machine.sh("ldapsearch -LLL -x -H ldap://" + machine.address() + " -b dc=example,dc=com '(zarafaAccount=1)' dn | grep -c ^dn:").strip().matches("\\d\\d+"));
    assertTrue(machine.sh("journalctl -u zarafa-server -o cat").contains("Startup succeeded"));
  }
}
