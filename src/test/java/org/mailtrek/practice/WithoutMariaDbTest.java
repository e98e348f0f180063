package org.mailtrek.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.estate.ServerPorts;
import org.mailtrek.estate.Surroundings;
import org.mailtrek.host.Program;
import org.mailtrek.host.SimulatedHost;
import org.mailtrek.host.Simulation;

final class WithoutMariaDbTest {

  @TempDir private Path temporary;

  @Test
  void h2KeepsTheDatabaseAndTheServersRaiseItToo() throws Exception {
    Path estate = temporary.resolve("estate");
    Practice.make("zcp-single", estate, 12, 5, phase -> {}, Engine.H2);
    try {
      assertTrue(Files.readString(estate.resolve("estate.yaml")).contains("jdbc:h2:tcp://127.0.0.1:"));
      Practice.stop(estate);
      PracticeServers.ensureRunning(estate);
      assertEquals(120, count(estate, "SELECT COUNT(*) FROM singleinstances"));
      assertTrue(start(estate, "zarafa-server").up());
      try (Estate opened = OpenedEstate.open(estate, Surroundings.quiet(new PracticeMachines(), new ServerPorts()))) {
        assertEquals(64, opened.view().database("lab1").storedVersion().orElseThrow().schema());
        assertEquals(13, opened.view().database("lab1").stores().size());
      }
      Path etc = estate.resolve("practice/lab1/etc");
      Files.createDirectories(etc.resolve("kopano"));
      String old = Files.readString(etc.resolve("zarafa/server.cfg"), java.nio.charset.StandardCharsets.ISO_8859_1);
      StringBuilder kept = new StringBuilder();
      old.lines().filter(line -> line.matches("(mysql_|attachment_|user_plugin).*")).forEach(line -> kept.append(line).append('\n'));
      Files.writeString(etc.resolve("kopano/server.cfg"), kept);
      Program.Started started = start(estate, "kopano-server");
      assertTrue(started.up(), started.log().toString());
      assertFalse(started.log().toString().contains("Auto-"), started.log().toString());
      assertEquals(118, count(estate, "SELECT MAX(databaserevision) FROM versions"));
      assertFalse(start(estate, "zarafa-server").up());
    } finally {
      Practice.stop(estate);
    }
  }

  private static Program.Started start(Path estate, String service) throws Exception {
    Map<String, Program> programs = StandIns.all(Engine.H2);
    try (SimulatedHost host = new SimulatedHost("lab1", new Places(estate).machine(), Simulation.of(programs))) {
      return programs.get(service).start(host);
    }
  }

  private static long count(Path estate, String query) throws Exception {
    try (Connection connection = DatabaseProcess.connect(new Places(estate));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
