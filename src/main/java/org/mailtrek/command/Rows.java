package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mailtrek.command.Block.Column;
import org.mailtrek.command.Block.Kind;

/** Collects a table row by row. Not for several threads. */
public final class Rows {
  private final String plural;
  private final List<Column> columns = new ArrayList<>();
  private final LongRows rows = new LongRows();

  private Rows(String plural) {
    this.plural = plural;
  }

  /** Starts a table; the plural noun is its key in JSON. */
  public static Rows of(String plural) {
    return new Rows(plural);
  }

  /** Adds a column of text. */
  public Rows text(String title) {
    return column(title, Kind.TEXT);
  }

  /** Adds a column of ids or names, which are never cut. */
  public Rows id(String title) {
    return column(title, Kind.ID);
  }

  /** Adds a column of counts. */
  public Rows number(String title) {
    return column(title, Kind.NUMBER);
  }

  /** Adds a column of sizes in bytes. */
  public Rows bytes(String title) {
    return column(title, Kind.BYTES);
  }

  /** Adds a column of durations in milliseconds. */
  public Rows millis(String title) {
    return column(title, Kind.MILLIS);
  }

  private Rows column(String title, Kind kind) {
    String key = title.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    String unit = kind == Kind.BYTES ? "_bytes" : kind == Kind.MILLIS ? "_ms" : "";
    columns.add(new Column(key + unit, title, kind));
    return this;
  }

  /** Adds a row: one cell per column. */
  public Rows row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(plural + ": " + cells.length + " cells for " + columns.size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Returns the count of rows. */
  public int count() {
    return rows.size();
  }

  /** Returns the table. */
  public Block.Table table() {
    return new Block.Table(plural, columns, rows);
  }
}
