package org.mailtrek.command;

import java.util.Locale;
import org.mailtrek.macro.MacroRun;
import org.mailtrek.macro.Part;

/** What a macro said, as a result. */
final class MacroParts {

  private MacroParts() {}

  static Result result(MacroRun run) {
    Result result = Result.done();
    for (Part each : run.parts()) {
      if (each instanceof Part.Line line) {
        result = result.line(line.text());
      } else if (each instanceof Part.Fact fact) {
        result = result.fact(fact.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"), fact.name(), fact.value());
      } else if (each instanceof Part.Table table) {
        result = result.table(rows(table));
      }
    }
    return result;
  }

  private static Rows rows(Part.Table table) {
    Rows rows = Rows.of(table.plural());
    for (int column = 0; column < table.columns().size(); column++) {
      int at = column;
      boolean numbers = !table.rows().isEmpty() && table.rows().stream().allMatch(row -> row.get(at) instanceof Long || row.get(at) instanceof Integer);
      rows = column == 0 ? rows.id(table.columns().get(column)) : numbers ? rows.number(table.columns().get(column)) : rows.text(table.columns().get(column));
    }
    for (java.util.List<Object> each : table.rows()) {
      rows.row(each.stream().map(MacroParts::cell).toArray());
    }
    return rows;
  }

  private static Object cell(Object cell) {
    return cell instanceof Integer number ? (Object) Long.valueOf(number) : cell instanceof java.math.BigDecimal decimal ? decimal.toPlainString() : cell;
  }
}
