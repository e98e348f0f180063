package org.mailtrek.config;

import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of one directive. Values that are secrets are masked, and so are those of unknown names, which may be misspelt passwords.
 *
 * @param kind the verdict
 * @param file the file of the new release, such as {@code server.cfg}
 * @param directive the old name; {@code *} when it is about a whole file
 * @param newName the new name; the old one where it stays
 * @param oldValue the value that was in force; empty when nothing was
 * @param newValue the value that will be in force; empty when none is
 * @param reason why, one clause for people; may be empty
 */
public record Verdict(
    Kind kind, String file, String directive, String newName, Optional<String> oldValue, Optional<String> newValue, String reason) {

  /** The verdicts. */
  public enum Kind {
    /** The administrator changed it, so it stays. */
    KEPT("kept because changed"),
    /** The administrator's value is what the new release does anyway. */
    NOW_DEFAULT("now the default"),
    /** Nobody changed it, the new release does otherwise, and the old value is written down. */
    WRITTEN_DOWN("written down because the default changes"),
    /** Nobody changed it, and the new release does otherwise. */
    DEFAULT_CHANGED("default changed under you"),
    /** The same value under a new name. */
    RENAMED("renamed"),
    /** The same thing in a new place: a path, a socket, an account, an attribute. */
    MOVED("moved value"),
    /** Said in another way, or together with others. */
    TRANSLATED("translated"),
    /** The new release does not know it. */
    REMOVED("removed"),
    /** Neither release knows it. */
    UNKNOWN("unknown"),
    /** The new release takes it and does nothing with it. */
    OBSOLETE("obsolete but harmless"),
    /** The new release has it, the old one had not, and it deserves attention. */
    WORTH_A_LOOK("new and worth a look"),
    /** The new release has it, the old one had not. */
    NEW("new"),
    /** Two sides say it differently. */
    DIFFERS("differs"),
    /** The same before and after. */
    SAME("same");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Returns the verdict in words. */
    public String words() {
      return words;
    }

    /** Returns whether it is of interest only to those who want to see all: what stays, and what is new and deserves no attention. */
    public boolean quiet() {
      return this == SAME || this == NEW;
    }

    /** Returns whether a value is given up. */
    public boolean dropped() {
      return this == REMOVED || this == UNKNOWN || this == OBSOLETE;
    }
  }

  /** Masks secrets. */
  public Verdict {
    boolean hidden = kind == Kind.UNKNOWN || secret(directive);
    oldValue = oldValue.map(value -> shown(hidden, value));
    boolean newHidden = hidden || !newName.equals(directive) && secret(newName);
    newValue = newValue.map(value -> shown(newHidden, value));
  }

  /** Returns whether the value of a directive is a secret. */
  public static boolean secret(String directive) {
    String name = directive.toLowerCase(Locale.ROOT);
    boolean pass = name.contains("pass") && (name.contains("passw") || name.endsWith("_pass") || name.contains("_pass_"));
    return pass || name.contains("secret") || name.contains("auth_token");
  }

  private static String shown(boolean hidden, String value) {
    return hidden && !value.isEmpty() ? "(hidden)" : ByteText.show(value);
  }

  /** Returns the verdict in one line. */
  public String sentence() {
    StringBuilder text = new StringBuilder(file).append(": ").append(directive);
    if (!newName.equals(directive)) {
      text.append(" -> ").append(newName);
    }
    oldValue.ifPresent(value -> text.append(" = ").append(value.isEmpty() ? "(empty)" : value));
    newValue.filter(value -> !oldValue.equals(Optional.of(value))).ifPresent(value -> text.append(" => ").append(value.isEmpty() ? "(empty)" : value));
    text.append(": ").append(kind.words());
    return reason.isEmpty() ? text.toString() : text.append(" (").append(reason).append(')').toString();
  }
}
