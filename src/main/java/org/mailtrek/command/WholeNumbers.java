package org.mailtrek.command;

import java.util.List;
import java.util.Optional;

/** Whole numbers of at least 0, some of which are offered. */
record WholeNumbers(List<Candidate> some) implements Values {

  @Override
  public List<Candidate> offer(Session session, String typed) {
    return some;
  }

  @Override
  public Optional<Misfit> misfit(String value) {
    return value.matches("[0-9]{1,18}") ? Optional.empty() : Optional.of(new Misfit("'" + value + "' is no whole number", List.of()));
  }
}
