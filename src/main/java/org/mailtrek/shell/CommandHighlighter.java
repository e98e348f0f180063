package org.mailtrek.shell;

import java.util.List;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Token;
import org.mailtrek.command.Tokenizer;

/** Shows the name of a command in bold, and underlines what {@link TypedFaults} finds. */
final class CommandHighlighter implements Highlighter {

  private final Catalogue catalogue;
  private final TypedFaults faults;

  CommandHighlighter(Catalogue catalogue) {
    this.catalogue = catalogue;
    this.faults = new TypedFaults(catalogue);
  }

  @Override
  public AttributedString highlight(LineReader reader, String line) {
    AttributedStringBuilder shown = new AttributedStringBuilder();
    int at = 0;
    List<TypedFaults.Fault> found = faults.in(line);
    if (found.isEmpty() || found.get(0).start() > 0) {
      at = command(line);
      shown.append(line.substring(0, at), AttributedStyle.BOLD);
    }
    for (TypedFaults.Fault each : found) {
      shown.append(line.substring(at, each.start())).append(line.substring(each.start(), each.end()), AttributedStyle.DEFAULT.underline());
      at = each.end();
    }
    return shown.append(line.substring(at)).toAttributedString();
  }

  /** Returns where the name of the command ends; 0 where there is none yet. */
  private int command(String line) {
    List<Token> tokens = Tokenizer.plain().split(line).tokens();
    if (tokens.isEmpty() || tokens.get(0).operator()) {
      return 0;
    }
    return catalogue.find(tokens.stream().limit(2).map(Token::text).toList()).map(found -> tokens.get(found.length() - 1).end()).orElse(0);
  }
}
