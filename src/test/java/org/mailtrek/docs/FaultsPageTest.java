package org.mailtrek.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each row of the page of faults names tests that exist. */
class FaultsPageTest {

  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void everyFaultIsShownByTestsThatExist() throws IOException {
    List<String> rows = Files.readAllLines(Path.of("docs/reference/faults.md")).stream().filter(each -> each.startsWith("| ") && !each.startsWith("| what goes") && !each.startsWith("| ---")).toList();
    assertTrue(rows.size() > 15, () -> "only " + rows.size());
    List<String> wrong = new ArrayList<>();
    for (String row : rows) {
      String proof = row.substring(row.lastIndexOf('|', row.length() - 2));
      List<String> named = NAMED.matcher(proof).results().map(each -> each.group(1) + "#" + each.group(2)).toList();
      if (named.isEmpty()) {
        wrong.add(row);
      }
      for (String each : named) {
        if (!tests(each.substring(0, each.indexOf('#')), each.substring(each.indexOf('#') + 1))) {
          wrong.add(each);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static boolean tests(String type, String method) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
      Optional<Path> file = all.filter(each -> each.getFileName().toString().equals(type + ".java")).findFirst();
      return file.isPresent() && Pattern.compile("@(Test|ParameterizedTest)\\b(?:(?!void )[\\s\\S])*void " + method + "\\(").matcher(Files.readString(file.get())).find();
    }
  }
}
