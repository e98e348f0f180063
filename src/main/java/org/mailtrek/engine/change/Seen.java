package org.mailtrek.engine.change;

/** What a change finds when it looks at the world. */
public enum Seen {
  /** The world is as it was before the change. */
  BEFORE,
  /** The world is as it will be after the change; looked for first. */
  AFTER,
  /** Our own half-done work; both directions can finish it. */
  BETWEEN,
  /** None of these: somebody else changed it. */
  FOREIGN
}
