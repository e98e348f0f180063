package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.estate.Estate;
import org.mailtrek.host.Database;
import org.mailtrek.host.DatabaseLimits;
import org.mailtrek.host.DatabaseLogin;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.H2Database;
import org.mailtrek.host.MySqlDatabase;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryEstate;
import org.mailtrek.host.fault.MemoryMachine;
import org.mailtrek.lab.LabMariaDb;
import org.mailtrek.lab.RequiresLab;

/** The exchange of all tables on real servers, where there is no way back from a take. */
class RealDatabaseContentTest {

  private static final String PASSWORD = "lab-Geheim";

  @Test
  void keepsTheTablesOfAnH2DatabaseWhenTheDumpIsNotWhatItShouldBe(@TempDir Path folder) throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("db");
    try (Connection keeper = DriverManager.getConnection(H2Database.completed(url), "sa", PASSWORD); Statement statement = keeper.createStatement()) {
      statement.execute("CREATE SCHEMA zarafa");
      try (Database database = H2Database.open(url, new DatabaseLogin("sa", Secret.of(PASSWORD)), H2Database.SCHEMA)) {
        refusesTheWrongAndLoadsTheRight(database, statement);
      }
    }
  }

  @Test
  @RequiresLab({"mariadbd", "mariadb-install-db"})
  void keepsTheTablesOfAMariaDbWhenTheDumpIsNotWhatItShouldBe() throws Exception {
    try (LabMariaDb server = LabMariaDb.start(); Connection root = server.connect(""); Statement statement = root.createStatement()) {
      DatabaseLogin login = new DatabaseLogin(LabMariaDb.USER, Secret.of(LabMariaDb.PASSWORD));
      try (Database database = MySqlDatabase.open(server.url("zarafa"), login, DatabaseLimits.DEFAULT)) {
        refusesTheWrongAndLoadsTheRight(database, statement);
      }
    }
  }

  private static void refusesTheWrongAndLoadsTheRight(Database database, Statement root) throws Exception {
    long contents = 700;
    Estate estate = new MemoryEstate(MemoryMachine.named("mail1"), Optional.empty(), Optional.of(database));
    root.execute("CREATE TABLE zarafa.users (id INT PRIMARY KEY, name VARCHAR(20))");
    root.execute("INSERT INTO zarafa.users VALUES (1, 'ann')");
    root.execute("CREATE TABLE zarafa.singleinstances (instanceid BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20))");
    root.execute("INSERT INTO zarafa.singleinstances (name) VALUES ('first')");
    assertEquals(2, database.view().nextContent());
    MemorySide side = new MemorySide();
    byte[] dump = dump(database.view());
    side.store(dump);
    SortedMap<String, String> dumped = database.view().tableDigests();
    root.execute("INSERT INTO zarafa.users VALUES (2, 'bob')");
    root.execute("INSERT INTO zarafa.singleinstances (name) VALUES ('later')");
    SortedMap<String, String> now = database.view().tableDigests();
    DatabaseContent wrong = new DatabaseContent("mail1", Sha256.of(dump), 64, now, new TreeMap<>(Map.of("users", "another")), 0);
    wrong.keep(estate.view(), side);
    assertThrows(TrekException.class, () -> wrong.perform(estate, side));
    assertEquals(now, database.view().tableDigests());
    assertEquals(Seen.BEFORE, wrong.look(estate.view(), side));
    DatabaseContent right = new DatabaseContent("mail1", Sha256.of(dump), 64, now, dumped, contents);
    assertTrue(right.perform(estate, side).nothing());
    assertEquals(dumped, database.view().tableDigests());
    assertEquals(contents, database.view().nextContent());
    assertTrue(right.revert(estate, side).nothing());
    assertEquals(now, database.view().tableDigests());
    assertEquals(Seen.BEFORE, right.look(estate.view(), side));
    assertFalse(database.view().exists(side.scratch().named("load")));
    numbersAreNotGivenOutAgain(database, estate, root, dump, dumped);
  }

  /** Without a file that is known of: what the database itself would have given to the next content is enough. */
  private static void numbersAreNotGivenOutAgain(Database database, Estate estate, Statement root, byte[] dump, SortedMap<String, String> dumped) throws Exception {
    root.execute("INSERT INTO zarafa.singleinstances (name) VALUES ('much later')");
    root.execute("DELETE FROM zarafa.singleinstances WHERE name <> 'first'");
    long next = database.view().nextContent();
    assertTrue(next > 2, "next is " + next);
    MemorySide side = new MemorySide();
    side.store(dump);
    DatabaseContent change = new DatabaseContent("mail1", Sha256.of(dump), 64, database.view().tableDigests(), dumped, 0);
    change.keep(estate.view(), side);
    change.perform(estate, side);
    assertEquals(next, database.view().nextContent());
  }

  private static byte[] dump(DatabaseView database) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      database.dump(packed);
    }
    return bytes.toByteArray();
  }
}
