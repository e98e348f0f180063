package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMariaDb;
import org.mailtrek.lab.LabProgram;
import org.mailtrek.lab.RequiresLab;

/** Dumps by the server's own tool, and what happens where it fails. */
@RequiresLab({"mariadbd", "mariadb-install-db"})
final class MySqlDumpToolTest {

  private static final String SCRATCH = "mailtrek_restore_1_2";

  private static LabMariaDb server;

  @BeforeAll
  static void start() {
    server = LabMariaDb.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void fill() {
    server.createZcp("zarafa");
    server.run("zarafa", "INSERT INTO settings VALUES ('a;b--c', X'00275C0A'), ('grün', X'')",
        "INSERT INTO names (nameid, guid) VALUES (5, X'00112233445566778899AABBCCDDEEFF')",
        "INSERT INTO properties (hierarchyid, tag, type, val_string, val_double) VALUES (1, 2, 30, 'a''b\\\\c\\n\"漢\"', 0.1)");
  }

  private static Database open(Path tool) throws TrekException {
    return MySqlDatabase.open(server.url("zarafa"), new DatabaseLogin(LabMariaDb.USER, Secret.of(LabMariaDb.PASSWORD)), DatabaseLimits.DEFAULT,
        Optional.of(tool));
  }

  private static String dump(Database database) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    database.view().dump(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void comesBack(Database database) throws Exception {
    String before = dump(database);
    Map<String, String> digests = database.view().tableDigests();
    database.load(new ByteArrayInputStream(before.getBytes(StandardCharsets.UTF_8)), SCRATCH);
    server.run("zarafa", "DELETE FROM settings", "ALTER TABLE names ADD COLUMN x INT", "DROP TABLE lob");
    database.take(SCRATCH);
    database.drop(SCRATCH);
    assertEquals(digests, database.view().tableDigests());
    assertEquals(before, dump(database));
  }

  @Test
  @RequiresLab("mariadb-dump")
  void theToolsDumpComesBackByteForByte() throws Exception {
    try (Database database = open(LabProgram.find("mariadb-dump").orElseThrow())) {
      String text = dump(database);
      assertTrue(text.contains("@saved_cs_client"), text.substring(0, 500));
      assertFalse(text.contains("over the connection"), text.substring(0, 500));
      comesBack(database);
    }
  }

  @Test
  void whereTheToolFailsAtOnceTheConnectionServes() throws Exception {
    try (Database database = open(Path.of("/bin/false"))) {
      String text = dump(database);
      assertTrue(text.contains("-- over the connection, as false ended with 1"), text.substring(0, 500));
      comesBack(database);
    }
  }

  /** This machine stands for the far one: its programs are run in the same way. */
  @Test
  @RequiresLab("mariadb-dump")
  void theToolOfTheServersMachineDumps(@TempDir Path folder) throws Exception {
    Programs here = new LocalHost("mail1", List.of(), folder).programs();
    try (Database database = open(Path.of("/bin/false")).dumpingOn(here, "127.0.0.1", server.port())) {
      String text = dump(database);
      assertTrue(text.contains("@saved_cs_client") && !text.contains("over the connection"), text.substring(0, 500));
      comesBack(database);
    }
    try (Database database = open(Path.of("/bin/false")).dumpingOn(here, "127.0.0.1", 1)) {
      String text = dump(database);
      assertTrue(text.contains("-- over the connection, as the dump tool of mail1 ended with 2"), text.substring(0, 500));
    }
  }

  @Test
  void optionFilesKeepAwkwardPasswords() {
    assertEquals("\"a\\\\b\\\"c#d e\\n\"", MySqlDumpTool.quoted("a\\b\"c#d e\n"));
  }
}
