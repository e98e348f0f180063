package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of a hundred thousand rows in a program that may have 32 megabytes: as text, as JSON, filtered and into a file. */
class LongTableTest {

  private static final int ROWS = 100_000;

  @TempDir private Path folder;

  @Test
  void passesThroughWhateverItIsShownAsWithoutBeingHeld() throws Exception {
    Files.writeString(folder.resolve("estate.yaml"), "estate: big\nhosts:\n  m: { local: true }\n");
    try (BufferedWriter history = Files.newBufferedWriter(Files.createDirectories(folder.resolve("logs")).resolve("history"))) {
      for (int i = 0; i < ROWS; i++) {
        history.write(1_700_000_000_000L + i + ":ldap search '(uid=user" + i + ")' mail cn telephoneNumber | grep example.org | count\n");
      }
    }
    String whole = "history --last " + ROWS;
    String line = String.join("; ", whole + " > table.txt", whole + " --json > rows.json", whole + " | grep user > found.txt", whole + " | grep 'user9999[0-9]' | count", whole + " | head 2 | count", whole);
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m", "-Xss1m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + folder,
        "-cp", System.getProperty("java.class.path"), "org.mailtrek.Main", "-e", folder.toString(), "-c", line).directory(folder.toFile()).redirectError(folder.resolve("talk").toFile()).redirectOutput(folder.resolve("out").toFile()).start();
    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("talk")));
    for (String each : List.of("table.txt", "found.txt")) {
      assertEquals(ROWS + 1, lines(each), each);
    }
    try (Stream<String> said = Files.lines(folder.resolve("out"))) {
      assertEquals(List.of("10", "2", "Time                     Line"), said.limit(3).toList());
    }
    assertEquals(2 + 1 + ROWS, lines("out"));
    JSONObject rows = new JSONObject(Files.readString(folder.resolve("rows.json"), StandardCharsets.UTF_8));
    assertEquals(ROWS, rows.getFieldAsArray("entries").size());
    assertTrue(rows.getFieldAsArray("entries").get(ROWS - 1).toString().contains("2023-11-14T22:14:59.999Z") && rows.getFieldAsArray("entries").get(ROWS - 1).toString().contains("user99999"));
  }

  private long lines(String name) throws Exception {
    try (Stream<String> all = Files.lines(folder.resolve(name))) {
      return all.count();
    }
  }
}
