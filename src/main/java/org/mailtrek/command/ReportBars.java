package org.mailtrek.command;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A picture of counts: for each thing one bar a moment, the first light, the last dark, with the number behind it. */
final class ReportBars {

  private static final int WIDTH = 640;
  private static final int NAMES = 250;
  private static final int NUMBERS = 70;
  private static final int BAR = 9;
  private static final int GAP = 8;
  private static final int LEGEND = 22;
  /** More than these are only in the table. */
  private static final int SHOWN = 20;
  private static final List<String> FILLS = List.of("#9db8d6", "#1f5fa8", "#5a5a5a");

  private ReportBars() {}

  /**
   * Returns the picture; rows that differ come first.
   *
   * @param title what it shows, for those who do not see it
   */
  static String of(String title, List<String> moments, List<ReportFigures.Row> rows) {
    List<ReportFigures.Row> shown = rows.size() <= SHOWN ? rows : rows.stream().sorted(Comparator.comparing((ReportFigures.Row row) -> !row.differs())).limit(SHOWN).toList();
    double most = Math.max(1, shown.stream().flatMap(row -> row.counts().stream()).mapToLong(Long::longValue).max().orElse(1));
    int row = moments.size() * BAR + GAP;
    int height = LEGEND + shown.size() * row;
    StringBuilder svg = new StringBuilder();
    svg.append(String.format(Locale.ROOT, "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">\n",
        ReportHtml.text(title + "; the table below holds the same numbers" + (shown.size() < rows.size() ? ", and " + (rows.size() - shown.size()) + " more" : "")), WIDTH, height, WIDTH, height));
    for (int i = 0; i < moments.size(); i++) {
      int x = NAMES + i * 110;
      svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"4\" width=\"10\" height=\"10\" fill=\"%s\"/><text x=\"%d\" y=\"14\">%s</text>\n", x, FILLS.get(i), x + 15, ReportHtml.text(moments.get(i))));
    }
    for (int i = 0; i < shown.size(); i++) {
      svg.append(row(shown.get(i), LEGEND + i * row, most));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String row(ReportFigures.Row row, int top, double most) {
    StringBuilder svg = new StringBuilder();
    int bars = row.counts().size() * BAR;
    svg.append(String.format(Locale.ROOT, "<text x=\"0\" y=\"%d\"%s>%s</text>", top + bars / 2 + 4, row.differs() ? " font-weight=\"bold\"" : "", ReportHtml.text(cut(row.name()))));
    for (int i = 0; i < row.counts().size(); i++) {
      long count = row.counts().get(i);
      double wide = count == 0 ? 0 : Math.max(1, count / most * (WIDTH - NAMES - NUMBERS));
      svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/><text x=\"%.1f\" y=\"%d\" font-size=\"9\">%d</text>", NAMES, top + i * BAR, wide, BAR - 1, FILLS.get(i), NAMES + wide + 4, top + i * BAR + BAR - 1, count));
    }
    return svg.append('\n').toString();
  }

  private static String cut(String name) {
    return name.length() <= 38 ? name : name.substring(0, 37) + "…";
  }
}
