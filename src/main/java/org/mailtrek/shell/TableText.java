package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.mailtrek.command.Block;
import org.mailtrek.command.Block.Column;
import org.mailtrek.command.Block.Kind;
import org.mailtrek.command.Block.Table;

/**
 * Lays a table out in so many columns of a screen. Numbers and ids are never cut; text is shortened; then the last columns are dropped, which is
 * said; a narrow screen gets {@code name: value} lines, which go on in the next line where they are too long.
 */
final class TableText {

  private static final int NARROW = 60;
  private static final int LEAST = 12;
  private static final int GAP = 2;

  private final Table table;
  private final int width;

  /**
   * Takes a table.
   *
   * @param width in columns; {@link Integer#MAX_VALUE} where nothing limits it
   */
  TableText(Table table, int width) {
    this.table = table;
    this.width = width;
  }

  private List<String> texts(List<Object> row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      texts.add(Cells.text(row.get(i), table.columns().get(i).kind()));
    }
    return texts;
  }

  /** Returns the lines. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines(lines::add);
    return lines;
  }

  /** Hands over the lines, one by one; goes through the rows twice. */
  void lines(Consumer<String> to) {
    if (table.rows().isEmpty()) {
      to.accept("no " + table.plural());
      return;
    }
    int[] widths = natural();
    if (width < NARROW && total(widths) > width) {
      blocks(to);
      return;
    }
    shrink(widths);
    int shown = widths.length;
    while (shown > 1 && total(java.util.Arrays.copyOf(widths, shown)) > width) {
      shown--;
    }
    to.accept(line(table.columns().stream().map(Column::title).toList(), widths, shown));
    for (List<Object> row : table.rows()) {
      to.accept(line(texts(row), widths, shown));
    }
    if (shown < widths.length) {
      int hidden = widths.length - shown;
      to.accept("(" + hidden + (hidden == 1 ? " column" : " columns") + " hidden: " + String.join(", ", titlesFrom(shown)) + "; --plain shows all)");
    }
  }

  private List<String> titlesFrom(int column) {
    return table.columns().subList(column, table.columns().size()).stream().map(Column::title).toList();
  }

  private int[] natural() {
    int[] widest = table.columns().stream().mapToInt(column -> Cells.width(column.title())).toArray();
    for (List<Object> row : table.rows()) {
      List<String> texts = texts(row);
      for (int i = 0; i < widest.length; i++) {
        widest[i] = Math.max(widest[i], Cells.width(texts.get(i)));
      }
    }
    return widest;
  }

  private static int total(int[] widths) {
    return IntStream.of(widths).sum() + GAP * (widths.length - 1);
  }

  private void shrink(int[] widths) {
    while (total(widths) > width) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (table.columns().get(i).kind() == Kind.TEXT && widths[i] > LEAST && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private String line(List<String> texts, int[] widths, int shown) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      Kind kind = table.columns().get(i).kind();
      String text = kind == Kind.TEXT ? Cells.fit(texts.get(i), widths[i]) : texts.get(i);
      String pad = " ".repeat(Math.max(0, widths[i] - Cells.width(text)));
      boolean right = kind == Kind.NUMBER || kind == Kind.BYTES || kind == Kind.MILLIS;
      line.append(i == 0 ? "" : " ".repeat(GAP)).append(right ? pad + text : text + pad);
    }
    return line.toString().stripTrailing();
  }

  private void blocks(Consumer<String> to) {
    for (List<Object> each : table.rows()) {
      List<String> row = texts(each);
      for (int i = 0; i < row.size(); i++) {
        Cells.wrapped((i == 0 ? "" : "  ") + table.columns().get(i).title() + ": " + row.get(i), width).forEach(to);
      }
    }
  }

  /** Hands over the lines of a table as programs read it: a tab between cells, tabs and newlines in them escaped. */
  static void tabbed(Table table, Consumer<String> to) {
    for (List<Object> row : table.rows()) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        texts.add(Cells.text(row.get(i), Block.Kind.TEXT));
      }
      to.accept(String.join("\t", texts));
    }
  }
}
