package org.mailtrek.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What people may choose about the shell. */
public enum Setting {
  /** Whether results that are longer than the screen are shown a page at a time. */
  PAGER("on", List.of("on", "off"), "long results a page at a time"),
  /** Whether what is typed is coloured. */
  COLOR("on", List.of("on", "off"), "colour for what is typed"),
  /** How a line is edited. */
  KEYS("emacs", List.of("emacs", "vi"), "how a line is edited"),
  /** How wide tables are. */
  WIDTH("auto", List.of("auto"), "columns of tables: 20 to 1000, or auto for the screen's"),
  /** How long a server may be silent. */
  WAIT("60", List.of("60"), "seconds that a directory or database may take to answer: 1 to 9999");

  private static final int NARROWEST = 20;
  private static final int WIDEST = 1000;

  private final String standard;
  private final List<String> words;
  private final String summary;

  Setting(String standard, List<String> words, String summary) {
    this.standard = standard;
    this.words = words;
    this.summary = summary;
  }

  /** Returns its name as people type it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the setting of a name; empty when there is none. */
  public static Optional<Setting> named(String key) {
    return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
  }

  /** Returns the value that counts where nobody chose one. */
  String standard() {
    return standard;
  }

  /** Returns the values that have names. */
  List<String> words() {
    return words;
  }

  /** Returns what it is about, as a phrase. */
  String summary() {
    return summary;
  }

  /** Returns whether it may have a value. */
  boolean takes(String value) {
    if (this == WAIT) {
      return value.matches("[1-9][0-9]{0,3}");
    }
    boolean columns = this == WIDTH && value.matches("[0-9]{2,4}") && Integer.parseInt(value) >= NARROWEST && Integer.parseInt(value) <= WIDEST;
    return columns || words.contains(value);
  }
}
