package org.mailtrek.estate;

import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** Asks a person for a secret, without echo. */
@FunctionalInterface
public interface SecretPrompt {

  /**
   * Asks.
   *
   * @param what whose secret it is, such as {@code password of cn=admin,dc=example,dc=com}
   * @throws TrekException of kind {@code USAGE} when there is nobody to ask
   */
  Secret ask(String what) throws TrekException;

  /** Asks a question that a {@code y} answers; false where there is nobody to ask. */
  default boolean agrees(String question) throws TrekException {
    return false;
  }

  /** Refuses, where there is no terminal. */
  static SecretPrompt nobody() {
    return what -> {
      throw TrekException.at(what)
          .kind(TrekException.Kind.USAGE)
          .found("has to be typed, and there is no terminal")
          .next("use { file: PATH }, { env: NAME } or { command: [..] } in estate.yaml");
    };
  }
}
