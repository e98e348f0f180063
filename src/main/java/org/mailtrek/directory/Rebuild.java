package org.mailtrek.directory;

/**
 * How a stopped directory is loaded anew.
 *
 * @param conflicts what is done where old and new values disagree
 * @param replicas how replicas get what is new
 * @param unread whether the plan reads no further than the first old name, because nobody waits for the server and nobody reads the plan: the change itself finds the rest, and refuses
 *     what conflicts before it exchanges anything
 */
public record Rebuild(Policy.OnConflict conflicts, ReplicaWay replicas, boolean unread) {

  /** Reads everything for the plan. */
  public static Rebuild of(Policy.OnConflict conflicts, ReplicaWay replicas) {
    return new Rebuild(conflicts, replicas, false);
  }
}
