package org.mailtrek.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader;

/** Takes what the completer has ranked: all of it fits. */
final class FuzzyMatcher implements CompletionMatcher {

  private String typed = "";
  private List<Candidate> matches = List.of();

  @Override
  public void compile(
      Map<LineReader.Option, Boolean> options, boolean prefix, CompletingParsedLine line, boolean caseInsensitive, int errors, String originalGroupName) {
    typed = line instanceof TypedLine ours ? ours.typed() : line.word().substring(0, line.wordCursor());
  }

  @Override
  public List<Candidate> matches(List<Candidate> candidates) {
    List<Candidate> exact = candidates.stream().filter(each -> each.value().startsWith(typed)).toList();
    matches = exact.isEmpty() ? candidates.stream().filter(each -> Ranking.of(typed, each.value()).isPresent()).toList() : exact;
    return matches;
  }

  @Override
  public Candidate exactMatch() {
    Optional<Candidate> exact = matches.stream().filter(each -> each.value().equals(typed)).findFirst();
    return exact.orElse(null);
  }

  @Override
  public String getCommonPrefix() {
    String common = null;
    for (Candidate each : matches) {
      common = common == null ? each.value() : common.substring(0, same(common, each.value()));
    }
    return common == null ? "" : common;
  }

  private static int same(String a, String b) {
    int length = 0;
    while (length < a.length() && length < b.length() && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }
}
