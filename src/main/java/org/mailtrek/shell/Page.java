package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    lines(result, lines::add);
    return lines;
  }

  /** Hands over the lines, one by one: however many there are, none is kept. */
  void lines(Result result, Consumer<String> to) {
    result.blocks().forEach(block -> lines(block, to));
    if (!plain && !result.next().isEmpty()) {
      to.accept("next: " + String.join("   or: ", result.next()));
    }
  }

  List<String> lines(Block block) {
    List<String> lines = new ArrayList<>();
    lines(block, lines::add);
    return lines;
  }

  private void lines(Block block, Consumer<String> to) {
    if (block instanceof Block.Table table && plain) {
      TableText.tabbed(table, to);
    } else if (block instanceof Block.Table table) {
      new TableText(table, width.getAsInt()).lines(to);
    } else if (block instanceof Block.Raw raw) {
      (plain ? raw.plain() : raw.text()).lines().forEach(to);
    } else {
      to.accept(Cells.visible(((Block.Line) block).text()));
    }
  }
}
