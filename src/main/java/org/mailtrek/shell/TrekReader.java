package org.mailtrek.shell;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jline.reader.History;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** JLine's line editor. Its search through the history minds upper and lower case only where a capital was typed, and it suggests only lines that would be understood. */
final class TrekReader extends LineReaderImpl {

  private final Predicate<String> understood;
  private Function<String, String> faults = line -> "";
  private Supplier<AttributedString> told = () -> AttributedString.EMPTY;

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

  /** Says in words below the line what is wrong with it, where nothing may be said by how it looks; empty for nothing. */
  void tell(Function<String, String> newFaults) {
    this.faults = newFaults;
  }

  @Override
  protected void redisplay(boolean flush) {
    // below the line may also stand what completion offers; that one is left alone
    if (post == null || post == told) {
      String fault = state == State.NORMAL ? faults.apply(getBuffer().toString()) : "";
      told = () -> new AttributedString("! " + fault);
      post = fault.isEmpty() ? null : told;
    }
    super.redisplay(flush);
  }

  @Override
  public boolean isSet(Option option) {
    if (option == Option.CASE_INSENSITIVE_SEARCH) {
      return searchTerm == null || searchTerm.chars().noneMatch(Character::isUpperCase);
    }
    return super.isSet(option);
  }
}
