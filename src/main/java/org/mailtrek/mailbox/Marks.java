package org.mailtrek.mailbox;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is noted on a message: the system's flags (RFC 3501, 2.3.2) and words of the user's own.
 *
 * @param flags the system's flags
 * @param keywords the user's words, such as {@code $Forwarded}
 */
public record Marks(Set<Flag> flags, SortedSet<String> keywords) {

  /** Copies both. */
  public Marks {
    flags = flags.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(flags));
    keywords = Collections.unmodifiableSortedSet(new TreeSet<>(keywords));
  }

  /** A system flag. */
  public enum Flag {
    /** It was replied to. */
    ANSWERED('R'),
    /** It is to be removed at the next expunge. */
    DELETED('T'),
    /** It is not finished. */
    DRAFT('D'),
    /** It needs attention. */
    FLAGGED('F'),
    /** It was read. */
    SEEN('S');

    private static final String ORDER = "DFRST";

    private final char letter;

    Flag(char letter) {
      this.letter = letter;
    }

    /** Returns the letter that stands for it in names of Maildir's files. */
    public char letter() {
      return letter;
    }
  }

  /** Returns the letters of the flags in their order; nothing for none. */
  String letters() {
    StringBuilder letters = new StringBuilder(Flag.ORDER.length());
    for (int at = 0; at < Flag.ORDER.length() && letters.length() < flags.size(); at++) {
      for (Flag each : flags) {
        if (each.letter == Flag.ORDER.charAt(at)) {
          letters.append(each.letter);
        }
      }
    }
    return letters.toString();
  }

  /** Returns the flags that letters stand for; what stands for none is passed over. */
  static Set<Flag> flags(String letters) {
    Set<Flag> found = EnumSet.noneOf(Flag.class);
    for (Flag each : Flag.values()) {
      if (letters.indexOf(each.letter) >= 0) {
        found.add(each);
      }
    }
    return found;
  }
}
