package org.mailtrek.shell;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.mailtrek.command.Token;
import org.mailtrek.command.Tokenizer;

/** A line being typed, cut at the cursor: what completion stands on. */
final class TypedLine implements CompletingParsedLine {

  private final String line;
  private final int cursor;
  private final List<Token> before;
  private final Token current;
  private final String typed;

  /**
   * Cuts a line.
   *
   * @param cursor where the cursor is, counted in characters
   */
  TypedLine(String line, int cursor) {
    this.line = line;
    this.cursor = cursor;
    List<Token> head = Tokenizer.plain().split(line.substring(0, cursor)).tokens();
    boolean within = !head.isEmpty() && !head.get(head.size() - 1).operator() && head.get(head.size() - 1).end() == cursor;
    this.typed = within ? head.get(head.size() - 1).text() : "";
    int start = within ? head.get(head.size() - 1).start() : cursor;
    this.before = within ? head.subList(0, head.size() - 1) : head;
    this.current =
        Tokenizer.plain().split(line).tokens().stream()
            .filter(token -> !token.operator() && token.start() <= cursor && cursor <= token.end() && token.start() == start)
            .findFirst()
            .orElse(new Token("", start, cursor, false));
  }

  /** Returns the tokens before the word at the cursor. */
  List<Token> before() {
    return before;
  }

  /** Returns what has been typed of the word up to the cursor. */
  String typed() {
    return typed;
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    String quoted = Tokenizer.quote(candidate.toString());
    // where more will be typed, the closing quote must not stand in the way
    return complete || !quoted.endsWith("'") || quoted.equals(candidate.toString()) ? quoted : quoted.substring(0, quoted.length() - 1);
  }

  @Override
  public int rawWordCursor() {
    return cursor - current.start();
  }

  @Override
  public int rawWordLength() {
    return current.end() - current.start();
  }

  @Override
  public String word() {
    return current.text();
  }

  @Override
  public int wordCursor() {
    return Math.min(typed.length(), current.text().length());
  }

  @Override
  public int wordIndex() {
    return before.size();
  }

  @Override
  public List<String> words() {
    List<String> words = new java.util.ArrayList<>(before.stream().map(Token::text).toList());
    words.add(current.text());
    return words;
  }

  @Override
  public String line() {
    return line;
  }

  @Override
  public int cursor() {
    return cursor;
  }
}
