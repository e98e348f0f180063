package org.mailtrek.shell;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Parser;
import org.mailtrek.command.Tokenizer;
import org.mailtrek.host.TrekException;

/** Whether a line would be understood: each of its commands is there, with these options and words. Remembers what it said. */
final class Parses implements Predicate<String> {

  private final Catalogue catalogue;
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  Parses(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public boolean test(String line) {
    return known.computeIfAbsent(line, this::parses);
  }

  private boolean parses(String line) {
    try {
      String whole = line.stripTrailing().replaceFirst("\\s&$", "");
      for (Statements.Statement each : Statements.of(Tokenizer.plain().split(whole).tokens())) {
        Globals.Leading leading = Globals.NONE.leading(each.words());
        List<String> words = leading.rest().isEmpty() ? leading.rest() : Asked.help(leading.rest());
        new Parser(catalogue).parse(leading.globals(), words);
      }
      return true;
    } catch (TrekException e) {
      return false;
    }
  }
}
