package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.engine.Effect;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.PlannedStep;
import org.mailtrek.engine.change.Change;

/** What a plan does that can't be taken back: from which step on, why, and which backup stands in for the way back. */
final class NoReturn {

  private NoReturn() {}

  /** Returns the lines; none where all can be taken back. */
  static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    String backup = "";
    for (int i = 0; i < plan.steps().size(); i++) {
      PlannedStep step = plan.steps().get(i);
      String name = "step " + (i + 1) + ", " + step.id();
      if (step.effect() == Effect.IRREVERSIBLE) {
        lines.add("! no way back from " + name + ", on" + (step.afterOpen() ? " (with 'open')" : "") + ":");
        if (step.irreversible().isEmpty()) {
          lines.add("  ! " + step.title() + " can't be taken back");
        }
        for (Change each : step.irreversible()) {
          lines.add("  ! " + each.describe() + " (" + each.irreversible().orElse("") + ")");
        }
        lines.add(backup.isEmpty() ? "  ! no step before it keeps a backup: 'backup all' first" : "    covered by the backup that " + backup + ", keeps");
      }
      if (step.keeps()) {
        backup = name;
      }
    }
    return lines;
  }
}
