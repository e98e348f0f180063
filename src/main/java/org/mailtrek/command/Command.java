package org.mailtrek.command;

import org.mailtrek.host.TrekException;

/** A command: options in, one call, one result out. Its name and summary stand in {@link Catalogue}. */
public interface Command {

  /** Returns what it takes. */
  Shape shape();

  /**
   * Carries it out.
   *
   * @throws TrekException when it fails; the kind says what was left
   */
  Result run(Call call) throws TrekException;
}
