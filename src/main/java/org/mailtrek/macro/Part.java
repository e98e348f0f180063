package org.mailtrek.macro;

import java.util.List;

/** A part of what a macro came to. */
public sealed interface Part {

  /** A line of text. */
  record Line(String text) implements Part {}

  /**
   * A fact.
   *
   * @param name its name
   * @param value text, a number or a truth
   */
  record Fact(String name, Object value) implements Part {}

  /**
   * A table.
   *
   * @param plural what its rows are
   * @param columns titles
   * @param rows a cell for each column: text or a number
   */
  record Table(String plural, List<String> columns, List<List<Object>> rows) implements Part {

    /** Copies the lists. */
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }
}
