package org.mailtrek.macro;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** A runbook with the steps that an estate's macros add to it: those whose header says {@code step RUNBOOK after STEP}. */
public record MacroSteps(Runbook runbook, Path estate, Outside outside) implements Runbook {

  @Override
  public String name() {
    return runbook.name();
  }

  @Override
  public String title() {
    return runbook.title();
  }

  @Override
  public List<Option> options() {
    return runbook.options();
  }

  @Override
  public boolean fits() {
    return runbook.fits();
  }

  @Override
  public List<Guard> guards() {
    return runbook.guards();
  }

  @Override
  public List<Step> steps(View view, Map<String, String> options) throws TrekException {
    List<Step> steps = new ArrayList<>(runbook.steps(view, options));
    for (Macro macro : Macro.of(estate)) {
      Optional<Header.InRunbook> place = macro.header().step().filter(each -> each.runbook().equals(runbook.name()));
      if (place.isPresent()) {
        steps.add(after(steps, place.get(), macro), new Added(macro, steps, place.get(), outside));
      }
    }
    return steps;
  }

  private static int after(List<Step> steps, Header.InRunbook place, Macro macro) throws TrekException {
    for (int at = 0; at < steps.size(); at++) {
      if (steps.get(at).id().equals(place.after())) {
        return at + 1;
      }
    }
    throw TrekException.at(macro.name() + ".groovy").kind(TrekException.Kind.USAGE)
        .found("is to come after step " + place.after() + ", which runbook " + place.runbook() + " has not here")
        .next("one of " + String.join(", ", steps.stream().map(Step::id).toList()));
  }

  /** A step that a macro adds. As any step it must find nothing when it is previewed after its changes were made. */
  record Added(Macro macro, boolean afterOpen, Outside outside) implements Step {

    Added(Macro macro, List<Step> steps, Header.InRunbook place, Outside outside) {
      this(macro, steps.stream().anyMatch(each -> each.id().equals(place.after()) && each.afterOpen()), outside);
    }

    @Override
    public String id() {
      return "macro-" + macro.name();
    }

    @Override
    public String title() {
      try {
        return macro.header().summary();
      } catch (TrekException e) {
        return macro.name();
      }
    }

    @Override
    public void preview(View view, Preview preview) throws TrekException {
      MacroRun run = MacroRun.of(macro, Map.of(), Map.of(), view, outside);
      if (run.wanted().isPresent()) {
        throw TrekException.at(macro.name()).kind(TrekException.Kind.USAGE).found("is a step of a runbook and can't apply a plan").next("leave out plans.apply");
      }
      for (ChangeBlock each : run.blocks()) {
        each.previewed(preview);
      }
    }
  }
}
