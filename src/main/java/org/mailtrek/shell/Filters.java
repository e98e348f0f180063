package org.mailtrek.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.mailtrek.command.Block;
import org.mailtrek.command.ManyValues;
import org.mailtrek.command.Result;
import org.mailtrek.host.TrekException;

/** The filters of one command, in the order of the line. They take what the command gives as it comes: parts of the result, and lines of data. */
final class Filters {

  /** Their names, with a few words on each. */
  static final Map<String, String> NAMES = names();

  private final List<Filter> chain = new ArrayList<>();
  private Optional<DataLines> open = Optional.empty();
  private Optional<TrekException> wrong = Optional.empty();
  private boolean json;

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("grep", "rows and lines in which a pattern is found: [-i] [-v] PATTERN");
    names.put("head", "the first rows and lines: [N]");
    names.put("sort", "by a column, or lines by their text: [-r] [COLUMN]");
    names.put("count", "how many rows or lines");
    names.put("json", "the result as one JSON object");
    return names;
  }

  /**
   * Makes the filters of a line.
   *
   * @throws TrekException of kind {@code USAGE} when one is not known, or its words are wrong
   */
  static Filters of(List<List<String>> all) throws TrekException {
    Filters filters = new Filters();
    for (List<String> words : all) {
      filters.add(new FilterWords(words));
    }
    return filters;
  }

  private void add(FilterWords words) throws TrekException {
    if (json) {
      throw TrekException.at(words.name()).kind(TrekException.Kind.USAGE).found("can't stand after json").next("json last, or a program: | json | !jq .");
    }
    switch (words.name()) {
      case "grep" -> chain.add(Grep.of(words));
      case "head" -> chain.add(Head.of(words));
      case "sort" -> chain.add(Sort.of(words));
      case "count" -> {
        words.nothing();
        chain.add(new Counting());
      }
      case "json" -> {
        words.nothing();
        json = true;
      }
      default -> throw TrekException.at("| " + words.name()).kind(TrekException.Kind.USAGE)
          .found("is no filter")
          .next(String.join(", ", NAMES.keySet()) + "; or a program of this machine: | !" + words.name());
    }
  }

  /** Returns whether the result shall be JSON. */
  boolean json() {
    return json;
  }

  /** Takes a part of the result that comes before its end, and returns what passes by now. What can't be filtered passes, and is told at the end. */
  List<Block> pass(Block block) {
    if (chain.isEmpty()) {
      return List.of(block);
    }
    Gathered passed = new Gathered();
    try {
      give(block, passed);
      return passed.blocks();
    } catch (TrekException e) {
      wrong = wrong.or(() -> Optional.of(e));
      return List.of(block);
    }
  }

  /**
   * Takes the result, and returns what is left of it and of all that was held back; without the hint what to type next.
   *
   * @throws TrekException of kind {@code USAGE} when it can't be filtered as the line asks; where something was changed, the result says so instead
   */
  Result end(Result result) throws TrekException {
    if (chain.isEmpty()) {
      return result;
    }
    try {
      finish();
      if (wrong.isPresent()) {
        throw wrong.get();
      }
      return rest(result);
    } catch (TrekException e) {
      if (result.changes() == 0) {
        throw e;
      }
      return result.line("! " + e.where() + ": " + e.what() + "; not filtered");
    }
  }

  private Result rest(Result result) throws TrekException {
    Gathered passed = new Gathered();
    for (Block each : result.blocks()) {
      give(each, passed);
    }
    Map<String, Object> fields = new LinkedHashMap<>(result.fields());
    Optional<Values> values = Optional.empty();
    for (Map.Entry<String, Object> each : fields.entrySet()) {
      if (each.getValue() instanceof ManyValues many) {
        values = Optional.of(new Values(passed));
        give(many, values.get());
        each.setValue(values.get().kept);
      }
    }
    Consumer<Item> to = values.<Consumer<Item>>map(each -> each).orElse(passed);
    for (int i = 0; i < chain.size(); i++) {
      int next = i + 1;
      List<Item> held = new ArrayList<>();
      chain.get(i).end(held::add);
      for (Item item : held) {
        take(next, item, to);
      }
    }
    values.ifPresent(each -> fields.computeIfPresent("count", (key, before) -> each.kept.count()));
    Result left = new Result(result.outcome(), result.exit(), result.changes(), passed.blocks(), fields, List.of());
    OptionalLong count = passed.count();
    return count.isPresent() ? left.field("count", count.getAsLong()) : left;
  }

  /** Takes items that were values of a field, such as the entries of a directory, to be values again. */
  private static final class Values implements Consumer<Item> {

    private final ManyValues kept = new ManyValues();
    private final Consumer<Item> others;

    Values(Consumer<Item> others) {
      this.others = others;
    }

    @Override
    public void accept(Item item) {
      if (item instanceof Item.Data data) {
        try {
          kept.addText(data.line());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      } else {
        others.accept(item);
      }
    }
  }

  private void give(ManyValues many, Consumer<Item> to) throws TrekException {
    try {
      many.takeAll(json -> take(0, new Item.Data(json), to));
    } catch (IOException e) {
      throw TrekException.at("result").found("can't be read again: " + e.getMessage()).because(e).next("make room where temporary files are, then type it again");
    }
  }

  private void finish() throws TrekException {
    try {
      if (open.isPresent()) {
        open.get().finish();
      }
    } catch (IOException e) {
      throw TrekException.at("standard output").found("can't be written: " + e.getMessage()).because(e).next("check the path and the space");
    }
  }

  private void give(Block block, Gathered passed) throws TrekException {
    if (block instanceof Block.Table table) {
      for (List<Object> row : table.rows()) {
        take(0, new Item.Row(table, row), passed);
      }
    } else if (block instanceof Block.Line line) {
      take(0, new Item.Line(line.text()), passed);
    } else if (block instanceof Block.Raw raw) {
      for (String line : raw.text().lines().toList()) {
        take(0, new Item.Data(line.getBytes(StandardCharsets.UTF_8)), passed);
      }
    }
  }

  private void take(int index, Item item, Consumer<Item> passed) throws TrekException {
    if (index == chain.size()) {
      passed.accept(item);
      return;
    }
    List<Item> on = new ArrayList<>(1);
    chain.get(index).take(item, on::add);
    for (Item each : on) {
      take(index + 1, each, passed);
    }
  }

  /** Returns a stream that hands those lines of data on that pass. */
  OutputStream data(OutputStream to) {
    if (chain.isEmpty()) {
      return to;
    }
    DataLines lines = new DataLines(line -> data(line, to), to);
    open = Optional.of(lines);
    return lines;
  }

  private void data(byte[] line, OutputStream to) throws IOException {
    Gathered passed = new Gathered();
    try {
      take(0, new Item.Data(line), passed);
    } catch (TrekException e) {
      throw new IOException(e.getMessage(), e);
    }
    for (byte[] each : passed.data()) {
      to.write(each);
      to.write('\n');
    }
  }
}
