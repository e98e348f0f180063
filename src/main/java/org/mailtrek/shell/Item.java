package org.mailtrek.shell;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mailtrek.command.Block;

/** What passes through the filters of a line, one at a time. */
sealed interface Item {

  /** Returns what filters look at. */
  String text();

  /**
   * A row of a table.
   *
   * @param of the table; rows of one result's table share it
   * @param cells its cells
   */
  record Row(Block.Table of, List<Object> cells) implements Item {

    @Override
    public String text() {
      return IntStream.range(0, cells.size()).mapToObj(i -> Cells.text(cells.get(i), of.columns().get(i).kind())).collect(Collectors.joining("\t"));
    }
  }

  /** A line that Mailtrek says. */
  record Line(String text) implements Item {}

  /** A line of data without its end, byte by byte as it came. */
  record Data(byte[] line) implements Item {

    @Override
    public String text() {
      return new String(line, StandardCharsets.UTF_8);
    }
  }

  /** How many there were. */
  record Count(long number) implements Item {

    @Override
    public String text() {
      return Long.toString(number);
    }
  }
}
