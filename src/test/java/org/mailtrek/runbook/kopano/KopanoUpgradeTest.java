package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.Engine;
import org.mailtrek.engine.Home;
import org.mailtrek.engine.Interruption;
import org.mailtrek.engine.Outcome;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Progress;
import org.mailtrek.engine.Runbooks;
import org.mailtrek.engine.Terms;
import org.mailtrek.engine.change.ChangeKinds;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.Practice;
import org.mailtrek.practice.PracticeDatabase;
import org.mailtrek.practice.PracticeMachines;
import org.mailtrek.runbook.crash.CrashWorld;
import org.mailtrek.runbook.crash.LabWorld;

/** Kopano 8.1 upgraded on a practice estate, and back (K1 to K3, K5, K7 to K10, K12, K13, K15). */
class KopanoUpgradeTest {

  private static final String STORE = "practice/lab1/var/lib/kopano/attachments";

  @TempDir Path folder;

  private OpenedEstate estate;
  private Engine engine;

  private void open(String target) throws Exception {
    Path acme = folder.resolve("acme");
    Practice.make("kopano-8.1", acme, 12, 7, each -> {});
    Path declaration = acme.resolve("estate.yaml");
    Files.writeString(declaration, Files.readString(declaration).replace("version: 8.7.25, config", "version: " + target + ", config"));
    estate = OpenedEstate.open(acme, Surroundings.quiet(new PracticeMachines(), new ServerPorts()));
    Runbooks runbooks = new Runbooks(List.of(new KopanoUpgrade(estate.declaration(), Catalogue::open)));
    Home home = Home.of(new LocalHost("here", List.of(), folder.resolve("kept")), estate.folder());
    engine = new Engine(estate, home, ChangeKinds::read, runbooks, Clock.systemUTC(), "test");
  }

  @AfterEach
  void stop() throws Exception {
    estate.close();
    Practice.stop(folder.resolve("acme"));
  }

  @Test
  void upgradesAndMovesAttachmentsOutOfTheDatabaseAndTakesAllOfItBack() throws Exception {
    open("8.7.25");
    intoTheDatabase();
    SortedMap<String, String> before = scan();
    Plan plan = plan(Map.of("attachments", "extract"));
    assertEquals("", CrashWorld.difference(before, scan()), "planning changed something");
    applied(plan);

    HostView machine = estate.view().host("lab1");
    assertEquals(118, estate.view().database("lab1").storedVersion().orElseThrow().schema());
    assertEquals("files", new String(estate.view().database("lab1").setting("attachment_storage").orElseThrow(), StandardCharsets.US_ASCII));
    assertEquals("8.7.25", machine.packages().installed().get("kopano-server").version());
    assertTrue(machine.packages().installed().containsKey("python3-kopano"));
    assertFalse(machine.packages().installed().containsKey("python-kopano"));
    assertEquals(Run.STOPPED, machine.services().state("postfix").run());
    assertTrue(text(machine, "/etc/kopano/server.cfg").contains("user_safe_mode = yes"));
    assertTrue(text(machine, "/etc/kopano-8.1.0/server.cfg").contains("attachment_storage = database"));
    assertTrue(text(machine, "/etc/kopano/gateway.cfg").contains("imaps_listen"));
    assertTrue(text(machine, "/etc/kopano/server.cfg").contains("mysql_database = zarafa"));

    assertEquals(Outcome.Kind.DONE, runner().open(Terms.NONE).kind());
    assertEquals(Run.RUNNING, machine.services().state("postfix").run());
    assertFalse(text(machine, "/etc/kopano/server.cfg").contains("user_safe_mode = yes"));
    undo();
    undo();
    assertEquals("", CrashWorld.difference(before, scan()));
  }

  @Test
  void leapsToElevenWithTheOldFilesMended() throws Exception {
    open("11.0.2");
    SortedMap<String, String> before = scan();
    Plan plan = plan(Map.of("config", "copy"));
    assertTrue(plan.steps().toString().contains("kopano-presence is not made for 11.0.2"));
    applied(plan);
    assertEquals(Outcome.Kind.DONE, runner().open(Terms.NONE).kind());
    HostView machine = estate.view().host("lab1");
    assertEquals(Run.ABSENT, machine.services().state("kopano-presence").run());
    assertEquals(Run.RUNNING, machine.services().state("kopano-gateway").run());
    assertTrue(text(machine, "/etc/kopano/server.cfg").contains("attachment_storage = files"));
    undo();
    undo();
    assertEquals("", CrashWorld.difference(before, scan()));
  }

  private Plan plan(Map<String, String> options) throws TrekException {
    return engine.planner(Progress.NONE).plan(engine.runbooks().named("kopano-upgrade"), options);
  }

  private org.mailtrek.engine.Runner runner() {
    return engine.runner(Progress.NONE, new Interruption());
  }

  private void applied(Plan plan) throws TrekException {
    Outcome applied = runner().apply(engine.plans().named(Long.toString(plan.number())), Terms.NONE);
    assertEquals(Outcome.Kind.DONE, applied.kind(), applied::toString);
  }

  private void undo() throws TrekException {
    Outcome undone = runner().undo(OptionalLong.empty(), Terms.NONE.confirmed(estate.name()));
    assertEquals(Outcome.Kind.DONE, undone.kind(), undone::toString);
  }

  private SortedMap<String, String> scan() throws IOException, TrekException {
    return LabWorld.scan(folder.resolve("acme"), estate, true);
  }

  private static String text(HostView machine, String file) throws TrekException {
    return new String(machine.readAll(HostPath.of(file)), StandardCharsets.ISO_8859_1);
  }

  /** Makes the estate one that keeps its attachments in the database, as old installations do. */
  private void intoTheDatabase() throws IOException, SQLException {
    Path acme = folder.resolve("acme");
    try (Connection connection = PracticeDatabase.connect(acme); var files = Files.walk(acme.resolve(STORE))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.matches("[0-9]+(\\.gz)?")) {
          store(connection, Long.parseLong(name.replace(".gz", "")), content(file));
        }
        Files.delete(file);
      }
      try (var folders = Files.walk(acme.resolve(STORE))) {
        for (Path each : folders.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each); // it is the extraction that makes them
        }
      }
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("UPDATE settings SET value = 'database' WHERE name = 'attachment_storage'");
      }
    }
    Path server = acme.resolve("practice/lab1/etc/kopano/server.cfg");
    String text = Files.readString(server, StandardCharsets.ISO_8859_1);
    Files.writeString(server, text.replace("attachment_storage = files", "attachment_storage = database"), StandardCharsets.ISO_8859_1);
  }

  private static byte[] content(Path file) throws IOException {
    try (InputStream plain = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
      return in.readAllBytes();
    }
  }

  private static void store(Connection connection, long instance, byte[] content) throws SQLException {
    int chunk = 384 << 10;
    try (PreparedStatement row = connection.prepareStatement("INSERT INTO lob (instanceid, chunkid, tag, val_binary) VALUES (?, ?, ?, ?)")) {
      for (int at = 0; at < content.length; at += chunk) {
        row.setLong(1, instance);
        row.setInt(2, at / chunk);
        row.setInt(3, 0x3701);
        row.setBytes(4, java.util.Arrays.copyOfRange(content, at, Math.min(content.length, at + chunk)));
        row.executeUpdate();
      }
    }
  }
}
