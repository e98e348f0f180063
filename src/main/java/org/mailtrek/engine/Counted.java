package org.mailtrek.engine;

import com.unboundid.util.json.JSONNumber;
import com.unboundid.util.json.JSONObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/**
 * What was counted at a moment of a run, as its note in the journal has it.
 *
 * @param when at which moment
 * @param groups counts by name, by group
 * @param missing why there are none; empty where there are
 */
public record Counted(When when, Map<String, Map<String, Long>> groups, String missing) {

  private static final String FIGURES = "figures";

  /** A moment. */
  public enum When {
    /** The run began. */
    BEFORE,
    /** It had ended. */
    AFTER,
    /** It had been taken back. */
    UNDONE;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads a line of the journal; empty where it is another. */
  public static Optional<Counted> of(Line line) {
    JSONObject body = line.body();
    if (line.phase() != Phase.NOTE || !body.hasField(FIGURES)) {
      return Optional.empty();
    }
    Map<String, Map<String, Long>> groups = new LinkedHashMap<>();
    body.getFieldAsObject(FIGURES).getFields().forEach((group, counts) -> {
      Map<String, Long> all = new LinkedHashMap<>();
      ((JSONObject) counts).getFields().forEach((name, count) -> all.put(name, ((JSONNumber) count).getValue().longValue()));
      groups.put(group, all);
    });
    String when = Json.optionalText(body, "when").orElse("");
    for (When each : When.values()) {
      if (each.word().equals(when)) {
        return Optional.of(new Counted(each, groups, groups.isEmpty() ? Json.optionalText(body, "text").orElse("") : ""));
      }
    }
    return Optional.empty();
  }

  /** Counts, and notes it; a single command is not worth it. What can't be counted is noted as that. */
  static void note(Session session, long run, String runbook, When when) throws TrekException {
    if (runbook.contains(" ") || session.engine().figures() == Figures.NONE) {
      return;
    }
    Map<String, Map<String, Long>> groups = Map.of();
    String text = "counted " + (when == When.BEFORE ? "before" : when == When.AFTER ? "after" : "when it was taken back");
    try {
      groups = session.engine().figures().of(session.estate().view());
    } catch (TrekException e) {
      text = "not " + text + ": " + e.getMessage();
    }
    session.journal().append(run, "", Phase.NOTE, Json.object("text", text, "when", when.word(), FIGURES, groups));
  }
}
