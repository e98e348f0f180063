package org.mailtrek.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.mailtrek.command.Block;
import org.mailtrek.command.LongRows;

/** Items that passed all filters, put together again to the parts of a result. */
final class Gathered implements Consumer<Item> {

  private final List<Item> items = new ArrayList<>();
  private final List<Block> done = new ArrayList<>();
  private OptionalLong counted = OptionalLong.empty();
  private Optional<Run> run = Optional.empty();

  /** Rows of one table that came one after the other. */
  private record Run(Block.Table of, LongRows rows) {}

  @Override
  public void accept(Item item) {
    if (item instanceof Item.Row row) {
      if (run.map(Run::of).filter(of -> of == row.of()).isEmpty()) {
        close();
        run = Optional.of(new Run(row.of(), new LongRows()));
      }
      run.orElseThrow().rows().add(row.cells());
      return;
    }
    if (item instanceof Item.Count count && counted.isEmpty()) {
      counted = OptionalLong.of(count.number());
    }
    if (run.isPresent() || !items.isEmpty() && !(item instanceof Item.Data && items.get(0) instanceof Item.Data)) {
      close();
    }
    items.add(item);
  }

  private void close() {
    run.ifPresent(each -> done.add(new Block.Table(each.of().plural(), each.of().columns(), each.rows())));
    run = Optional.empty();
    if (!items.isEmpty() && items.get(0) instanceof Item.Data) {
      done.add(new Block.Raw(String.join("\n", items.stream().map(Item::text).toList())));
    } else {
      items.forEach(each -> done.add(new Block.Line(each.text())));
    }
    items.clear();
  }

  /** Returns the lines of data among them. */
  List<byte[]> data() {
    List<byte[]> data = new ArrayList<>();
    for (Item each : items) {
      data.add(each instanceof Item.Data line ? line.line() : each.text().getBytes(StandardCharsets.UTF_8));
    }
    return data;
  }

  /** Returns the number, where they were counted. */
  OptionalLong count() {
    return counted;
  }

  /** Returns them as parts of a result: neighbours of one table are a table again, lines of data one text. */
  List<Block> blocks() {
    close();
    return List.copyOf(done);
  }
}
