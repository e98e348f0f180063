package org.mailtrek.command;

import java.util.List;
import org.mailtrek.config.Verdict;

/** Verdicts as people compare files: line above line, or line beside line. Secrets are masked in them already. */
final class DiffText {

  private DiffText() {}

  /** Returns them as text: what is no more behind {@code -}, what will be behind {@code +}, the verdict above. */
  static String unified(String from, String to, List<Verdict> verdicts) {
    StringBuilder text = new StringBuilder();
    String file = "";
    for (Verdict each : verdicts) {
      if (!each.file().equals(file)) {
        file = each.file();
        text.append("--- ").append(from).append(' ').append(file).append("\n+++ ").append(to).append(' ').append(file).append('\n');
      }
      String before = before(each);
      String after = after(each);
      if (before.equals(after)) {
        text.append(' ').append(before).append('\n');
        continue;
      }
      text.append("@@ ").append(each.kind().words()).append(each.reason().isEmpty() ? "" : ": " + each.reason()).append(" @@\n");
      text.append(before.isEmpty() ? "" : "-" + before + "\n").append(after.isEmpty() ? "" : "+" + after + "\n");
    }
    return text.toString();
  }

  /** Returns them as a table with both sides in a row, which fits the screen. */
  static Rows sideBySide(List<Verdict> verdicts) {
    Rows rows = Rows.of("directives").id("File").text("Old").text("Verdict").text("New");
    verdicts.forEach(each -> rows.row(each.file(), before(each), each.kind().words(), after(each)));
    return rows;
  }

  private static String before(Verdict verdict) {
    return verdict.oldValue().map(value -> line(verdict.directive(), value)).orElse(verdict.directive().equals("*") ? "the whole file" : "");
  }

  private static String after(Verdict verdict) {
    return verdict.newValue().map(value -> line(verdict.newName(), value)).orElse("");
  }

  private static String line(String name, String value) {
    return value.isEmpty() ? name + " =" : name + " = " + value;
  }
}
