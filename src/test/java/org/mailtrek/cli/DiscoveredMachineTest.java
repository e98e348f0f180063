package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.config.Catalogue;
import org.mailtrek.discovery.HostDiscovery;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.Machines;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.SshHost;
import org.mailtrek.host.TrekException;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;
import org.mailtrek.runbook.kopano.ZcpToKopano;

/** Begins with nothing but the way to a machine. */
@RequiresMachine
class DiscoveredMachineTest {

  private static final int ROUND_TRIPS = 60;
  private static final int ROUND_TRIPS_OF_A_PLAN = 90;

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

  @Test
  void aLogThatIsFollowedComesAsItIsWrittenAndEndsOnTheMachineToo() throws Exception {
    try (Estate estate = OpenedEstate.open(folder, Surroundings.quiet(Machines.plain(), new ServerPorts()))) {
      ByteArrayOutputStream seen = new ByteArrayOutputStream();
      CompletableFuture<TrekException> ended = new CompletableFuture<>();
      Thread following = new Thread(() -> {
        try {
          estate.view().host("mail1").inspection().log("zarafa-ical", 1, true, seen);
          ended.completeExceptionally(new AssertionError("it ended by itself"));
        } catch (TrekException stopped) {
          ended.complete(stopped);
        }
      });
      following.start();
      machine.sh("for i in $(seq 100); do pgrep -f '[j]ournalctl.*--follow' >/dev/null && exit; sleep 0.1; done; exit 1");
      int before = seen.size();
      machine.sh("systemctl restart zarafa-ical");
      for (int looks = 0; looks < 100 && seen.size() == before; looks++) {
        Thread.sleep(100);
      }
      assertTrue(seen.toString(StandardCharsets.UTF_8).contains("zarafa-ical"), seen::toString);
      following.interrupt();
      assertEquals(TrekException.Kind.INTERRUPTED, ended.get(20, TimeUnit.SECONDS).kind());
      machine.sh("for i in $(seq 100); do pgrep -f '[j]ournalctl.*--follow' >/dev/null || exit 0; sleep 0.1; done; exit 1");
    }
  }

  /** The archives of the packages are far too, and have to be fetched for the first plan. */
  @Test
  void previewsAWholeMigrationInFewRoundTripsAndLooksAnewForTheNext() throws Exception {
    try (OpenedEstate estate = OpenedEstate.open(LabEstate.in(folder.resolve("declared"), machine).folder(), Surroundings.quiet(Machines.plain(), new ServerPorts()))) {
      SshHost host = assertInstanceOf(SshHost.class, estate.host("mail1"));
      Plan first = plan(estate);
      long trips = host.roundTrips();
      System.out.println("plan of a migration: " + trips + " round trips, packages fetched");
      assertTrue(trips < ROUND_TRIPS_OF_A_PLAN, () -> trips + " round trips");
      assertTrue(described(first).contains("install") && described(first).contains("kopano-server 8.7.25"), () -> described(first));
      machine.sh("systemctl --quiet disable zarafa-ical");
      Plan second = plan(estate);
      System.out.println("the same again: " + (host.roundTrips() - trips) + " round trips");
      assertTrue(host.roundTrips() - trips < ROUND_TRIPS_OF_A_PLAN, () -> host.roundTrips() - trips + " round trips");
      assertTrue(described(first).contains("zarafa-ical: stop, don't start at boot"), () -> described(first));
      assertFalse(described(second).contains("zarafa-ical: stop, don't start at boot"), () -> described(second));
      machine.sh("systemctl --quiet enable zarafa-ical");
    }
  }

  private static Plan plan(OpenedEstate estate) throws Exception {
    Runbooks runbooks = new Runbooks(List.of(new ZcpToKopano(estate.declaration(), Catalogue::open)));
    Home home = Home.of(new LocalHost("here", List.of(), folder.resolve("kept")), estate.folder());
    Engine engine = new Engine(estate, home, ChangeKinds::read, runbooks, Clock.systemUTC(), "test");
    return engine.planner(Progress.NONE).plan(engine.runbooks().named("zcp-to-kopano"), Map.of());
  }

  private static String described(Plan plan) {
    StringBuilder text = new StringBuilder();
    plan.steps().forEach(step -> step.changes().forEach(change -> text.append(change.describe()).append('\n')));
    return text.toString();
  }
}
