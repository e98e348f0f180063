package org.mailtrek.host;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The users and groups of a machine, by name and number. */
public interface AccountsView {

  /** Returns the number of a user; empty when there is none of that name. */
  OptionalInt uid(String user) throws TrekException;

  /** Returns the number of a group; empty when there is none of that name. */
  OptionalInt gid(String group) throws TrekException;

  /**
   * Returns which of the numbers users or groups have.
   *
   * @param from the first number
   * @param to the last number
   */
  default Set<Integer> taken(int from, int to) throws TrekException {
    Set<Integer> taken = new HashSet<>();
    for (int number = from; number <= to; number++) {
      if (user(number).isPresent() || group(number).isPresent()) {
        taken.add(number);
      }
    }
    return taken;
  }

  /** Returns the name of a user's number. */
  Optional<String> user(int uid) throws TrekException;

  /** Returns the name of a group's number. */
  Optional<String> group(int gid) throws TrekException;
}
