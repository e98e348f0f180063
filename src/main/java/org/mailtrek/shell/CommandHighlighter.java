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

/** Shows the name of a command in bold, and underlines a first word that begins none. */
final class CommandHighlighter implements Highlighter {

  private final Catalogue catalogue;

  CommandHighlighter(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public AttributedString highlight(LineReader reader, String line) {
    List<Token> tokens = Tokenizer.plain().split(line).tokens();
    AttributedStringBuilder shown = new AttributedStringBuilder();
    if (tokens.isEmpty() || tokens.get(0).operator()) {
      return shown.append(line).toAttributedString();
    }
    List<String> words = tokens.stream().limit(2).map(Token::text).toList();
    int end = catalogue.find(words).map(found -> tokens.get(found.length() - 1).end()).orElse(0);
    Token first = tokens.get(0);
    boolean known = end > 0 || first.text().startsWith("-") || first.text().equals("?") || catalogue.all().stream().anyMatch(entry -> entry.name().startsWith(first.text()));
    if (end == 0 && !known) {
      end = first.end();
    }
    shown.append(line.substring(0, end), known ? AttributedStyle.BOLD : AttributedStyle.DEFAULT.underline());
    return shown.append(line.substring(end)).toAttributedString();
  }
}
