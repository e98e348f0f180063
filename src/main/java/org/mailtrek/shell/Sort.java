package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mailtrek.command.Block;
import org.mailtrek.host.TrekException;

/** Sorts the rows of each table by a column, else the lines by their text; numbers and times by their value. Holds them all. */
final class Sort implements Filter {

  /** So many characters are held; a longer text is the host's own sort's work, which uses files. */
  private static final long MOST = 32L * 1024 * 1024;

  private final Optional<String> column;
  private final boolean reverse;
  private final List<Rows> tables = new ArrayList<>();
  private final List<Item> lines = new ArrayList<>();
  private long held;

  /**
   * The rows of one table.
   *
   * @param of the table
   * @param place the column that they are sorted by
   * @param rows the rows
   */
  private record Rows(Block.Table of, int place, List<Item.Row> rows) {}

  private Sort(Optional<String> column, boolean reverse) {
    this.column = column;
    this.reverse = reverse;
  }

  /** Reads {@code [-r] [COLUMN]}. */
  static Sort of(FilterWords words) throws TrekException {
    boolean reverse = words.flag("-r");
    return new Sort(words.maybe(), reverse);
  }

  @Override
  public void take(Item item, Consumer<Item> on) throws TrekException {
    held += item.text().length();
    if (held > MOST) {
      throw TrekException.at("sort").kind(TrekException.Kind.USAGE).found("there is too much to hold").next("| !sort, which uses files");
    }
    if (item instanceof Item.Row row) {
      if (tables.isEmpty() || tables.get(tables.size() - 1).of() != row.of()) {
        tables.add(new Rows(row.of(), place(row.of()), new ArrayList<>()));
      }
      tables.get(tables.size() - 1).rows().add(row);
    } else {
      lines.add(item);
    }
  }

  private int place(Block.Table table) throws TrekException {
    if (column.isEmpty()) {
      return 0;
    }
    String wanted = column.get();
    for (int i = 0; i < table.columns().size(); i++) {
      Block.Column each = table.columns().get(i);
      if (each.key().equalsIgnoreCase(wanted) || each.title().equalsIgnoreCase(wanted)) {
        return i;
      }
    }
    throw TrekException.at("sort").kind(TrekException.Kind.USAGE).found("there is no column '" + wanted + "'").next("one of " + String.join(", ", table.columns().stream().map(Block.Column::key).toList()));
  }

  @Override
  public void end(Consumer<Item> on) {
    if (tables.isEmpty()) {
      lines.sort(order(Comparator.comparing(Item::text)));
    }
    // what is said above or below a table is not sorted among its rows
    lines.forEach(on);
    for (Rows each : tables) {
      each.rows().sort(order(Comparator.comparing(row -> row.cells().get(each.place()), Sort::compare)));
      each.rows().forEach(on);
    }
  }

  private <T> Comparator<T> order(Comparator<T> rising) {
    return reverse ? rising.reversed() : rising;
  }

  private static int compare(Object one, Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    if (one instanceof java.time.Instant a && other instanceof java.time.Instant b) {
      return a.compareTo(b);
    }
    return one.toString().compareTo(other.toString());
  }
}
