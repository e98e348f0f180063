package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.TrekException.Kind;
import org.mailtrek.lab.LabMariaDb;

/** The contract on H2 in MySQL mode. */
final class H2DatabaseTest extends DatabaseContract {

  @TempDir
  private Path folder;
  private Connection keeper;

  private String url() {
    return "jdbc:h2:file:" + folder.resolve("db");
  }

  private static DatabaseLogin login() {
    return new DatabaseLogin("sa", Secret.of("lab-Geheim"));
  }

  @Override
  Database fresh() throws Exception {
    keeper = DriverManager.getConnection(H2Database.completed(url()), "sa", "lab-Geheim");
    try (Statement statement = keeper.createStatement()) {
      statement.execute("CREATE SCHEMA zarafa");
    }
    run(LabMariaDb.tables("h2"));
    return H2Database.open(url(), login(), H2Database.SCHEMA);
  }

  @AfterEach
  void closeTheKeeper() throws Exception {
    keeper.close();
  }

  @Override
  void run(String... statements) throws Exception {
    try (Statement statement = keeper.createStatement()) {
      statement.execute("SET SCHEMA zarafa");
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  @Override
  String hierarchyIndex() {
    return "hierarchy_parenttypeflags";
  }

  @Override
  String autoIncrement(String column, long next) {
    return "ALTER COLUMN " + column + " RESTART WITH " + next;
  }

  @Test
  void aTornExchangeIsCompleted() throws Exception {
    try (Database database = H2Database.open(url(), login(), H2Database.SCHEMA)) {
      ByteArrayOutputStream dump = new ByteArrayOutputStream();
      database.view().dump(dump);
      Map<String, String> digests = database.view().tableDigests();
      database.load(new ByteArrayInputStream(dump.toByteArray()), SCRATCH);
      run("DELETE FROM users", "ALTER SCHEMA zarafa RENAME TO " + SCRATCH + "_former");
      database.take(SCRATCH);
      assertEquals(digests, database.view().tableDigests());
      database.drop(SCRATCH);
      assertFalse(database.view().exists(SCRATCH));
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      database.view().dump(again);
      assertArrayEquals(dump.toByteArray(), again.toByteArray());
    }
  }

  @Test
  void aWrongPasswordIsUnreachableAndNeverShown() {
    TrekException thrown = assertThrows(TrekException.class,
        () -> H2Database.open(url(), new DatabaseLogin("sa", Secret.of("falsches-Wort-77")), H2Database.SCHEMA));
    assertEquals(Kind.UNREACHABLE, thrown.kind());
    assertFalse((thrown + thrown.next() + thrown.getCause()).contains("Wort-77"));
  }

  @Test
  void aServerThatIsDownIsUnreachable() {
    TrekException thrown = assertThrows(TrekException.class, () -> H2Database.open("jdbc:h2:tcp://127.0.0.1:1/x", login(), H2Database.SCHEMA));
    assertEquals(Kind.UNREACHABLE, thrown.kind());
  }
}
