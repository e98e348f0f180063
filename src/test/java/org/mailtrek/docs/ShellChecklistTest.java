package org.mailtrek.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the page of what the shell proves to the tests that it names. */
class ShellChecklistTest {

  private static final Path PAGE = Path.of("docs/reference/shell-checklist.md");
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| ([^|]+) \\| (proven|partly|measured|open) \\| ([^|]*) \\|([^|]*)\\|");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final int POINTS = 93;

  private record Row(String state, String proof, String left) {}

  private static Map<Integer, Row> rows() throws IOException {
    Map<Integer, Row> rows = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertTrue(rows.put(Integer.valueOf(row.group(1)), new Row(row.group(3), row.group(4).strip(), row.group(5).strip())) == null, line);
      }
    }
    return rows;
  }

  @Test
  void everyPointIsListedOnce() throws IOException {
    assertEquals(IntStream.rangeClosed(1, POINTS).boxed().toList(), List.copyOf(rows().keySet()));
  }

  @Test
  void whatIsProvenNamesTestsThatExist() throws IOException {
    Map<String, List<Path>> tests;
    try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
      tests = all.filter(each -> each.toString().matches(".*(Test|Contract)[.]java")).collect(Collectors.groupingBy(each -> each.getFileName().toString().replace(".java", "")));
    }
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<Integer, Row> each : rows().entrySet()) {
      String proof = each.getValue().proof();
      Matcher named = NAMED.matcher(proof);
      int count = 0;
      while (named.find()) {
        count++;
        boolean there = false;
        for (Path file : tests.getOrDefault(named.group(1), List.of())) {
          there |= Pattern.compile("@\\w*Test\\w*\\b[^;]*?\\b" + named.group(2) + "\\(").matcher(Files.readString(file)).find();
        }
        if (!there) {
          wrong.add(each.getKey() + ": " + named.group());
        }
      }
      boolean needed = each.getValue().state().equals("proven") || each.getValue().state().equals("partly");
      if (needed != count > 0 || !NAMED.matcher(proof).replaceAll("").replace(",", "").isBlank()) {
        wrong.add(each.getKey() + ": " + each.getValue().state() + " with " + count + " tests");
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void whatIsProvenPartlySaysWhatIsLeft() throws IOException {
    assertEquals(List.of(), rows().entrySet().stream().filter(each -> each.getValue().state().equals("partly") && each.getValue().left().isEmpty()).map(Map.Entry::getKey).toList());
  }

  @Test
  void theSumsAreThoseOfTheRows() throws IOException {
    Map<String, Long> sums = rows().values().stream().collect(Collectors.groupingBy(Row::state, Collectors.counting()));
    String said = sums.getOrDefault("proven", 0L) + " are proven, " + sums.getOrDefault("partly", 0L) + " partly, " + sums.getOrDefault("measured", 0L) + " measured, " + sums.getOrDefault("open", 0L) + " open.";
    assertTrue(Files.readString(PAGE).contains(said), said);
  }
}
