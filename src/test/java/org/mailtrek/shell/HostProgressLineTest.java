package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several hosts that are worked on side by side have a line each, and one for all. */
final class HostProgressLineTest {

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final SetClock clock = new SetClock();

  @Test
  void aTerminalShowsALineForEachHostAndOneForAll() {
    ProgressLine line = line(true);
    line.update("lab1", "3/9 Move", "objects", 10, 40);
    clock.pass(Duration.ofMillis(200));
    line.update("lab2", "3/9 Move", "objects", 20, 40);

    List<String> screen = new Screen(shown.toString(StandardCharsets.UTF_8)).rows();
    assertEquals(3, screen.size(), screen::toString);
    assertTrue(screen.get(0).startsWith("lab1: 3/9 Move [#####") && screen.get(0).contains("10 of 40"), screen::toString);
    assertTrue(screen.get(1).startsWith("lab2: 3/9 Move [##########") && screen.get(1).contains("20 of 40"), screen::toString);
    assertEquals("all 2 hosts 37 %  30 of 80", screen.get(2).stripTrailing());
  }

  @Test
  void whatIsSaidMeanwhileStandsAboveTheLinesAndTheEndTakesThemAway() {
    ProgressLine line = line(true);
    line.update("lab1", "Move", "objects", 1, 4);
    clock.pass(Duration.ofMillis(200));
    line.update("lab2", "Move", "objects", 1, 4);
    line.above(() -> new PrintStream(shown, true, StandardCharsets.UTF_8).print("lab2: a note\n"));
    clock.pass(Duration.ofMillis(200));
    line.update("lab2", "Move", "objects", 4, 4);
    List<String> screen = new Screen(shown.toString(StandardCharsets.UTF_8)).rows();
    assertEquals("lab2: a note", screen.get(0).stripTrailing());
    assertEquals(4, screen.size(), screen::toString);

    line.update("", "", 0, 0);
    assertEquals(List.of("lab2: a note", ""), new Screen(shown.toString(StandardCharsets.UTF_8)).rows().stream().map(String::stripTrailing).toList());
  }

  @Test
  void aFileGetsTheLinesEveryHalfMinute() {
    ProgressLine line = line(false);
    line.update("lab1", "Move", "objects", 1, 4);
    String first = shown.toString(StandardCharsets.UTF_8);
    clock.pass(Duration.ofMillis(10_000));
    line.update("lab2", "Move", "objects", 1, 4);
    assertEquals(first, shown.toString(StandardCharsets.UTF_8));
    clock.pass(Duration.ofMillis(25_000));
    line.update("lab2", "Move", "objects", 2, 4);
    assertTrue(shown.toString(StandardCharsets.UTF_8).endsWith("all 2 hosts 37 %  3 of 8\n"), () -> shown.toString(StandardCharsets.UTF_8));
  }

  private ProgressLine line(boolean redraws) {
    return new ProgressLine(new PrintStream(shown, true, StandardCharsets.UTF_8), redraws, false, clock, () -> 100);
  }

  /** What a terminal shows after these characters: line ends, returns, and up one line with that line cleared. */
  private record Screen(String written) {

    List<String> rows() {
      List<StringBuilder> rows = new java.util.ArrayList<>(List.of(new StringBuilder()));
      int row = 0;
      int column = 0;
      for (int at = 0; at < written.length(); at++) {
        char each = written.charAt(at);
        if (written.startsWith("\u001b[A\u001b[2K", at)) {
          row--;
          rows.get(row).setLength(0);
          at += 6;
        } else if (each == '\n') {
          row++;
          column = 0;
          if (row == rows.size()) {
            rows.add(new StringBuilder());
          }
        } else if (each == '\r') {
          column = 0;
        } else {
          StringBuilder line = rows.get(row);
          line.append(" ".repeat(Math.max(0, column + 1 - line.length()))).setCharAt(column, each);
          column++;
        }
      }
      return rows.subList(0, row + 1).stream().map(StringBuilder::toString).toList();
    }
  }
}
