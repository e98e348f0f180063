package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.mailtrek.host.TrekException;
import org.mailtrek.practice.Practice;

/** A practice estate that commands are run on, with ways to spoil it and to look at it that are not the program's. */
final class PracticeRun implements AutoCloseable {

  private final Path folder;

  private PracticeRun(Path folder) {
    this.folder = folder;
  }

  static PracticeRun make(Path folder) throws TrekException {
    Practice.make("zcp-single", folder, 10, 5, phase -> {});
    return new PracticeRun(folder);
  }

  Path folder() {
    return folder;
  }

  /** Returns a file of the simulated machine. */
  Path machine(String path) {
    return folder.resolve("practice/lab1" + path);
  }

  Spoken run(String... words) {
    return Spoken.in(folder, words);
  }

  /** Plans the main job; returns the plan's id. */
  String plan() {
    return run("--json", "plan", "zcp-to-kopano").well().json().getFieldAsString("plan");
  }

  /** Asserts that a command is refused and the estate is left untouched, its journal too. */
  void refuses(int exit, List<String> words, String... parts) throws Exception {
    SortedMap<String, String> before = scan();
    Spoken.refused(exit, folder, words, parts);
    assertEquals(before, scan(), "the estate is not untouched");
  }

  /** Looks at machine, directory, database, journal and declaration without the program's code. */
  SortedMap<String, String> scan() throws Exception {
    return EstateScan.of(this);
  }

  LDAPConnection ldap() throws LDAPException, IOException, JSONException {
    int port = published().getFieldAsObject("ldap").getFieldAsInteger("port");
    return new LDAPConnection("127.0.0.1", port, "cn=admin,dc=example,dc=com", Files.readString(folder.resolve("practice/directory.password")).strip());
  }

  Connection database() throws SQLException, IOException, JSONException {
    String url = published().getFieldAsObject("database").getFieldAsString("url");
    String password = Files.readString(folder.resolve("practice/database.password")).strip();
    if (url.startsWith("jdbc:h2:")) {
      return DriverManager.getConnection(url + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;NON_KEYWORDS=VALUE", "zarafa", password);
    }
    return DriverManager.getConnection(url + "?sslMode=DISABLED&allowPublicKeyRetrieval=true", "zarafa", password);
  }

  JSONObject published() throws IOException, JSONException {
    return new JSONObject(Files.readString(folder.resolve("practice/servers.json")));
  }

  /** Changes a file as long as a case runs; content and time are put back then. */
  void spoil(Path file, UnaryOperator<String> edit, Case subject) throws Exception {
    byte[] content = Files.readAllBytes(file);
    FileTime time = Files.getLastModifiedTime(file);
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String changed = edit.apply(text);
    assertNotEquals(text, changed, () -> "nothing was changed in " + file);
    Files.write(file, changed.getBytes(StandardCharsets.ISO_8859_1));
    try {
      subject.run();
    } finally {
      Files.write(file, content);
      Files.setLastModifiedTime(file, time);
    }
  }

  /** Spoils {@code estate.yaml} as long as a case runs. */
  void declare(UnaryOperator<String> edit, Case subject) throws Exception {
    spoil(folder.resolve("estate.yaml"), edit, subject);
  }

  /** Runs a statement on the database. */
  void sql(String statement) throws Exception {
    try (Connection connection = database(); var run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  /** What is looked at while something is spoilt. */
  interface Case {
    void run() throws Exception;
  }

  @Override
  public void close() throws TrekException {
    Practice.stop(folder);
  }
}
