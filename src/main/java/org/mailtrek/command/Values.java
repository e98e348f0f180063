package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Offers the values that an option or positional may take. Only reads, and is called off the typing thread. */
@FunctionalInterface
public interface Values {

  /**
   * Returns what fits, in the order in which it is best shown; the shell filters and ranks.
   *
   * @param session what is open; for reading only
   * @param typed what has been typed of the value
   */
  List<Candidate> offer(Session session, String typed) throws TrekException;

  /**
   * Returns those that go with the words which were typed before.
   *
   * @param words positional words of the command, as many as there are yet
   */
  default Values after(List<String> words) {
    return this;
  }

  /** Returns why a value can't be one of these, where that can be told without looking at anything; completion, marks while typing and the parser share it. */
  default Optional<Misfit> misfit(String value) {
    return Optional.empty();
  }

  /**
   * Why a value is none.
   *
   * @param found what it is, such as {@code 'x' is no whole number}
   * @param choices all that it can be; empty where there are too many to list
   */
  record Misfit(String found, List<String> choices) {

    /** Returns what may be typed instead. */
    public String instead() {
      return choices.isEmpty() ? "a number such as 100" : "one of " + String.join(", ", choices);
    }
  }
}
