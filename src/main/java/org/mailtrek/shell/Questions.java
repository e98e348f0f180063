package org.mailtrek.shell;

import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Puts a question to the person at the terminal. */
interface Questions {

  /** Nobody is there. */
  Questions NOBODY =
      new Questions() {
        @Override
        public boolean possible() {
          return false;
        }

        @Override
        public Optional<char[]> ask(String question, boolean hidden) {
          return Optional.empty();
        }
      };

  /** Returns whether somebody can be asked. */
  boolean possible();

  /**
   * Returns the answer, without showing it where it is hidden.
   *
   * @throws TrekException of kind {@code INTERRUPTED} when the question is left
   */
  Optional<char[]> ask(String question, boolean hidden) throws TrekException;
}
