package org.mailtrek.command;

import org.mailtrek.host.TrekException;

/** Numbers as they are typed and read. */
final class Numbers {

  private Numbers() {}

  /** Returns a count with its noun: {@code 1 object}, {@code 2 objects}. */
  static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

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
