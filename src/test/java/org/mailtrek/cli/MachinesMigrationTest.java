package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.MachineCensus;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.SeveralServersLab;
import org.mailtrek.practice.ZarafaPopulation;

/**
 * Three booted Zarafa servers with one directory, all the way and back by one plan over SSH (K1, K2, K5, K10, K12, Z16, Z19); and what becomes of all when
 * something fails on one of them.
 */
@RequiresMachine
@EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
final class MachinesMigrationTest {

  private static final String KEPT = "/var/lib/mailtrek";

  @TempDir private static Path temporary;
  private static SeveralServersLab lab;
  private static Path folder;

  @BeforeAll
  static void boot() throws Exception {
    lab = SeveralServersLab.boot();
    lab.machines().forEach(each -> each.sh("mkdir -p " + KEPT)); // made by the first run on a machine, and kept
    folder = SeveralServersEstate.in(temporary.resolve("acme"), lab.machines());
  }

  @AfterAll
  static void end() {
    if (lab != null) {
      lab.close();
    }
  }

  private static LabMachine machine(int number) {
    return lab.machines().get(number - 1);
  }

  private static String plan() {
    return Spoken.in(folder, "--json", "plan", "zcp-to-kopano").well().json().getFieldAsString("plan");
  }

  private static List<MachineCensus> look() {
    return lab.machines().stream().map(each -> MachineCensus.of(each, KEPT)).toList();
  }

  private static void areAsTheyWere(List<MachineCensus> before) {
    List<MachineCensus> after = look();
    List<String> found = new ArrayList<>();
    for (int at = 0; at < after.size(); at++) {
      found.add(before.get(at).differences(after.get(at)));
    }
    assertEquals(List.of("", "", ""), found);
  }

  /** Asserts that a run has stopped for what is said of one host, and that the state of all is told with what to type. */
  private static void stopped(String host, String what, Spoken said) {
    assertEquals(3, said.exit(), said::toString);
    String all = said.out() + said.talk();
    assertTrue(all.contains(host) && all.contains(what) && all.contains("next: "), said::toString);
    String status = Spoken.in(folder, "status").out();
    assertTrue(status.contains("unfinished") && status.contains("resume") && status.contains("undo"), status);
  }

  private static void running(String services) {
    lab.machines().forEach(each -> each.sh("for each in " + services + "; do systemctl -q is-active $each || exit 1; done"));
  }

  @Test
  void whatFailsOnOneStopsAllAndIsTakenBackOrGoneOnWithToTheEnd() {
    List<MachineCensus> before = look();
    machine(2).sh("mkdir -p /run/lab && touch /run/lab/fails-kopano-monitor");
    stopped("lab2", "can not be configured today", Spoken.in(folder, "apply", plan(), "--yes"));
    machine(2).sh("rm /run/lab/fails-kopano-monitor");
    back(Spoken.in(folder, "undo", "--yes"));
    areAsTheyWere(before);

    machine(3).sh("mkdir -p /run/lab && touch /run/lab/kills-zarafa-spooler");
    stopped("lab3", "dpkg", Spoken.in(folder, "apply", plan(), "--yes"));
    machine(3).sh("rm /run/lab/kills-zarafa-spooler");
    Spoken.in(folder, "resume", "--yes").well();
    Spoken.in(folder, "check").well();
    for (int number = 1; number <= lab.machines().size(); number++) {
      assertEquals("118", machine(number).sh("mariadb -BNe 'SELECT MAX(databaserevision) FROM " + ZarafaPopulation.database(number) + ".versions'").strip());
      assertEquals("", machine(number).sh("dpkg-query -W -f '${Package} ${db:Status-Abbrev}\\n' | awk '/^zarafa/ && $2 ~ /^i/'"));
    }
    assertEquals("0", machine(1).sh("slapcat -b dc=example,dc=com | grep -ci '^objectclass: zarafa' || true").strip());
    running("kopano-server");
    Spoken.in(folder, "open", "--yes").well();
    running("kopano-server kopano-gateway kopano-dagent kopano-spooler");
    machine(1).sh("systemctl is-active postfix");

    Spoken.in(folder, "undo", "--yes", "--confirm=acme").well();
    back(Spoken.in(folder, "undo", "--yes", "--confirm=acme"));
    areAsTheyWere(before);
  }

  /** Asserts that a way back left nothing but the schema's empty entry, if that was made. */
  private static void back(Spoken said) {
    assertTrue(said.exit() == 0 || said.exit() == 4, said::toString);
  }
}
