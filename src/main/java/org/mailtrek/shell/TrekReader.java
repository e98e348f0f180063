package org.mailtrek.shell;

import java.util.Map;
import java.util.function.Predicate;
import org.jline.reader.History;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;

/** JLine's line editor. Its search through the history minds upper and lower case only where a capital was typed, and it suggests only lines that would be understood. */
final class TrekReader extends LineReaderImpl {

  private final Predicate<String> understood;

  /**
   * Makes one.
   *
   * @param understood whether a line of the history is worth suggesting
   */
  TrekReader(Terminal terminal, Map<String, Object> variables, Predicate<String> understood) {
    super(terminal, "mailtrek", variables);
    this.understood = understood;
  }

  /** Returns what JLine asks for to suggest from, and for nothing else: it has the history itself. */
  @Override
  public History getHistory() {
    return new SuggestedLines(history, getBuffer()::toString, understood);
  }

  @Override
  public boolean isSet(Option option) {
    if (option == Option.CASE_INSENSITIVE_SEARCH) {
      return searchTerm == null || searchTerm.chars().noneMatch(Character::isUpperCase);
    }
    return super.isSet(option);
  }
}
