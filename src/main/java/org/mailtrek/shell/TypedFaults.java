package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Shape;
import org.mailtrek.command.Token;
import org.mailtrek.command.Tokenizer;
import org.mailtrek.command.Values;

/** Finds what of a line is wrong while it is typed: commands, options and values that there are not. A word that is still being typed is not judged before it can become none. */
final class TypedFaults {

  /**
   * A fault.
   *
   * @param start where it begins in the line
   * @param end behind its last character
   * @param what what is wrong
   */
  record Fault(int start, int end, String what) {}

  private final Catalogue catalogue;

  TypedFaults(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Returns the faults, in order. */
  List<Fault> in(String line) {
    List<Token> tokens = Tokenizer.plain().split(line).tokens();
    if (tokens.isEmpty() || tokens.get(0).operator()) {
      return List.of();
    }
    Optional<Catalogue.Found> command = catalogue.find(tokens.stream().limit(2).map(Token::text).toList());
    if (command.isPresent()) {
      Shape shape = command.get().entry().open().shape();
      return new Judging(shape, line).over(tokens.subList(command.get().length(), tokens.size()));
    }
    Token first = tokens.get(0);
    boolean known = first.text().startsWith("-") || first.text().equals("?") || catalogue.all().stream().anyMatch(entry -> entry.name().startsWith(first.text()));
    return known ? List.of() : List.of(new Fault(first.start(), first.end(), "there is no command " + Tokenizer.quote(first.text())));
  }

  /** Returns what is wrong first, in words; empty for nothing. */
  String first(String line) {
    return in(line).stream().findFirst().map(each -> Cells.visible(each.what())).orElse("");
  }

  /** Goes over the words behind one command. */
  private static final class Judging {

    private final Shape shape;
    private final String line;
    private final List<Shape.Option> options;
    private final Set<String> names = new HashSet<>(Set.of("--", "--help"));
    private final List<Fault> faults = new ArrayList<>();
    private int positional;

    Judging(Shape shape, String line) {
      this.shape = shape;
      this.line = line;
      this.options = Stream.concat(shape.options().stream(), Globals.all().stream()).toList();
      options.forEach(each -> names.addAll(each.names()));
    }

    List<Fault> over(List<Token> tokens) {
      for (int i = 0; i < tokens.size(); i++) {
        Token each = tokens.get(i);
        if (each.operator() || each.text().equals("--")) {
          break;
        }
        String name = each.text().split("=", 2)[0];
        Optional<Shape.Option> option = options.stream().filter(known -> known.names().contains(name)).findFirst();
        if (option.isPresent() && !option.get().flag()) {
          boolean joined = each.text().contains("=");
          if (!joined) {
            i++;
          }
          if (i < tokens.size() && !tokens.get(i).operator()) {
            value(tokens.get(i), joined ? each.text().substring(name.length() + 1) : tokens.get(i).text(), option.get().values());
          }
        } else if (name.startsWith("--")) {
          option(each, name);
        } else if (option.isEmpty() && !shape.positionals().isEmpty()) {
          value(each, each.text(), shape.positionals().get(Math.min(positional++, shape.positionals().size() - 1)).values());
        }
      }
      return faults;
    }

    private void option(Token token, String name) {
      boolean typing = token.end() == line.length() && names.stream().anyMatch(known -> known.startsWith(name));
      if (!names.contains(name) && !typing) {
        faults.add(new Fault(token.start(), token.end(), "there is no option " + Tokenizer.quote(name)));
      }
    }

    private void value(Token token, String value, Values values) {
      Optional<Values.Misfit> misfit = value.startsWith("$") || value.isEmpty() ? Optional.empty() : values.misfit(value);
      boolean typing = token.end() == line.length() && misfit.isPresent() && misfit.get().choices().stream().anyMatch(each -> each.startsWith(value));
      if (misfit.isPresent() && !typing) {
        faults.add(new Fault(token.start(), token.end(), misfit.get().found() + ": " + misfit.get().instead()));
      }
    }
  }
}
