package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.config.Catalogue;
import org.mailtrek.discovery.HostDiscovery;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.Machines;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.SshHost;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;

/** Begins with nothing but the way to a machine. */
@RequiresMachine
class DiscoveredMachineTest {

  private static final int ROUND_TRIPS = 60;

  @TempDir private static Path folder;
  private static LabMachine machine;

  @BeforeAll
  static void boot() throws Exception {
    machine = ZarafaLab.boot();
    Files.writeString(folder.resolve("known_hosts"), machine.knownHost() + "\n");
    Files.writeString(
        folder.resolve("estate.yaml"),
        "estate: acme\nhosts:\n  mail1: { ssh: root@" + machine.address() + ", port: " + machine.port() + ", key: " + machine.key() + ", known-hosts: " + folder.resolve("known_hosts") + " }\n");
  }

  @AfterAll
  static void end() {
    machine.close();
  }

  @Test
  void findsAllThatTheEstateNeeds() throws Exception {
    Spoken done = Spoken.in(folder, "--json", "estate", "discover", "--yes").well();
    Declaration found = EstateFile.read(folder);
    Declaration.Product product = found.product("mail1").orElseThrow();
    assertEquals("zcp 7.2.6", product.product() + " " + product.version());
    assertEquals("/etc/zarafa", product.places().config().orElseThrow().toString());
    assertEquals("mail1", found.directory().orElseThrow().host().orElseThrow());
    assertEquals("/etc/ldap/slapd.d", found.directory().orElseThrow().config().orElseThrow().folder().orElseThrow().toString());
    String facts = done.json().getFieldAsArray("facts").toString();
    assertTrue(facts.contains("Debian") && facts.contains("it names the old schema"), facts);
    assertFalse(facts.contains("\"? unknown\""), facts);
    Spoken checked = Spoken.in(folder, "estate", "check").well();
    assertTrue(checked.out().contains("all of it can be opened"), checked::toString);
    assertEquals("nothing", Spoken.in(folder, "--json", "estate", "discover").well().json().getFieldAsString("outcome"));
  }

  @Test
  void asksTheMachineInFewRoundTrips() throws Exception {
    try (Estate estate = OpenedEstate.open(folder, Surroundings.quiet(Machines.plain(), new ServerPorts()))) {
      SshHost host = assertInstanceOf(SshHost.class, estate.host("mail1"));
      HostDiscovery.of(host.view(), Catalogue.open());
      assertTrue(host.roundTrips() < ROUND_TRIPS, () -> host.roundTrips() + " round trips");
      System.out.println("discovery of one machine: " + host.roundTrips() + " round trips");
    }
  }
}
