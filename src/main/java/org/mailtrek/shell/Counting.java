package org.mailtrek.shell;

import java.util.function.Consumer;

/** Gives the number of rows; where there is no table, of lines. */
final class Counting implements Filter {

  private long rows;
  private long lines;
  private boolean table;

  @Override
  public void take(Item item, Consumer<Item> on) {
    if (item instanceof Item.Row) {
      table = true;
      rows++;
    } else {
      lines++;
    }
  }

  @Override
  public void end(Consumer<Item> on) {
    on.accept(new Item.Count(table ? rows : lines));
  }
}
