package org.mailtrek.macro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Tables of the result: {@code def t = tables.of("people", "Login", "Quota"); t.row("jan", 100)}; in JSON a list of objects under the plural noun. */
public final class Tables {

  private final List<Part> result;

  Tables(List<Part> result) {
    this.result = result;
  }

  /** Starts a table. */
  public Growing of(String plural, String... columns) throws TrekException {
    if (!plural.matches("[a-z][a-z_ ]*") || columns.length == 0) {
      throw TrekException.at("tables.of").kind(TrekException.Kind.USAGE).found("a table needs a plural noun in small letters, and columns").next("tables.of(\"people\", \"Login\", \"Quota\")");
    }
    return new Growing(plural, List.of(columns), result.size());
  }

  /** A table that rows are added to. */
  public final class Growing {

    private final String plural;
    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();
    private final int place;

    private Growing(String plural, List<String> columns, int place) {
      this.plural = plural;
      this.columns = columns;
      this.place = place;
      result.add(new Part.Table(plural, columns, rows));
    }

    /** Adds a row: a cell for each column. */
    public Growing row(Object... cells) throws TrekException {
      if (cells.length != columns.size()) {
        throw TrekException.at("table " + plural).kind(TrekException.Kind.USAGE).found(cells.length + " cells for " + columns.size() + " columns").next("row(" + String.join(", ", columns) + ")");
      }
      rows.add(Arrays.stream(cells).map(Growing::cell).toList());
      result.set(place, new Part.Table(plural, columns, rows));
      return this;
    }

    private static Object cell(Object cell) {
      return cell instanceof Number || cell instanceof Boolean ? cell : Optional.ofNullable(cell).map(String::valueOf).orElse("");
    }

    /** Returns how many rows there are. */
    public int getCount() {
      return rows.size();
    }
  }
}
