package org.mailtrek.estate;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What an estate needs of the program around it.
 *
 * @param environment looks up environment variables
 * @param prompt asks for secrets
 * @param machines brings simulated machines to life
 * @param ports opens directories and databases
 * @param warnings takes sentences that the operator should read, such as of a secret that others may read
 */
public record Surroundings(
    Function<String, Optional<String>> environment, SecretPrompt prompt, Machines machines, Ports ports, Consumer<String> warnings) {

  /** Returns surroundings without a terminal, with the environment of this process. */
  public static Surroundings quiet(Machines machines, Ports ports) {
    return new Surroundings(name -> Optional.ofNullable(System.getenv(name)), SecretPrompt.nobody(), machines, ports, warning -> {});
  }
}
