package org.mailtrek.command;

import java.util.List;

/** A part of a result that people read. */
public sealed interface Block {

  /** One line of text. */
  record Line(String text) implements Block {}

  /**
   * Many lines that are shown as they are: a diff, a document.
   *
   * @param text the lines
   * @param plain the same with one fact a line, for {@code --plain}
   */
  record Raw(String text, String plain) implements Block {

    /** Takes lines that are plain already. */
    public Raw(String text) {
      this(text, text);
    }
  }

  /**
   * Rows that share columns; in JSON a list of objects.
   *
   * @param plural the noun of the list, such as {@code snapshots}
   * @param columns the columns, most important first where one must go
   * @param rows cells in the order of the columns: text, numbers, booleans, instants
   */
  record Table(String plural, List<Column> columns, List<List<Object>> rows) implements Block {

    private static final int COPIED = 1000;

    /** Copies the lists; of very many rows nobody has a copy, and they must stay. */
    public Table {
      columns = List.copyOf(columns);
      rows = rows instanceof LongRows && rows.size() > COPIED ? rows : rows.stream().map(List::copyOf).toList();
    }

    /** Returns whether there are more rows than should be in memory at once. */
    public boolean isLong() {
      return rows.size() > COPIED;
    }
  }

  /**
   * A column of a table.
   *
   * @param key its key in JSON
   * @param title its heading
   * @param kind what its cells hold
   */
  record Column(String key, String title, Kind kind) {}

  /** What the cells of a column hold. */
  enum Kind {
    /** Text, which may be wrapped or shortened. */
    TEXT,
    /** A number, id or name; never cut. */
    ID,
    /** A count; never cut, aligned right. */
    NUMBER,
    /** A size in bytes. */
    BYTES,
    /** A duration in milliseconds. */
    MILLIS
  }
}
