package org.mailtrek.estate;

import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** Asks a person one question at a time, whoever wants to know: several hosts may be signed in to side by side. */
final class OneQuestion implements SecretPrompt {

  private final SecretPrompt person;

  OneQuestion(SecretPrompt person) {
    this.person = person;
  }

  @Override
  public synchronized Secret ask(String what) throws TrekException {
    return person.ask(what);
  }

  @Override
  public synchronized boolean agrees(String question) throws TrekException {
    return person.agrees(question);
  }
}
