package org.mailtrek.command;

/**
 * A piece of a line.
 *
 * @param text the value, with quotes and variables resolved; for an operator its characters
 * @param start where it begins in the line, counted in characters
 * @param end where it ends, exclusive
 * @param operator whether it is one of {@code ; | > >> &} standing as a word of its own
 */
public record Token(String text, int start, int end, boolean operator) {

  /** Returns whether it is this operator. */
  public boolean is(String symbol) {
    return operator && text.equals(symbol);
  }
}
