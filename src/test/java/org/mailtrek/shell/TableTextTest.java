package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.command.Block.Column;
import org.mailtrek.command.Block.Kind;
import org.mailtrek.command.Block.Table;

/** Tables on screens of any width. */
class TableTextTest {

  private static final String ID = "1-3c7d-and-an-id-that-is-rather-long";
  private static final String TEXT = "J\u00fcrgen \u4e16\u754c moved the attachments to another folder, which took longer than he had thought";
  private static final Table TABLE =
      new Table(
          "runs",
          List.of(
              new Column("run", "Run", Kind.ID), new Column("what", "What", Kind.TEXT), new Column("size", "Size", Kind.BYTES),
              new Column("count", "Count", Kind.NUMBER), new Column("more", "More", Kind.TEXT)),
          List.of(List.of(ID, TEXT, 1536L << 20, 1_234_567L, "a remark that fills its column"), List.of("2", "two\nlines\u001b[2J", 0L, 0L, "")));

  private static List<String> lines(int width) {
    return new TableText(TABLE, width).lines();
  }

  @Test
  void fitsAndNeverCutsNumbersAndIds() {
    for (int width = 60; width <= 200; width++) {
      List<String> lines = lines(width);
      for (String line : lines.subList(0, 3)) {
        assertTrue(Cells.width(line) <= width, width + ": " + line);
      }
      assertTrue(lines.get(1).startsWith(ID + "  "), lines.get(1));
      if (lines.size() == 3) {
        assertTrue(lines.get(1).contains("1.5 GiB") && lines.get(1).contains("1234567"), lines.get(1));
      } else {
        assertTrue(lines.get(3).matches("\\(\\d columns? hidden: .*More; --plain shows all\\)"), lines.get(3));
      }
    }
  }

  @Test
  void shortensTextFirst() {
    String line = lines(132).get(1);
    assertTrue(line.contains("\u2026") && line.contains("J\u00fcrgen \u4e16\u754c"), line);
    assertEquals(3, lines(132).size(), "no column is hidden");
    assertTrue(lines(Integer.MAX_VALUE).get(1).contains(TEXT), "nothing is cut where nothing limits the width");
  }

  @Test
  void becomesNamesAndValuesOnANarrowScreen() {
    List<String> lines = lines(40);
    assertEquals(List.of("Run:", "    " + ID), lines.subList(0, 2), "an id is not cut");
    String what = String.join(" ", lines.subList(2, 6).stream().map(String::strip).toList());
    assertEquals("What: " + TEXT, what, "what is too long goes on in the next line");
    lines.forEach(line -> assertTrue(Cells.width(line) <= 40, line));
  }

  @Test
  void letsNothingInACellMoveTheCursor() {
    for (int width : new int[] {40, 60, 80, 132, Integer.MAX_VALUE}) {
      assertTrue(String.join("", lines(width)).chars().noneMatch(Character::isISOControl));
    }
    assertEquals("2\ttwo\\nlines\\x1b[2J\t0\t0\t", new Page(true, () -> 80).lines(TABLE).get(1));
  }

  @Test
  void saysThatThereIsNothing() {
    assertEquals(List.of("no runs"), new TableText(new Table("runs", TABLE.columns(), List.of()), 80).lines());
  }
}
