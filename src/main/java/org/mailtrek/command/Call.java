package org.mailtrek.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/**
 * One call of a command: what was given, and the session it runs in.
 *
 * @param name the command's full name
 * @param given option values by longest name; a flag has the one value {@code true}
 * @param words positional parameters in order
 * @param session what is open
 */
public record Call(String name, Map<String, List<String>> given, List<String> words, Session session) {

  /** Returns the other side. */
  public Talk talk() {
    return session.talk();
  }

  /** Returns whether a flag was given. */
  public boolean has(String option) {
    return given.containsKey(option);
  }

  /** Returns the value of an option; the last where there are several. */
  public Optional<String> option(String option) {
    List<String> values = given.getOrDefault(option, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
  }

  /** Returns all values of an option. */
  public List<String> all(String option) {
    return given.getOrDefault(option, List.of());
  }

  /** Returns the positional parameter at a place. */
  public Optional<String> word(int index) {
    return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
  }

  /**
   * Returns the value of an option as one of these words.
   *
   * @throws TrekException of kind {@code USAGE} when it is another
   */
  public String oneOf(String option, String fallback, String... allowed) throws TrekException {
    String value = option(option).orElse(fallback);
    if (!List.of(allowed).contains(value)) {
      throw TrekException.at(option)
          .kind(TrekException.Kind.USAGE)
          .found("does not know '" + value + "'")
          .next("one of " + String.join(", ", allowed));
    }
    return value;
  }

  /**
   * Returns the value of an option as a whole number of at least 0.
   *
   * @throws TrekException of kind {@code USAGE} when it is none
   */
  public Optional<Long> number(String option) throws TrekException {
    Optional<String> value = option(option);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      long number = Long.parseLong(value.get());
      if (number >= 0) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // falls through to the message, which says what is expected
    }
    throw TrekException.at(option).kind(TrekException.Kind.USAGE).found("'" + value.get() + "' is no whole number").next(option + " 100");
  }
}
