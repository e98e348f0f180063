package org.mailtrek.shell;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.mailtrek.command.Tokenizer;

/** Lets JLine read by our own language: a line with an open quote, or a backslash at its end, goes on. */
final class LineParser implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT) {
      switch (Tokenizer.plain().split(line).open()) {
        case SINGLE -> throw new EOFError(-1, cursor, "a ' is open", "quote");
        case DOUBLE -> throw new EOFError(-1, cursor, "a \" is open", "quote");
        case BACKSLASH -> throw new EOFError(-1, cursor, "the line goes on", "more");
        case NOTHING -> { }
      }
    }
    return new TypedLine(line, cursor);
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }
}
