package org.mailtrek.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Is shown the end of a mail server's log again and again while it starts, and says what new lines mean: each meaning once, with what to type next; and each
 * schema that is reached. Used by one thread.
 */
public final class StartLog {

  private static final Pattern SCHEMA = Pattern.compile("Upgrading database to schema (\\d+)");

  private final String host;
  private final Consumer<String> said;
  private final Set<String> known = new HashSet<>();
  private List<String> before;

  /**
   * Makes one for a host.
   *
   * @param before the end of the log before the start: of it nothing is said
   * @param said takes whole sentences
   */
  public StartLog(String host, List<String> before, Consumer<String> said) {
    this.host = host;
    this.before = List.copyOf(before);
    this.said = said;
  }

  /** Takes the end of the log as it is now. */
  public void now(List<String> lines) {
    int kept = 0;
    while (kept < before.size() && !starts(lines, before.subList(kept, before.size()))) {
      kept++;
    }
    lines.subList(before.size() - kept, lines.size()).forEach(this::added);
    before = List.copyOf(lines);
  }

  private static boolean starts(List<String> lines, List<String> with) {
    return lines.size() >= with.size() && lines.subList(0, with.size()).equals(with);
  }

  private void added(String line) {
    Matcher schema = SCHEMA.matcher(line);
    if (schema.find()) {
      once("raises the database schema, now to " + schema.group(1));
      return;
    }
    for (ServerLog.Answer each : ServerLog.answers(host, List.of(line))) {
      once((each.stops() ? "! " : "") + each.sentence());
    }
  }

  private void once(String sentence) {
    if (known.add(sentence)) {
      said.accept(sentence);
    }
  }
}
