package org.mailtrek.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailtrek.command.Catalogue;

/** Holds the page of procedures to the steps, the commands and the tests. */
class ProceduresTest {

  private static final Path PAGE = Path.of("docs/reference/procedures.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern PROCEDURE = Pattern.compile("\"([KZNO]\\d{1,2})\"");
  private static final Pattern STEP = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");

  private record Row(String state, String by, String proof) {}

  @Test
  void everyProcedureIsListed() throws IOException {
    Set<String> ids = new TreeSet<>();
    Map.of("K", 15, "Z", 22, "N", 11, "O", 13).forEach((letter, last) -> IntStream.rangeClosed(1, last).forEach(number -> ids.add(letter + number)));
    assertEquals(ids, rows().keySet());
  }

  @Test
  void whatIsDoneNamesStepsOrCommandsThatExist() throws IOException {
    Set<String> known = literals(STEP);
    new Catalogue().all().forEach(entry -> known.add(entry.name()));
    List<String> wrong = new ArrayList<>();
    rows().forEach((id, row) -> {
      List<String> named = CODE.matcher(row.by.replaceAll(";.*| with .*", "")).results().map(each -> each.group(1)).toList();
      if (row.state.equals("not yet") != named.isEmpty() || !known.containsAll(named)) {
        wrong.add(id + ": " + named);
      }
    });
    assertEquals(List.of(), wrong);
  }

  @Test
  void whatIsDoneNamesTestsThatExist() throws IOException {
    Set<String> tests = files("src/test/java").map(each -> each.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
    List<String> wrong = new ArrayList<>();
    rows().forEach((id, row) -> {
      List<String> named = CODE.matcher(row.proof).results().map(each -> each.group(1)).toList();
      if (row.state.equals("not yet") != named.isEmpty() || !tests.containsAll(named)) {
        wrong.add(id + ": " + named);
      }
    });
    assertEquals(List.of(), wrong);
  }

  @Test
  void whatStepsClaimIsListedAsDoneOrPartly() throws IOException {
    Map<String, Row> rows = rows();
    Set<String> claimed = literals(PROCEDURE);
    assertTrue(claimed.size() > 15, "found only " + claimed);
    assertEquals(Set.of(), claimed.stream().filter(id -> !List.of("done", "partly").contains(rows.get(id).state)).collect(Collectors.toSet()));
  }

  private static Map<String, Row> rows() throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 7 && cells[1].strip().matches("[KZNO]\\d+")) {
        Row row = new Row(cells[3].strip(), cells[4].strip(), cells[5].strip());
        assertTrue(List.of("done", "partly", "not yet").contains(row.state), line);
        assertEquals(null, rows.put(cells[1].strip(), row), line);
      }
    }
    return rows;
  }

  private static Set<String> literals(Pattern pattern) throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : files("src/main/java").toList()) {
      Matcher literal = pattern.matcher(Files.readString(file));
      while (literal.find()) {
        found.add(literal.group(1));
      }
    }
    return found;
  }

  private static Stream<Path> files(String below) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(below))) {
      return all.filter(each -> each.toString().endsWith(".java")).toList().stream();
    }
  }
}
