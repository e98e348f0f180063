package org.mailtrek.engine;

import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;

/**
 * Looks, and either passes with its evidence or refuses a dangerous act. Can be overridden only by name, which journal and report show. Runs
 * in preflight and again right before the act it protects.
 */
public interface Guard {

  /** Returns the name that {@code --override} takes, such as {@code identity}. */
  String name();

  /**
   * Looks at the world.
   *
   * @return the evidence on which it passes, one sentence; empty where it goes without saying
   * @throws TrekException of kind {@code REFUSED}: what was found, what would happen, and what to type
   */
  String check(View view) throws TrekException;
}
