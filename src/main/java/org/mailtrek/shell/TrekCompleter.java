package org.mailtrek.shell;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Hands suggestions to JLine. */
final class TrekCompleter implements Completer {

  private final Suggestions suggestions;

  TrekCompleter(Suggestions suggestions) {
    this.suggestions = suggestions;
  }

  @Override
  public void complete(LineReader reader, ParsedLine parsed, List<Candidate> candidates) {
    TypedLine line = parsed instanceof TypedLine ours ? ours : new TypedLine(parsed.line(), parsed.cursor());
    int rank = 1;
    for (Suggestions.Suggestion each : suggestions.at(line.before(), line.typed())) {
      String description = each.description().isEmpty() ? null : Cells.visible(each.description());
      candidates.add(new Candidate(each.value(), Cells.visible(each.value()), null, description, null, null, each.complete(), rank++));
    }
  }
}
