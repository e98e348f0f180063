package org.mailtrek.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of a run, by group, with the moments they are of.
 *
 * @param moments such as {@code before}
 * @param groups what was counted
 */
record ReportFigures(List<String> moments, Map<String, List<ReportFigures.Row>> groups) {

  private static final List<Map.Entry<String, String>> MOMENTS = List.of(Map.entry("before", "before"), Map.entry("after", "after"), Map.entry("undone", "taken back"));

  /**
   * One thing that was counted.
   *
   * @param name what
   * @param counts how many, one for each moment
   */
  record Row(String name, List<Long> counts) {

    List<String> cells() {
      List<String> cells = new ArrayList<>(List.of(name));
      counts.forEach(count -> cells.add(Long.toString(count)));
      return cells;
    }

    /** Returns whether the first and the last count differ. */
    boolean differs() {
      return !counts.isEmpty() && !counts.get(0).equals(counts.get(counts.size() - 1));
    }
  }

  /** Takes them from the facts of a report. */
  static ReportFigures of(List<?> figures) {
    List<Map.Entry<String, String>> known = MOMENTS.stream().filter(moment -> figures.stream().anyMatch(each -> ((Map<?, ?>) each).containsKey(moment.getKey()))).toList();
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (Object each : figures) {
      Map<?, ?> figure = (Map<?, ?>) each;
      List<Long> counts = known.stream().map(moment -> figure.get(moment.getKey()) instanceof Long count ? count : 0L).toList();
      groups.computeIfAbsent(figure.get("group").toString(), fresh -> new ArrayList<>()).add(new Row(figure.get("name").toString(), counts));
    }
    return new ReportFigures(known.stream().map(Map.Entry::getValue).toList(), groups);
  }
}
