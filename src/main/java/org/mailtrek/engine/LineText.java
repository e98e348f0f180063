package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.util.List;
import org.mailtrek.host.TrekException;

/** One sentence for people about a line of the journal. */
final class LineText {

  private LineText() {}

  static String describe(Home home, ChangeReader reader, Line line) throws TrekException {
    JSONObject body = line.body();
    return switch (line.phase()) {
      case INTENT -> reader.read(SideFiles.change(home, line)).describe();
      case DONE, UNDONE -> line.phase().word() + " " + Json.number(body, "intent") + left(body);
      case RUN_BEGIN -> "plan " + Json.text(body, "plan") + " of " + Json.text(body, "runbook");
      case FAILED, NOTE -> Json.optionalText(body, "text").orElse("") + left(body);
      default -> "";
    };
  }

  private static String left(JSONObject body) {
    List<String> left = Json.texts(body, "left");
    return left.isEmpty() ? "" : "; left alone: " + String.join("; ", left);
  }
}
