package org.mailtrek.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the documented ways' faults is whole, and each row names tests that exist. */
class FaultsTableTest {

  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void hasEveryFaultAndItsTests() throws Exception {
    List<String[]> rows = Files.readAllLines(Path.of("docs/reference/directory-faults.md")).stream().filter(each -> each.matches("\\| [ON][0-9]+ .*")).map(each -> each.split("\\|")).toList();

    List<String> all = Stream.concat(IntStream.rangeClosed(1, 12).mapToObj(each -> "O" + each), IntStream.rangeClosed(1, 17).mapToObj(each -> "N" + each)).toList();
    assertEquals(all, rows.stream().map(each -> each[1].strip()).toList());
    for (String[] row : rows) {
      Matcher named = NAMED.matcher(row[3]);
      int found = 0;
      while (named.find()) {
        found++;
        Class<?> type = Class.forName("org.mailtrek.directory." + named.group(1));
        assertTrue(type.getDeclaredMethod(named.group(2)).isAnnotationPresent(Test.class), named.group());
      }
      assertTrue(found > 0, row[1]);
    }
  }
}
