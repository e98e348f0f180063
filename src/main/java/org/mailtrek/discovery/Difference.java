package org.mailtrek.discovery;

/**
 * A key of {@code estate.yaml}: what is declared, and what was found.
 *
 * @param key the whole key, such as {@code products.mail1.version}
 * @param state how the two stand
 * @param declared the declared value; empty when there is none
 * @param found the found value; empty when there is none
 * @param origin where it was found, or why it was not
 */
public record Difference(String key, State state, String declared, String found, String origin) {

  /** How a declared and a found value stand to one another. */
  public enum State {
    /** They mean the same, or the declared one is a person's choice. */
    SAME,
    /** The target is there already: what is found is what it says. */
    TARGET,
    /** They differ. */
    DIFFERENT,
    /** It was found, and is not declared. */
    ADDED,
    /** It is declared, and could not be found out. */
    DECLARED,
    /** It is neither declared nor could it be found out. */
    UNKNOWN
  }

  /** Returns whether the file would have to change to say what was found. */
  public boolean wanted() {
    return state == State.DIFFERENT || state == State.ADDED;
  }
}
