package org.mailtrek.shell;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Shape;
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
    Optional<Catalogue.Found> command = catalogue.find(words);
    if (command.isPresent()) {
      options(shown, line, end, tokens.subList(command.get().length(), tokens.size()), command.get().entry().open().shape());
    } else {
      shown.append(line.substring(end));
    }
    return shown.toAttributedString();
  }

  /** Underlines the options of a command that it does not have; one that is still being typed is not judged before it can become none. */
  private static void options(AttributedStringBuilder shown, String line, int from, List<Token> tokens, Shape shape) {
    Set<String> names = new HashSet<>();
    Stream.concat(shape.options().stream(), Globals.all().stream()).forEach(each -> names.addAll(each.names()));
    names.addAll(List.of("--", "--help"));
    int at = from;
    for (Token each : tokens) {
      if (each.operator() || each.text().equals("--")) {
        break;
      }
      String name = each.text().split("=", 2)[0];
      boolean typed = each.end() == line.length() && names.stream().anyMatch(known -> known.startsWith(name));
      if (name.startsWith("--") && !names.contains(name) && !typed) {
        shown.append(line.substring(at, each.start())).append(line.substring(each.start(), each.end()), AttributedStyle.DEFAULT.underline());
        at = each.end();
      }
    }
    shown.append(line.substring(at));
  }
}
