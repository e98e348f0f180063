package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.Runner;
import org.mailtrek.engine.Terms;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.Practice;
import org.mailtrek.practice.PracticeMachines;
import org.mailtrek.runbook.crash.WorldScan;

/** Three servers with one directory, all the way and back (K1, K2, K5, K10, K12, Z16, Z21 on several hosts). */
final class SeveralServersTest {

  private static final List<String> HOSTS = List.of("lab1", "lab2", "lab3");

  @TempDir private Path folder;
  private OpenedEstate estate;
  private Engine engine;

  @BeforeEach
  void makeAnEstate() throws Exception {
    Practice.make("zcp-multi", folder.resolve("acme"), 12, 7, each -> {});
    estate = OpenedEstate.open(folder.resolve("acme"), Surroundings.quiet(new PracticeMachines(), new ServerPorts()));
    Home home = Home.of(new LocalHost("here", List.of(), folder.resolve("kept")), estate.folder());
    engine = new Engine(estate, home, ChangeKinds::read, new Runbooks(List.of(new ZcpToKopano(estate.declaration(), Catalogue::open))), Clock.systemUTC(), "test");
  }

  @AfterEach
  void stop() throws Exception {
    estate.close();
    Practice.stop(folder.resolve("acme"));
  }

  private Plan plan() throws TrekException {
    return engine.planner(Progress.NONE).plan(engine.runbooks().named("zcp-to-kopano"), Map.of());
  }

  private Runner runner() {
    return engine.runner(Progress.NONE, new Interruption());
  }

  private static void done(Outcome outcome) {
    assertEquals(Outcome.Kind.DONE, outcome.kind(), () -> outcome.failure() + " " + outcome.left());
  }

  private SortedMap<String, String> scan() throws Exception {
    SortedMap<String, String> lines = new TreeMap<>();
    for (String host : HOSTS) {
      WorldScan.of(folder.resolve("acme/practice/" + host)).forEach((path, line) -> lines.put(host + " " + path, line));
      WorldScan.of(folder.resolve("acme/practice/" + host + ".machine/services")).forEach((path, line) -> lines.put(host + " service " + path, line.replaceAll(" \\S*T\\S*Z", "")));
      estate.view().database(host).tableDigests().forEach((table, digest) -> lines.put(host + " table " + table, digest));
    }
    estate.view().directory().search(estate.view().directory().base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> lines.put("entry " + entry.getDN(), text(entry)));
    return lines;
  }

  private static String text(Entry entry) {
    return String.join("\n", entry.getAttributes().stream().flatMap(each -> Stream.of(each.getValues()).map(value -> each.getName() + ": " + value)).sorted().toList());
  }

  private static String differences(SortedMap<String, String> before, SortedMap<String, String> after) {
    List<String> found = new ArrayList<>();
    before.forEach((key, value) -> {
      if (!value.equals(after.get(key))) {
        found.add("- " + key + " " + value + "\n+ " + after.get(key));
      }
    });
    after.keySet().stream().filter(key -> !before.containsKey(key)).forEach(key -> found.add("+ " + key));
    return String.join("\n", found);
  }

  /** Returns who has a mailbox where, by the databases alone. */
  private SortedMap<String, String> mailboxes() throws TrekException {
    SortedMap<String, String> found = new TreeMap<>();
    for (String host : HOSTS) {
      for (DatabaseView.StoreRow each : estate.view().database(host).stores()) {
        found.put(each.userName() + " " + each.guid(), host);
      }
    }
    return found;
  }

  private static List<String> ids(Plan plan) {
    return plan.steps().stream().map(PlannedStep::id).toList();
  }

  @Test
  void arePlannedInAnOrderInWhichNoneReadsWhatMoves() throws Exception {
    SortedMap<String, String> before = scan();
    Plan plan = plan();
    assertEquals("", differences(before, scan()), "planning changed something");
    order(ids(plan));
    assertEquals(plan, engine.plans().named(Long.toString(plan.number())));
  }

  @Test
  @EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes about half a minute")
  void moveTogetherWithTheirDirectoryAndBackByteForByte() throws Exception {
    SortedMap<String, String> before = scan();
    SortedMap<String, String> homes = mailboxes();
    assertEquals(List.copyOf(HOSTS), homes.values().stream().distinct().sorted().toList());
    Plan plan = plan();
    done(runner().apply(plan, Terms.NONE));
    open();
    for (String host : HOSTS) {
      assertEquals(Run.RUNNING, estate.view().host(host).services().state("kopano-server").run(), host);
      assertEquals(118, estate.view().database(host).storedVersion().orElseThrow().schema(), host);
      Entry server = estate.view().directory().entry("cn=" + host + ",ou=Servers,dc=example,dc=com").orElseThrow();
      assertEquals("/var/run/kopano/server.sock", server.getAttributeValue("kopanoFilePath"), host);
      assertEquals("236 237 https://mail.example.com:443/" + host, String.join(" ", Arrays.asList(server.getAttributeValue("kopanoHttpPort"), server.getAttributeValue("kopanoSslPort"), server.getAttributeValue("kopanoProxyURL"))));
      assertTrue(server.getAttributes().stream().noneMatch(each -> each.getName().startsWith("zarafa")), server::toString);
      String configuration = Files.readString(folder.resolve("acme/practice/" + host + "/etc/kopano/server.cfg"), java.nio.charset.StandardCharsets.ISO_8859_1);
      assertTrue(configuration.contains("server_name = " + host) && configuration.contains("enable_distributed_kopano = true"), configuration);
      assertFalse(configuration.contains("user_safe_mode = yes"), configuration);
    }
    assertEquals(homes, mailboxes());

    for (int run = 2; run > 0; run--) {
      done(runner().undo(OptionalLong.of(run), Terms.NONE.confirmed(estate.name())));
    }
    assertEquals("", differences(before, scan()));
  }

  private void open() throws TrekException {
    done(runner().open(Terms.NONE));
    for (String host : HOSTS) {
      assertEquals(Run.RUNNING, estate.view().host(host).services().state("kopano-gateway").run(), host);
    }
    assertEquals(Run.RUNNING, estate.view().host("lab1").services().state("postfix").run());
  }

  /** Mail first, clients of all before any server, all servers before the directory, the directory once, mail last. */
  private static void order(List<String> ids) {
    for (String host : HOSTS) {
      assertTrue(ids.indexOf("stop-mail-lab1") < ids.indexOf("stop-clients-" + host), ids::toString);
      for (String other : HOSTS) {
        assertTrue(ids.indexOf("stop-clients-" + host) < ids.indexOf("stop-server-" + other), ids::toString);
      }
      assertTrue(ids.indexOf("stop-server-" + host) < ids.indexOf("transplant-directory"), ids::toString);
      assertTrue(ids.indexOf("rewrite-sockets") < ids.indexOf("first-start-" + host), ids::toString);
      assertTrue(ids.indexOf("start-services-" + host) < ids.indexOf("start-mail-lab1"), ids::toString);
    }
    assertFalse(ids.contains("stop-mail-lab2"), ids::toString);
    assertEquals(1, ids.stream().filter(each -> each.contains("directory")).count(), ids::toString);
  }
}
