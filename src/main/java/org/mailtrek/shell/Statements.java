package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.command.Token;
import org.mailtrek.host.TrekException;

/** The statements of a line: commands separated by {@code ;}, each with the programs and file that its output goes to. */
final class Statements {

  /**
   * A command with its operators.
   *
   * @param words the command
   * @param filters what the output passes through, each with its words
   * @param programs programs of this machine that it is handed through after that
   * @param file the file that the output is written to
   * @param append whether it is added to the file
   */
  record Statement(List<String> words, List<List<String>> filters, List<List<String>> programs, Optional<String> file, boolean append) {}

  private Statements() {}

  /**
   * Splits tokens into statements.
   *
   * @throws TrekException of kind {@code USAGE} when an operator stands where it can't
   */
  static List<Statement> of(List<Token> tokens) throws TrekException {
    List<Statement> statements = new ArrayList<>();
    List<Token> one = new ArrayList<>();
    for (Token token : tokens) {
      if (!token.is(";")) {
        one.add(token);
      } else if (!one.isEmpty()) {
        statements.add(statement(one));
        one.clear();
      }
    }
    if (!one.isEmpty()) {
      statements.add(statement(one));
    }
    return statements;
  }

  private static Statement statement(List<Token> tokens) throws TrekException {
    List<List<String>> parts = new ArrayList<>();
    List<String> part = new ArrayList<>();
    parts.add(part);
    Optional<String> file = Optional.empty();
    boolean append = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (!token.operator()) {
        part.add(token.text());
      } else if (token.is("|") && file.isEmpty() && !part.isEmpty()) {
        part = new ArrayList<>();
        parts.add(part);
      } else if ((token.is(">") || token.is(">>")) && file.isEmpty() && i + 2 == tokens.size() && !tokens.get(i + 1).operator()) {
        file = Optional.of(tokens.get(++i).text());
        append = token.is(">>");
      } else {
        throw misplaced(token);
      }
    }
    if (part.isEmpty()) {
      throw misplaced(tokens.get(tokens.size() - 1));
    }
    return piped(parts.get(0), parts.subList(1, parts.size()), file, append);
  }

  private static Statement piped(List<String> words, List<List<String>> stages, Optional<String> file, boolean append) throws TrekException {
    List<List<String>> filters = new ArrayList<>();
    List<List<String>> programs = new ArrayList<>();
    for (List<String> stage : stages) {
      if (stage.get(0).startsWith("!")) {
        programs.add(program(stage));
      } else if (programs.isEmpty()) {
        filters.add(stage);
      } else {
        throw TrekException.at("| " + stage.get(0)).kind(TrekException.Kind.USAGE)
            .found("can't stand after a program, which gives plain text")
            .next("filters first, then programs; or the program of that name: | !" + stage.get(0));
      }
    }
    return new Statement(words, filters, programs, file, append);
  }

  /** Returns the words of a program, {@code !less} as well as {@code ! less}. */
  private static List<String> program(List<String> stage) throws TrekException {
    List<String> words = new ArrayList<>(stage);
    words.set(0, stage.get(0).substring(1));
    if (words.get(0).isEmpty()) {
      words.remove(0);
    }
    if (words.isEmpty()) {
      throw TrekException.at("| !").kind(TrekException.Kind.USAGE).found("needs a program").next("| !less");
    }
    return words;
  }

  private static TrekException misplaced(Token token) {
    String next = token.is("&") ? "at the end of a line that is typed in the shell it makes a job; quote it ('&') where it is meant as a word" : "help language; quote it where it is meant as a word";
    return TrekException.at(token.text()).kind(TrekException.Kind.USAGE).found("can't stand here").next(next);
  }
}
