package org.mailtrek.engine;

import java.util.Locale;
import org.mailtrek.engine.change.Change;

/** What a step does to the world, the least first. */
public enum Effect {
  /** It looks, and changes nothing. */
  READS,
  /** It keeps a backup beside the journal, and changes nothing else. */
  KEEPS,
  /** All that it changes can be taken back. */
  CHANGES,
  /** Something of what it does can't be taken back. */
  IRREVERSIBLE;

  /** Returns what a change does. */
  static Effect of(Change change) {
    return change.irreversible().isPresent() ? IRREVERSIBLE : CHANGES;
  }

  /** Returns the one of the two that does more. */
  Effect worst(Effect other) {
    return compareTo(other) < 0 ? other : this;
  }

  /** Returns the effect of a name, as {@link #key} has it. */
  static Effect named(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }

  /** Returns its name in plans, such as {@code irreversible}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
