package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.List;

/** The ways to ask for help: {@code ?}, {@code ? COMMAND} and {@code COMMAND ?}. */
final class Asked {

  private Asked() {}

  /** Returns the words, as a call of {@code help} where a question mark asks for it. */
  static List<String> help(List<String> words) {
    boolean first = words.get(0).equals("?");
    boolean last = words.size() > 1 && words.get(words.size() - 1).equals("?");
    if (!first && !last) {
      return words;
    }
    List<String> all = new ArrayList<>(List.of("help"));
    all.addAll(first ? words.subList(1, words.size()) : words.subList(0, words.size() - 1));
    all.removeIf(word -> word.startsWith("-"));
    return all;
  }
}
