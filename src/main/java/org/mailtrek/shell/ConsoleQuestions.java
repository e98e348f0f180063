package org.mailtrek.shell;

import java.io.Console;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Asks through the console of the process; for single commands, which need no line editor. */
final class ConsoleQuestions implements Questions {

  private final Optional<Console> console;

  ConsoleQuestions(Optional<Console> console) {
    this.console = console;
  }

  @Override
  public boolean possible() {
    return console.isPresent();
  }

  @Override
  public Optional<char[]> ask(String question, boolean hidden) throws TrekException {
    if (console.isEmpty()) {
      return Optional.empty();
    }
    char[] answer;
    if (hidden) {
      answer = console.get().readPassword("%s ", question);
    } else {
      String line = console.get().readLine("%s ", question);
      answer = line == null ? null : line.toCharArray();
    }
    if (answer == null) {
      throw TrekException.at("question").kind(TrekException.Kind.INTERRUPTED).found("not answered").next("the same again, when it suits");
    }
    return Optional.of(answer);
  }
}
