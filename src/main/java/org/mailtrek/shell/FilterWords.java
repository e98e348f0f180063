package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** The words of one filter, taken one after the other. */
final class FilterWords {

  private final String name;
  private final List<String> rest;

  FilterWords(List<String> words) {
    this.name = words.get(0);
    this.rest = new ArrayList<>(words.subList(1, words.size()));
  }

  String name() {
    return name;
  }

  /** Takes a flag, where it was given. */
  boolean flag(String flag) {
    return rest.remove(flag);
  }

  /** Takes the only word that is left. */
  String one(String what, String example) throws TrekException {
    return maybe().orElseThrow(() -> TrekException.at(name).kind(TrekException.Kind.USAGE).found("needs " + what).next(example));
  }

  /** Takes the only word that is left, where there is one. */
  Optional<String> maybe() throws TrekException {
    Optional<String> word = rest.isEmpty() ? Optional.empty() : Optional.of(rest.remove(0));
    nothing();
    return word;
  }

  /** Takes nothing. */
  void nothing() throws TrekException {
    if (!rest.isEmpty()) {
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found("'" + rest.get(0) + "' is one word too many").next("help language; quote what belongs together");
    }
  }
}
