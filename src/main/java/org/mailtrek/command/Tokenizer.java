package org.mailtrek.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Splits a line into words and operators; shell, scripts, completion and records share it.
 *
 * <p>Words are separated by blanks. {@code '…'} is literal; {@code "…"} knows {@code \"} and {@code \\} only; outside quotes {@code \} takes
 * the next character (and joins lines). {@code #} starts a comment at the beginning of a word. Operators count as words of their own only,
 * {@code ;} also at the end of a word. {@code $NAME} is replaced where it has been set, never inside {@code '…'}.
 */
public final class Tokenizer {

  /** What a line still waits for at its end. */
  public enum Open {
    /** Nothing: it is complete. */
    NOTHING,
    /** The closing single quote. */
    SINGLE,
    /** The closing double quote. */
    DOUBLE,
    /** The next line, after a backslash. */
    BACKSLASH
  }

  /**
   * A line in pieces.
   *
   * @param tokens words and operators in order
   * @param open what the line still waits for
   * @param comment whether the line ends within a comment
   */
  public record Tokens(List<Token> tokens, Open open, boolean comment) {

    /** Copies the list. */
    public Tokens {
      tokens = List.copyOf(tokens);
    }

    /** Returns the words, without operators. */
    public List<String> words() {
      return tokens.stream().filter(token -> !token.operator()).map(Token::text).toList();
    }
  }

  private final Function<String, Optional<String>> variables;

  /** Returns a tokenizer that replaces variables by this lookup. */
  public Tokenizer(Function<String, Optional<String>> variables) {
    this.variables = variables;
  }

  /** Returns a tokenizer without variables. */
  public static Tokenizer plain() {
    return new Tokenizer(name -> Optional.empty());
  }

  /** Splits a line, which may hold newlines: outside quotes they separate commands. */
  public Tokens split(String line) {
    return new Splitting(line).run();
  }

  /** Returns the value as one word that {@link #split} turns back into exactly this value, whatever the variables are. */
  public static String quote(String value) {
    if (!value.isEmpty() && value.chars().noneMatch(Tokenizer::special) && value.charAt(0) != '#' && !value.endsWith(";") && !isOperator(value)) {
      return value;
    }
    return "'" + value.replace("'", "'\\''") + "'";
  }

  private static boolean special(int c) {
    return c == '\'' || c == '"' || c == '\\' || c == '$' || blank(c);
  }

  private static boolean blank(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isOperator(String word) {
    return word.equals(";") || word.equals("|") || word.equals(">") || word.equals(">>") || word.equals("&");
  }

  private static boolean nameStart(char c) {
    return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean namePart(char c) {
    return nameStart(c) || c >= '0' && c <= '9';
  }

  private final class Splitting {
    private final String line;
    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int at;
    private int start = -1;
    /** Length of {@link #word} up to which characters were quoted: those can't be operators. */
    private int quotedTo;
    private Open open = Open.NOTHING;
    private boolean comment;

    Splitting(String line) {
      this.line = line;
    }

    Tokens run() {
      while (at < line.length()) {
        char c = line.charAt(at);
        if (c == '\n') {
          endWord();
          tokens.add(new Token(";", at, at + 1, true));
          comment = false;
          at++;
        } else if (comment) {
          at++;
        } else if (blank(c)) {
          endWord();
          at++;
        } else if (c == '#' && start < 0) {
          comment = true;
        } else {
          wordCharacter(c);
        }
      }
      endWord();
      return new Tokens(tokens, open, comment);
    }

    private void wordCharacter(char c) {
      if (c == '\\' && line.startsWith("\n", at + 1)) {
        at += 2;
        return;
      }
      if (start < 0) {
        start = at;
      }
      switch (c) {
        case '\'' -> single();
        case '"' -> doubled();
        case '\\' -> escaped();
        case '$' -> variable();
        default -> {
          word.append(c);
          at++;
        }
      }
    }

    private void single() {
      int end = line.indexOf('\'', at + 1);
      if (end < 0) {
        open = Open.SINGLE;
        end = line.length();
      }
      word.append(line, at + 1, end);
      quotedTo = word.length();
      at = Math.min(end + 1, line.length());
    }

    private void doubled() {
      at++;
      while (at < line.length() && line.charAt(at) != '"') {
        char c = line.charAt(at);
        if (c == '\\' && at + 1 < line.length() && (line.charAt(at + 1) == '"' || line.charAt(at + 1) == '\\')) {
          word.append(line.charAt(at + 1));
          at += 2;
        } else if (c == '$') {
          variable();
        } else {
          word.append(c);
          at++;
        }
      }
      if (at >= line.length()) {
        open = Open.DOUBLE;
      } else {
        at++;
      }
      quotedTo = word.length();
    }

    private void escaped() {
      if (at + 1 >= line.length()) {
        open = Open.BACKSLASH;
        at++;
        return;
      }
      int point = line.codePointAt(at + 1);
      word.appendCodePoint(point);
      quotedTo = word.length();
      at += 1 + Character.charCount(point);
    }

    private void variable() {
      int end = at + 1;
      if (end < line.length() && nameStart(line.charAt(end))) {
        while (end < line.length() && namePart(line.charAt(end))) {
          end++;
        }
      }
      Optional<String> value = end > at + 1 ? variables.apply(line.substring(at + 1, end)) : Optional.empty();
      if (value.isPresent()) {
        word.append(value.get());
        quotedTo = word.length();
        at = end;
      } else {
        word.append('$');
        at++;
      }
    }

    private void endWord() {
      if (start < 0) {
        return;
      }
      boolean bare = quotedTo == 0 && at - start == word.length();
      if (bare && isOperator(word.toString())) {
        tokens.add(new Token(word.toString(), start, at, true));
      } else {
        endPlainWord(bare);
      }
      word.setLength(0);
      start = -1;
      quotedTo = 0;
    }

    private void endPlainWord(boolean bare) {
      int length = word.length();
      while (length > quotedTo && word.charAt(length - 1) == ';') {
        length--;
      }
      int cut = word.length() - length;
      boolean onlyBackslash = open == Open.BACKSLASH && word.length() == 0 && at - start == 1;
      if (!onlyBackslash && !(bare && length == 0)) {
        tokens.add(new Token(word.substring(0, length), start, at - cut, false));
      }
      for (int i = cut; i > 0; i--) {
        tokens.add(new Token(";", at - i, at - i + 1, true));
      }
    }
  }
}
