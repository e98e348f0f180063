package org.mailtrek.host;

import java.util.Objects;

/**
 * A failure that an operator can mend: what was found, where, and what to type next.
 *
 * <p>The one checked exception of the program. Its text never holds a secret. The state it leaves is said by the method that throws it;
 * where nothing is said, nothing was changed.
 */
public final class TrekException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is; each kind has an exit code in {@code docs/reference/commands.md}. */
  public enum Kind {
    /** Failed and nothing was changed: exit 1. */
    FAILED,
    /** Failed or interrupted with part of the work done: exit 3. */
    PARTLY,
    /** A verification found a difference: exit 4. */
    DIFFERENT,
    /** Refused by a guard, or because the world has drifted: exit 5. */
    REFUSED,
    /** No such estate, or its file is wrong: exit 10. */
    ESTATE,
    /** In use by another: exit 11. */
    IN_USE,
    /** A sign-in was refused, or a machine or server can't be reached: exit 12. */
    UNREACHABLE,
    /** Wrong usage, or an answer is missing: exit 64. */
    USAGE,
    /** Interrupted with nothing half-done: exit 130. */
    INTERRUPTED
  }

  private final Kind kind;
  private final String where;
  private final String what;
  private final String next;

  private TrekException(Kind kind, String where, String what, String next, Throwable cause) {
    super(where.isEmpty() ? what : where + ": " + what, cause);
    this.kind = kind;
    this.where = where;
    this.what = what;
    this.next = next;
  }

  /** Starts an exception of kind {@link Kind#FAILED} about a place, such as {@code mail1:/etc/kopano/server.cfg}. */
  public static Draft at(Object where) {
    return new Draft(String.valueOf(where));
  }

  /** Returns the kind, which decides the exit code. */
  public Kind kind() {
    return kind;
  }

  /** Returns the host and object concerned; empty when there is none. */
  public String where() {
    return where;
  }

  /** Returns what was found, in the server's own words where it has some. */
  public String what() {
    return what;
  }

  /** Returns what to type or do next; empty when there is nothing to advise. */
  public String next() {
    return next;
  }

  /** Collects the facts of a {@link TrekException}. */
  public static final class Draft {
    private final String where;
    private Kind kind = Kind.FAILED;
    private String what = "failed";
    private Throwable cause;

    private Draft(String where) {
      this.where = Objects.requireNonNull(where);
    }

    /** Sets the kind. */
    public Draft kind(Kind newKind) {
      this.kind = Objects.requireNonNull(newKind);
      return this;
    }

    /** Sets what was found. */
    public Draft found(String text) {
      this.what = Objects.requireNonNull(text);
      return this;
    }

    /** Sets the exception underneath, for the log. */
    public Draft because(Throwable underneath) {
      this.cause = underneath;
      return this;
    }

    /** Completes the exception with what to type or do next. */
    public TrekException next(String text) {
      return new TrekException(kind, where, what, Objects.requireNonNull(text), cause);
    }
  }
}
