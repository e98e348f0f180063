package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.attachments.AttachmentSurvey;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.Backups;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.Terms;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.Practice;
import org.mailtrek.practice.PracticeMachines;
import org.mailtrek.runbook.crash.WorldScan;

/** The main job on a practice estate, and back (K1, K2, K5, K8, K10, K12, K13, K15, Z1 to Z3, Z5, Z7 to Z11, Z13, Z16, Z20 to Z22). */
class ZcpToKopanoTest {

  @TempDir Path folder;

  private OpenedEstate estate;
  private Engine engine;

  @BeforeEach
  void makeAnEstate() throws Exception {
    Practice.make("zcp-single", folder.resolve("acme"), 20, 7, each -> {});
    estate = OpenedEstate.open(folder.resolve("acme"), Surroundings.quiet(new PracticeMachines(), new ServerPorts()));
    Runbooks runbooks = new Runbooks(List.of(new ZcpToKopano(estate.declaration(), Catalogue::open)));
    Home home = Home.of(new LocalHost("here", List.of(), folder.resolve("kept")), estate.folder());
    engine = new Engine(estate, home, ChangeKinds::read, runbooks, Clock.systemUTC(), "test");
  }

  @AfterEach
  void stop() throws Exception {
    estate.close();
    Practice.stop(folder.resolve("acme"));
  }

  @Test
  void turnsZarafaIntoKopanoAndTakesItBackByteForByte() throws Exception {
    SortedMap<String, String> before = scan();
    Plan plan = engine.planner(Progress.NONE).plan(engine.runbooks().named("zcp-to-kopano"), Map.of());
    assertEquals(before, scan(), "planning changed something");

    Plan kept = engine.plans().named(Long.toString(plan.number()));
    Outcome applied = engine.runner(Progress.NONE, new Interruption()).apply(kept, Terms.NONE);
    assertEquals(Outcome.Kind.DONE, applied.kind(), () -> applied.toString());
    assertEquals(Run.RUNNING, estate.view().host("lab1").services().state("kopano-server").run());
    assertEquals(Run.STOPPED, estate.view().host("lab1").services().state("postfix").run());
    assertEquals(118, estate.view().database("lab1").storedVersion().orElseThrow().schema());
    AttachmentSurvey survey = AttachmentSurvey.of(estate.view().host("lab1"), HostPath.of("/var/lib/kopano/attachments"), estate.view().database("lab1"));
    assertTrue(survey.complete(), survey::toString);

    Outcome opened = engine.runner(Progress.NONE, new Interruption()).open(Terms.NONE);
    assertEquals(Outcome.Kind.DONE, opened.kind(), () -> opened.toString());
    assertEquals(Run.RUNNING, estate.view().host("lab1").services().state("postfix").run());

    undo();
    undoLosingWhatArrived();
    SortedMap<String, String> after = scan();
    assertEquals(difference(before, after), "");
  }

  /** Z4: packages are named with their versions only when their repository has been set up, which is a run of its own. */
  @Test
  void refusesWhileADeclaredRepositoryIsNotSetUp() {
    Declaration plain = estate.declaration();
    Map<String, Declaration.RepositoryEntry> repositories = Map.of("kopano", new Declaration.RepositoryEntry("lab1", "https://download.example.com/", "./", "kopano.asc", Optional.empty()));
    Declaration declared = new Declaration(plain.name(), plain.hosts(), plain.directory(), plain.products(), plain.target(), repositories);
    ZcpToKopano runbook = new ZcpToKopano(declared, Catalogue::open);
    TrekException refused = assertThrows(TrekException.class, () -> runbook.steps(estate.view(), Map.of("schema", "transplant", "config", "merge", "attachments", "move", "packages", "repo")));
    assertEquals("packages repository kopano", refused.next());
  }

  /** Two mails arrive behind the start: nothing is taken back without the name, and with it they are exported. */
  private void undoLosingWhatArrived() throws Exception {
    arrive();
    TrekException refused =
        assertThrows(TrekException.class, () -> engine.runner(Progress.NONE, new Interruption()).undo(OptionalLong.empty(), Terms.NONE));
    assertTrue(refused.what().contains("2 mails arrived since"), refused.what());
    assertTrue(refused.what().contains("\"late mail\""), refused.what());
    assertEquals(118, estate.view().database("lab1").storedVersion().orElseThrow().schema());
    undo();
    assertEquals(List.of(), engine.backups().unfinished());
    List<Backups.Backup> backups = engine.backups().list();
    assertTrue(backups.size() >= 2, backups::toString);
    for (Backups.Backup each : backups) {
      assertEquals(List.of(), engine.backups().verify(each));
    }
    Path export = folder.resolve("acme/snapshots").resolve(backups.get(backups.size() - 1).name());
    assertTrue(Files.readString(export.resolve("arrived.jsonl")).contains("late mail"));
  }

  /** Writes two messages into the first folder, as a server would. */
  private void arrive() throws Exception {
    String declared = Files.readString(folder.resolve("acme/estate.yaml"));
    String url = declared.replaceAll("(?s).*url: \"(jdbc[^\"]*)\".*", "$1");
    String user = declared.replaceAll("(?s).*jdbc[^\"]*\", user: ([^,]*),.*", "$1");
    String password = Files.readString(folder.resolve("acme/practice/database.password")).strip();
    String settings = url.startsWith("jdbc:h2") ? ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE" : "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    try (Connection connection = DriverManager.getConnection(url + settings, user, password);
        Statement statement = connection.createStatement()) {
      long parent = first(statement, "SELECT MIN(id) FROM hierarchy WHERE `type` = 3");
      long highest = first(statement, "SELECT MAX(id) FROM hierarchy");
      for (long id = highest + 1; id <= highest + 2; id++) {
        statement.executeUpdate("INSERT INTO hierarchy (id, parent, `type`, flags, owner) VALUES (" + id + ", " + parent + ", 5, 0, 1)");
        statement.executeUpdate("INSERT INTO properties (hierarchyid, tag, `type`, val_string) VALUES (" + id + ", 55, 30, 'late mail')");
      }
    }
  }

  private static long first(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void undo() throws TrekException {
    Outcome undone = engine.runner(Progress.NONE, new Interruption()).undo(OptionalLong.empty(), Terms.NONE.confirmed(estate.name()));
    assertEquals(Outcome.Kind.DONE, undone.kind(), () -> undone.toString());
  }

  private static String difference(SortedMap<String, String> before, SortedMap<String, String> after) {
    StringBuilder text = new StringBuilder();
    before.forEach((key, value) -> {
      if (!value.equals(after.get(key))) {
        text.append("\n- ").append(key).append(' ').append(value).append("\n+ ").append(after.get(key));
      }
    });
    after.forEach((key, value) -> {
      if (!before.containsKey(key)) {
        text.append("\n+ ").append(key).append(' ').append(value);
      }
    });
    return text.toString();
  }

  private SortedMap<String, String> scan() throws Exception {
    SortedMap<String, String> lines = new TreeMap<>(WorldScan.of(folder.resolve("acme/practice/lab1")));
    WorldScan.of(folder.resolve("acme/practice/lab1.machine/services")).forEach((path, line) -> lines.put("service " + path, line.replaceAll(" \\S*T\\S*Z", "")));
    estate.view().directory().search(
        estate.view().directory().base(), SearchScope.SUB, Filter.createPresenceFilter("objectClass"), entry -> lines.put("entry " + entry.getDN(), text(entry)));
    estate.view().database("lab1").tableDigests().forEach((table, digest) -> lines.put("table " + table, digest));
    return lines;
  }

  private static String text(Entry entry) {
    Entry sorted = new Entry(entry.getDN());
    entry.getAttributes().stream().sorted((a, b) -> a.getName().compareToIgnoreCase(b.getName())).forEach(each -> {
      String[] values = each.getValues();
      java.util.Arrays.sort(values);
      sorted.addAttribute(each.getName(), values);
    });
    return sorted.toLDIFString();
  }
}
