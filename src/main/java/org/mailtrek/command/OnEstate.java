package org.mailtrek.command;

import java.util.List;
import java.util.Map;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/** A single changing command as a runbook that asks the estate where things are; its name holds a blank, so that no list of runbooks shows it. */
record OnEstate(String name, String title, List<Runbook.Option> options, Making making) implements Runbook {

  /** Makes the steps. */
  @FunctionalInterface
  interface Making {

    /** Makes them for options. */
    List<Step> of(View view, Map<String, String> given) throws TrekException;
  }

  @Override
  public List<Step> steps(View view, Map<String, String> given) throws TrekException {
    return making.of(view, given);
  }
}
