package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailtrek.command.Transcript.Came;

/** Compares what a command came to with what it came to before, but for times, durations and names that are given anew each time. */
final class Likeness {

  private static final List<Pattern> PASSING =
      List.of(
          Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?( UTC|Z)?"),
          Pattern.compile("\\b\\d+(\\.\\d+)? (ms|s|min|h|d)\\b( \\d+ (s|min|h)\\b)?"),
          Pattern.compile("\\b[0-9]+-[0-9a-f]{4}\\b"),
          Pattern.compile("\\brun \\d+\\b"),
          Pattern.compile("\\b[0-9a-f]{16,}\\b"),
          Pattern.compile("(?<=\"took_ms\":)\\d+"));

  private final String before;
  private final String now;

  /** Takes the estate's folder of before and that of now: names in them count as equal. */
  Likeness(String before, String now) {
    this.before = before;
    this.now = now;
  }

  /** Returns the first difference in a line or two; empty when there is none. */
  Optional<String> difference(Came recorded, Came here) {
    if (recorded.exit() != here.exit() || !recorded.outcome().equals(here.outcome())) {
      return Optional.of("ended as " + here.outcome() + " (" + here.exit() + "), recorded " + recorded.outcome() + " (" + recorded.exit() + ")" + (here.failure().isEmpty() ? "" : ": " + here.failure().lines().findFirst().orElse("")));
    }
    if (recorded.changes() != here.changes()) {
      return Optional.of(Numbers.of(here.changes(), "change") + ", recorded " + recorded.changes());
    }
    if (recorded.digest().equals(here.digest()) && recorded.bytes() == here.bytes()) {
      return Optional.empty();
    }
    List<String> then = recorded.output().lines().toList();
    List<String> these = here.output().lines().toList();
    for (int i = 0; i < Math.max(then.size(), these.size()); i++) {
      String old = i < then.size() ? then.get(i) : "";
      String fresh = i < these.size() ? these.get(i) : "";
      if (!lasting(old, before).equals(lasting(fresh, now))) {
        return Optional.of("line " + (i + 1) + " of the output: '" + some(fresh) + "', recorded '" + some(old) + "'");
      }
    }
    return Optional.empty();
  }

  private static String some(String line) {
    String one = line.strip().replace('\t', ' ');
    return one.length() > 100 ? one.substring(0, 100) + "..." : one;
  }

  private static String lasting(String line, String folder) {
    String lasting = folder.isEmpty() ? line : line.replace(folder, "FOLDER");
    for (Pattern each : PASSING) {
      lasting = each.matcher(lasting).replaceAll("~");
    }
    return lasting.replaceAll("\\s+", " ").strip();
  }
}
