package org.mailtrek.directory;

/**
 * What a transplant does where there is a choice.
 *
 * @param conflicts what becomes of an entry whose old and new values disagree
 * @param mode what becomes of the old names
 */
public record Policy(OnConflict conflicts, Mode mode) {

  /** Moves everything and stops at conflicts. */
  public static final Policy DEFAULT = new Policy(OnConflict.STOP, Mode.MOVE);

  /** What decides where the value under the old name and that under the new one differ. */
  public enum OnConflict {
    /** Nothing is changed; the conflicts are listed. */
    STOP,
    /** The value under the new name stays. */
    NEW,
    /** The value under the old name wins. */
    OLD
  }

  /** What becomes of the old names. */
  public enum Mode {
    /** They are exchanged for the new ones. */
    MOVE,
    /** They stay beside the new ones, so that readers of both find what they look for. */
    KEEP_OLD,
    /** They are removed from entries that have the new ones; an old value that the new name lacks is a conflict. */
    PRUNE
  }
}
