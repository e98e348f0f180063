package org.mailtrek.shell;

import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.mailtrek.host.TrekException;

/** Asks at the terminal of the shell; answers never reach its history. */
final class TerminalQuestions implements Questions {

  private final Terminal terminal;

  TerminalQuestions(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public boolean possible() {
    return true;
  }

  @Override
  public Optional<char[]> ask(String question, boolean hidden) throws TrekException {
    LineReader reader =
        LineReaderBuilder.builder().terminal(terminal).option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).variable(LineReader.DISABLE_HISTORY, true).build();
    try {
      String prompt = question.replace("%", "%%") + " "; // in a prompt the sign means something
      return Optional.of(reader.readLine(prompt, hidden ? (char) 0 : null).toCharArray());
    } catch (UserInterruptException | EndOfFileException e) {
      throw TrekException.at("question").kind(TrekException.Kind.INTERRUPTED).found("not answered").next("the same again, when it suits");
    }
  }
}
