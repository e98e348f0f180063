package org.mailtrek.fuzz;

/** What is fed. It reads the input to its end, or refuses it by a {@code TrekException}; anything else that it throws is a finding. */
@FunctionalInterface
public interface Parser {

  /**
   * Reads an input.
   *
   * @throws Exception a {@code TrekException} where the input is refused in words for people
   */
  void parse(byte[] input) throws Exception;
}
