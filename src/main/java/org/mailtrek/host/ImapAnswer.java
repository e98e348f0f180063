package org.mailtrek.host;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One answer of an IMAP server.
 *
 * @param tag {@code *}, {@code +}, or that of the command which it ends
 * @param number what stands before the word, as in {@code 12 EXISTS}; 0 where nothing does
 * @param word in capitals: {@code OK}, {@code FETCH}, {@code LIST}; empty behind {@code +}
 * @param values what follows: texts, and lists of the same; a byte for each character, {@code NIL} is an empty text. None for answers in words
 * @param text the words of {@code OK}, {@code NO}, {@code BAD}, {@code BYE} and {@code PREAUTH}
 */
public record ImapAnswer(String tag, long number, String word, List<Object> values, String text) {

  /** Copies the values. */
  public ImapAnswer {
    values = List.copyOf(values);
  }

  /** Returns whether it is one of a kind that the server gives unasked, or as part of a command's answer. */
  public boolean is(String kind) {
    return tag.equals("*") && word.equals(kind);
  }

  boolean ok() {
    return word.equals("OK");
  }

  /** Returns what stands behind a word of a list of pairs, such as {@code UIDVALIDITY} of a {@code STATUS}. */
  public static Optional<Object> of(List<?> pairs, String key) {
    for (int at = 0; at + 1 < pairs.size(); at += 2) {
      if (pairs.get(at) instanceof String name && name.toUpperCase(Locale.ROOT).equals(key)) {
        return Optional.of(pairs.get(at + 1));
      }
    }
    return Optional.empty();
  }

  /** Returns the words of the code of an answer in words, such as {@code APPENDUID 3 17} of {@code OK [APPENDUID 3 17] Done}; empty where it has none of that name. */
  public Optional<List<String>> code(String name) {
    int end = text.indexOf(']');
    List<String> words = text.startsWith("[") && end > 0 ? List.of(text.substring(1, end).split(" ")) : List.of("");
    return words.get(0).equalsIgnoreCase(name) ? Optional.of(words) : Optional.empty();
  }

  /** Returns the answer in words. */
  public String said() {
    return (word + " " + text).strip();
  }
}
