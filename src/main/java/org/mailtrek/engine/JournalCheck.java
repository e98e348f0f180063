package org.mailtrek.engine;

import com.unboundid.util.json.JSONObject;
import java.util.ArrayList;
import java.util.List;
import org.mailtrek.host.TrekException;

/** Checks the journal's chain and its side files. */
final class JournalCheck {

  private JournalCheck() {}

  static JournalView.Verification verify(Home home) throws TrekException {
    List<String> problems = new ArrayList<>();
    JournalScan.Found found = JournalScan.scan(home, (line, offset) -> check(home, line, problems));
    found.problem().ifPresent(each -> problems.add(JournalScan.file(home) + ": " + each));
    if (found.problem().isEmpty()) {
      SideFiles.beyond(home, found.lines()).ifPresent(each -> problems.add(JournalScan.file(home) + " " + each));
    }
    return new JournalView.Verification(found.lines(), found.tailBytes(), problems);
  }

  private static void check(Home home, Line line, List<String> problems) throws TrekException {
    SideFiles sides = SideFiles.of(home, line);
    for (JSONObject each : Json.children(line.body(), "sides")) {
      try {
        SideFiles.check(home, sides.file(Json.text(each, "name")), Json.text(each, "digest"));
      } catch (TrekException e) {
        problems.add("line " + line.sequence() + ": " + e.getMessage());
      }
    }
    if (line.phase() == Phase.RUN_DONE && Json.number(line.body(), "lines") != line.sequence()) {
      problems.add("line " + line.sequence() + ": says that it is line " + Json.number(line.body(), "lines"));
    }
  }
}
