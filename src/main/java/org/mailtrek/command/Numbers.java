package org.mailtrek.command;

import org.mailtrek.host.TrekException;

/** Numbers as they are typed. */
final class Numbers {

  private Numbers() {}

  /**
   * Returns the number of a run.
   *
   * @throws TrekException of kind {@code USAGE} when it is none
   */
  static long run(String typed) throws TrekException {
    if (!typed.matches("[0-9]{1,18}")) {
      throw TrekException.at("run " + typed).kind(TrekException.Kind.USAGE).found("is no number of a run").next("run list");
    }
    return Long.parseLong(typed);
  }
}
