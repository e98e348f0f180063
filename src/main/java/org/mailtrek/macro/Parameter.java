package org.mailtrek.macro;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a macro takes.
 *
 * @param kind how it is given
 * @param name as it is typed: {@code --max-size} for an option, the label for a word
 * @param label what stands for the value; its choices where they are separated by bars
 * @param description one phrase
 * @param standard the default; empty where there is none
 */
public record Parameter(Kind kind, String name, String label, String description, Optional<String> standard) {

  /** How a parameter is given. */
  public enum Kind {
    /** A word that must be given. */
    WORD,
    /** A word that may be given. */
    MAYBE,
    /** An option with a value. */
    OPTION,
    /** An option without a value. */
    FLAG
  }

  /** Returns the macro's variable for it: {@code maxSize} for {@code --max-size}. */
  public String variable() {
    StringBuilder text = new StringBuilder();
    for (String part : name.replaceFirst("^--", "").split("-")) {
      String word = part.toLowerCase(Locale.ROOT);
      text.append(text.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return text.toString();
  }

  /** Returns the values that are allowed; none where any will do. */
  public List<String> choices() {
    return label.contains("|") ? List.of(label.split("\\|")) : List.of();
  }
}
