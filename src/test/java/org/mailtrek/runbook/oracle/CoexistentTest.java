package org.mailtrek.runbook.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mailtrek.runbook.oracle.Runs.apply;
import static org.mailtrek.runbook.oracle.Runs.done;
import static org.mailtrek.runbook.oracle.Runs.undo;

import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.host.Tool;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.Points;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.OracleWorld;

/** Mailboxes that move to a new host while both are in use, O3, against the stand-ins. */
final class CoexistentTest {

  private static final String NAME = "oracle-coexistent";
  private static final Map<String, String> SMALL = Map.of("host", "store1", "to", "store3", "pilot", "user1", "batch", "2");

  @TempDir private static Path made;
  @TempDir private Path folder;

  @BeforeAll
  static void makeAnEstate() throws Exception {
    OracleWorld.make(made.resolve("estate"));
  }

  private OracleWorld world(String name, UnaryOperator<Map<String, Tool>> tools) throws Exception {
    Path at = folder.resolve(name);
    if (!Files.exists(at)) {
      CrashWorld.copy(made.resolve("estate"), at);
    }
    return OracleWorld.open(at, Points.counting(), tools);
  }

  private static Plan plan(OracleWorld world, Map<String, String> options) throws TrekException {
    Map<String, String> all = new HashMap<>(Map.of("users", "", "pilot", "", "batch", "100", "way", "there", "new-name", "", "media", ""));
    all.putAll(options);
    return world.plan(NAME, all);
  }

  private static String host(OracleWorld world, String uid) throws TrekException {
    return world.directory().entry("uid=" + uid + ",ou=People,dc=example,dc=com").orElseThrow().getAttributeValue("mailHost");
  }

  @Test
  void movesInGroupsAndTakesAllBackAsItWas() throws Exception {
    try (OracleWorld world = world("whole", tools -> tools)) {
      SortedMap<String, String> before = world.scan(false);
      Plan plan = plan(world, SMALL);
      assertEquals(List.of("install-new-host", "clone-configuration", "start-new-host", "pilot", "batch-1", "batch-2"), plan.steps().stream().map(each -> each.id()).toList());
      done(apply(world, plan));
      for (int user = 1; user < 10; user += 2) {
        assertEquals("store3.example.com", host(world, "user" + user));
        assertEquals(messages(world, "store1", user), messages(world, "store3", user));
      }
      assertTrue(plan(world, SMALL).nothingToDo(), "a second plan has nothing to do");
      assertEquals("store2.example.com", host(world, "user2"));
      done(undo(world));
      assertEquals("", CrashWorld.difference(before, world.scan(false)));
    }
  }

  private static List<String> messages(OracleWorld world, String host, int user) throws Exception {
    String root = host.equals("store3") ? "/opt/ucs1/messaging64" : "/opt/sun/comms/messaging64";
    return world.estate().host(host).programs().run(root + "/bin/imcheck", "-D", "-p", "user/user" + user + "/*").text().lines().toList();
  }

  @Test
  void oneAloneGoesBackWithWhatHasArrivedSince() throws Exception {
    try (OracleWorld world = world("return", tools -> tools)) {
      done(apply(world, plan(world, SMALL)));
      Path inbox = world.folder().resolve("practice/store3/var/opt/ucs1/messaging64/store/partition/primary/=user/user3/INBOX");
      Files.writeString(inbox.resolve("4.msg"), "new\n");
      Files.writeString(inbox.resolve("flags"), Files.readString(inbox.resolve("flags")).replaceFirst("^1 [01]+", "1 0011110") + "4 0010000 20240102:120000\n");
      List<String> there = messages(world, "store3", 3);
      Map<String, String> back = new HashMap<>(SMALL);
      back.putAll(Map.of("way", "back", "users", "user3", "pilot", "user3"));
      done(apply(world, plan(world, back)));
      assertEquals("store1.example.com", host(world, "user3"));
      assertEquals("store3.example.com", host(world, "user5"));
      assertEquals(there, messages(world, "store1", 3));
    }
  }

  @Test
  void leavesAloneWhomSomebodyHolds() throws Exception {
    try (OracleWorld world = world("held", tools -> tools)) {
      world.directory().modify("uid=user5,ou=People,dc=example,dc=com", List.of(new Modification(ModificationType.REPLACE, "mailUserStatus", "hold")), false);
      Plan plan = plan(world, SMALL);
      assertTrue(plan.steps().stream().anyMatch(each -> each.notes().toString().contains("somebody holds them: user5")));
      done(apply(world, plan));
      assertEquals("store1.example.com", host(world, "user5"));
    }
  }

  /** On a host that is ready, since a run for one user has made it so. */
  private OracleWorld readyFor(String name) throws Exception {
    CrashWorld.copy(made.resolve("estate"), folder.resolve(name));
    OracleWorld.longAgo(folder.resolve(name), NAME, Map.of("host", "store1", "to", "store3", "pilot", "user1", "users", "user1"));
    return world(name, tools -> tools);
  }

  private static Map<String, String> cassandra(String rehost, String back) {
    return Map.of("host", "store1", "to", "store3", "users", "user3,user5", "pilot", "user3", "store", "cassandra", "new-name", "store3.example.com", "rehost", rehost, "rehost-back", back);
  }

  @Test
  void letsTheVendorsProgramMoveMailboxesAsAWhole() throws Exception {
    try (OracleWorld world = readyFor("rehosted")) {
      SortedMap<String, String> before = world.scan(false);
      List<String> held = messages(world, "store1", 3);
      Plan plan = plan(world, cassandra("/usr/local/sbin/rehostuser %u %h", "/usr/local/sbin/rehostuser %u %h"));
      assertEquals(List.of("pilot", "batch-1"), plan.steps().stream().map(each -> each.id()).toList());
      done(apply(world, plan));
      assertEquals("store3.example.com", host(world, "user3"));
      assertEquals(held, messages(world, "store3", 3));
      assertEquals(List.of(), messages(world, "store1", 3));
      done(undo(world));
      assertEquals("", CrashWorld.difference(before, world.scan(false)));
    }
  }

  @Test
  void saysThatMailboxesStayWhereNothingMovesThemBack() throws Exception {
    try (OracleWorld world = readyFor("stranded")) {
      Plan plan = plan(world, cassandra("/usr/local/sbin/rehostuser %u %h", ""));
      assertTrue(plan.steps().stream().allMatch(each -> each.effect() == Effect.IRREVERSIBLE));
      done(apply(world, plan));
      Outcome back = undo(world);
      assertTrue(back.left().toString().contains("no program is named that moves mailboxes from store3.example.com back"), back.left()::toString);
      assertEquals("store3.example.com", host(world, "user3"));
    }
  }

  @Test
  void asksForTheWordsOfTheVendorsProgram() throws Exception {
    try (OracleWorld world = world("words", tools -> tools)) {
      for (Map<String, String> each : List.of(cassandra("", ""), cassandra("rehostuser %u %h", ""), cassandra("/usr/local/sbin/rehostuser %u", ""))) {
        TrekException refused = assertThrows(TrekException.class, () -> plan(world, each));
        assertTrue(refused.where().equals("rehost") && refused.next().contains("%h"), refused::toString);
      }
    }
  }

  @Test
  void refusesWhileServersRememberWhatTheDirectorySaid() throws Exception {
    try (OracleWorld world = world("caches", tools -> tools)) {
      Files.delete(world.folder().resolve("practice/store1/var/opt/sun/comms/messaging64/config/option.dat"));
      TrekException refused = assertThrows(TrekException.class, () -> apply(world, plan(world, SMALL)));
      assertTrue(refused.what().contains("ALIAS_ENTRY_CACHE_TIMEOUT=0"), refused::what);
    }
  }

  /** With {@code mailtrek.exhaustive} two thousand mailboxes. */
  @Test
  void losesNoMessageAndNoFlagWhileMailArrivesAllTheTime() throws Exception {
    int users = Boolean.getBoolean("mailtrek.exhaustive") ? 4000 : 20;
    Path at = folder.resolve("busy");
    OracleWorld.make(at, users);
    MailTraffic traffic = new MailTraffic();
    try (OracleWorld world = world("busy", traffic::over)) {
      traffic.learn(world, users);
      Plan plan = plan(world, Map.of("host", "store1", "to", "store3", "batch", Integer.toString(users / 10)));
      done(apply(world, plan));
      assertEquals(0, traffic.waiting(), "all that was held is released");
      traffic.deliverReleased();
      assertEquals(traffic.expected(), traffic.found("store3"));
      assertTrue(traffic.messages() > users && traffic.held() > 0, () -> traffic.messages() + " messages, " + traffic.held() + " of them held");
      System.out.println(traffic.messages() + " messages arrived, " + traffic.held() + " of them for a mailbox that was held");
      Outcome back = undo(world);
      assertTrue(back.left().stream().allMatch(each -> each.startsWith("store3:/var/opt/ucs1")), back.left()::toString); // mail still came in there
      traffic.deliverReleased();
      assertEquals(traffic.expected(), traffic.found("store1"));
    }
  }

  /** Every call that changes something fails once, ordinarily every fifth; then the run is carried on, and in another copy taken back. */
  @Test
  void goesOnOrBackFromAFailureOfAnyCall() throws Exception {
    Map<String, String> one = new HashMap<>(SMALL);
    one.put("users", "user1");
    new EveryCall(made.resolve("estate"), folder, world -> plan(world, one), 10).prove(Boolean.getBoolean("mailtrek.exhaustive") ? 1 : 5, call -> List.of(EveryCall.Way.values()), world -> { });
  }

  @Test
  void goesOnOrBackFromAFailureOfTheVendorsProgram() throws Exception {
    readyFor("ready").close();
    Map<String, String> two = cassandra("/usr/local/sbin/rehostuser %u %h", "/usr/local/sbin/rehostuser %u %h");
    new EveryCall(folder.resolve("ready"), folder, world -> plan(world, two), 2).prove(Boolean.getBoolean("mailtrek.exhaustive") ? 1 : 3, call -> List.of(EveryCall.Way.values()), world -> { });
  }
}
