package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;

/** The files of a real MariaDB on a booted Debian are copied over SSH while it is stopped, brought back, and taken back again; K6. */
@RequiresMachine
final class MachineDatabaseFilesTest {

  private static final String RUNS = "systemctl is-active mariadb zarafa-server";

  @TempDir private Path temporary;

  @Test
  void aStoppedDatabaseIsCopiedAndComesBackWhole() throws Exception {
    try (LabMachine machine = ZarafaLab.boot()) {
      Path folder = LabEstate.in(temporary.resolve("acme"), machine).folder();
      String before = rows(machine);
      Spoken preview = Spoken.in(folder, "backup", "database-files", "--plan");
      assertEquals(2, preview.exit(), preview::toString);
      assertTrue(preview.out().contains("mariadb: stop") && preview.out().contains("mariadb: start") && preview.out().contains("files with"), preview::toString);

      String backup = Spoken.in(folder, "--json", "backup", "database-files", "--yes").well().json().getFieldAsString("backup");

      machine.sh(RUNS);
      Spoken.in(folder, "backup", "verify", backup).well();
      machine.sh("mariadb zarafa -e 'CREATE TABLE later (a INT); INSERT INTO later VALUES (1); DELETE FROM stores LIMIT 1'");
      String later = rows(machine);
      machine.sh("rm -f /etc/mysql/mariadb.conf.d/98-lab.cnf");
      Spoken.refused(5, folder, java.util.List.of("backup", "restore", backup, "--yes"), "would go", "--over-newer");
      Spoken.refused(5, folder, java.util.List.of("backup", "restore", backup, "config", "--over-newer", "--yes"), "holds nothing of config", "backup show");
      machine.sh(RUNS);

      Spoken restored = Spoken.in(folder, "backup", "restore", backup, "--over-newer", "--yes").well();

      assertEquals(before, rows(machine));
      assertEquals("active\ninactive", machine.sh(RUNS + " || true").strip(), "nobody has compared directory and database yet");
      assertTrue((restored.out() + restored.talk()).contains("zarafa-server stays stopped"), restored::toString);
      machine.sh("test -f /etc/mysql/mariadb.conf.d/98-lab.cnf");
      Spoken back = Spoken.in(folder, "undo", "--yes");
      assertEquals(4, back.exit(), () -> "what MariaDB wrote into the restored files stays: " + back);
      assertEquals(later, rows(machine));
      machine.sh(RUNS);
    }
  }

  /** Returns what the databases hold, and the accounts. */
  private static String rows(LabMachine machine) {
    return machine.sh("mariadb-dump --all-databases --skip-comments --skip-dump-date --hex-blob --order-by-primary --ignore-table=mysql.innodb_index_stats --ignore-table=mysql.innodb_table_stats");
  }
}
