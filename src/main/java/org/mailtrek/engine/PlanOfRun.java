package org.mailtrek.engine;

import org.mailtrek.host.TrekException;

/** The plan that a run's first line holds. */
final class PlanOfRun {

  static final String NAME = "plan";

  private PlanOfRun() {}

  static Plan read(Session session, RunTally run) throws TrekException {
    return Plan.read(SideFiles.of(session.home(), run.begin()).json(NAME), session.engine().reader());
  }
}
