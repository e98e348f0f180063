package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.host.TrekException;

/** Shows a runbook: its options and its steps on this estate. */
final class RunbookShow implements Command {

  @Override
  public Shape shape() {
    return Shape.reads()
        .takes("NAME", "the runbook", EngineOffers.runbooks())
        .example("runbook show zcp-to-kopano", "its options and steps")
        .example("runbook show zcp-to-kopano --json", "for a program")
        .see("runbook list", "plan");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Runbook runbook = call.session().engine().runbooks().named(call.words().get(0));
    Rows options = Rows.of("options").id("Option").text("Values").text("Default").text("Meaning");
    Map<String, String> standard = new LinkedHashMap<>();
    for (Runbook.Option each : runbook.options()) {
      options.row("--" + each.name(), String.join("|", each.values()), each.standard().orElse("-"), each.description());
      each.standard().ifPresent(value -> standard.put(each.name(), value));
    }
    Rows steps = Rows.of("steps").number("No").id("Step").text("Title").id("Effect");
    for (Step step : runbook.steps(call.session().estate().view(), standard)) {
      steps.row(steps.count() + 1, step.id(), step.title(), step.effect().key());
    }
    return Result.done().fact("runbook", "runbook", runbook.name()).line(runbook.title()).table(options).table(steps).next("plan " + runbook.name());
  }
}
