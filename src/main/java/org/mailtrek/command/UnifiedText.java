package org.mailtrek.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Differences as people compare files: what goes behind {@code -}, what comes behind {@code +}, directive or DN above. */
final class UnifiedText {

  private UnifiedText() {}

  /**
   * Returns the lines.
   *
   * @param full whether lines of which only comments differ are shown too
   */
  static List<String> lines(Differences differences, boolean full) {
    List<String> lines = new ArrayList<>();
    String object = "";
    long folded = 0;
    for (Hunk each : differences.hunks()) {
      if (!each.object().equals(object)) {
        fold(lines, folded);
        folded = 0;
        object = each.object();
        lines.add("--- " + object);
        lines.add("+++ " + object);
      }
      List<String> removed = full ? each.removed() : each.removed().stream().filter(line -> !each.remark(line)).toList();
      List<String> added = full ? each.added() : each.added().stream().filter(line -> !each.remark(line)).toList();
      folded += Math.max(each.removed().size() - removed.size(), each.added().size() - added.size());
      if (!removed.isEmpty() || !added.isEmpty()) {
        lines.add("@@ " + each.header() + " @@");
      }
      removed.forEach(line -> lines.add("-" + line));
      added.forEach(line -> lines.add("+" + line));
    }
    fold(lines, folded);
    differences.others().forEach(each -> lines.add("~ " + each));
    if (differences.more() > 0) {
      lines.add("... and " + Numbers.of(differences.more(), "place") + " more");
    }
    return lines;
  }

  private static void fold(List<String> lines, long folded) {
    if (folded > 0) {
      lines.add("  (" + Numbers.of(folded, "line") + " of comments and blanks: --full)");
    }
  }

  /** Returns a line for each file, and one for the directory. */
  static Rows stat(Differences differences) {
    Map<String, long[]> counts = new LinkedHashMap<>();
    for (Hunk each : differences.hunks()) {
      long[] count = counts.computeIfAbsent(each.object(), fresh -> new long[3]);
      count[0]++;
      count[1] += each.removed().size();
      count[2] += each.added().size();
    }
    Rows rows = Rows.of("objects").id("Object").number("Places").number("Removed").number("Added");
    counts.forEach((object, count) -> rows.row(object, count[0], count[1], count[2]));
    return rows;
  }

  /** Returns them for programs. */
  static List<Map<String, Object>> json(Differences differences) {
    return differences.hunks().stream().map(each -> {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("object", each.object());
      one.put("header", each.header());
      one.put("removed", each.removed());
      one.put("added", each.added());
      return one;
    }).toList();
  }
}
