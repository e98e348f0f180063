package org.mailtrek.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.mailtrek.command.Block;

/** Items that passed all filters, put together again to the parts of a result. */
final class Gathered implements Consumer<Item> {

  private final List<Item> items = new ArrayList<>();

  @Override
  public void accept(Item item) {
    items.add(item);
  }

  /** Returns the lines of data among them. */
  List<byte[]> data() {
    return items.stream().map(item -> item instanceof Item.Data data ? data.line() : item.text().getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** Returns the number, where they were counted. */
  OptionalLong count() {
    return items.stream().filter(Item.Count.class::isInstance).mapToLong(item -> ((Item.Count) item).number()).findFirst();
  }

  /** Returns them as parts of a result: neighbours of one table are a table again, lines of data one text. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    while (at < items.size()) {
      int end = at + 1;
      while (end < items.size() && together(items.get(at), items.get(end))) {
        end++;
      }
      blocks.add(block(items.subList(at, end)));
      at = end;
    }
    return blocks;
  }

  private static boolean together(Item one, Item other) {
    return one instanceof Item.Row a && other instanceof Item.Row b ? a.of() == b.of() : one instanceof Item.Data && other instanceof Item.Data;
  }

  private static Block block(List<Item> some) {
    if (some.get(0) instanceof Item.Row first) {
      return new Block.Table(first.of().plural(), first.of().columns(), some.stream().map(item -> ((Item.Row) item).cells()).toList());
    }
    if (some.get(0) instanceof Item.Data) {
      return new Block.Raw(String.join("\n", some.stream().map(Item::text).toList()));
    }
    return new Block.Line(some.get(0).text());
  }
}
