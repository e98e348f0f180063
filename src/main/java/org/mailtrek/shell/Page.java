package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.mailtrek.command.Block;
import org.mailtrek.command.Result;

/** The lines of text of a result. */
final class Page {

  private final boolean plain;
  private final IntSupplier width;

  /**
   * Makes the lines.
   *
   * @param plain tab-separated instead of aligned
   * @param width the columns of the screen, asked for only when there is a table
   */
  Page(boolean plain, IntSupplier width) {
    this.plain = plain;
    this.width = width;
  }

  List<String> lines(Result result) {
    List<String> lines = new ArrayList<>();
    result.blocks().forEach(block -> lines.addAll(lines(block)));
    if (!plain && !result.next().isEmpty()) {
      lines.add("next: " + String.join("   or: ", result.next()));
    }
    return lines;
  }

  List<String> lines(Block block) {
    if (block instanceof Block.Table table) {
      return plain ? TableText.tabbed(table) : new TableText(table, width.getAsInt()).lines();
    }
    return block instanceof Block.Raw raw ? (plain ? raw.plain() : raw.text()).lines().toList() : List.of(Cells.visible(((Block.Line) block).text()));
  }
}
