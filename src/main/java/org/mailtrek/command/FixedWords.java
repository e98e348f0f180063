package org.mailtrek.command;

import java.util.List;
import java.util.Optional;

/** The only words that may stand somewhere. */
record FixedWords(List<Candidate> words) implements Values {

  @Override
  public List<Candidate> offer(Session session, String typed) {
    return words;
  }

  @Override
  public Optional<Misfit> misfit(String value) {
    List<String> choices = words.stream().map(Candidate::value).toList();
    return choices.contains(value) ? Optional.empty() : Optional.of(new Misfit("does not know '" + value + "'", choices));
  }
}
