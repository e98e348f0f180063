package org.mailtrek.command;

import org.mailtrek.host.TrekException;

/** The exit codes of failures, as {@code docs/reference/commands.md} lists them. */
public final class Exit {

  /** Wrong usage, or an answer is missing. */
  public static final int USAGE = 64;

  /** A verification found a difference, or something was left behind. */
  public static final int LEFT = 4;

  private Exit() {}

  /** Returns the exit code of a kind of failure. */
  public static int of(TrekException.Kind kind) {
    return switch (kind) {
      case FAILED -> 1;
      case PARTLY -> 3;
      case DIFFERENT -> LEFT;
      case REFUSED -> 5;
      case ESTATE -> 10;
      case IN_USE -> 11;
      case UNREACHABLE -> 12;
      case USAGE -> USAGE;
      case INTERRUPTED -> 130;
    };
  }

  /** Returns the outcome that a kind of failure is reported as. */
  public static Outcome outcome(TrekException.Kind kind) {
    return switch (kind) {
      case PARTLY -> Outcome.PARTLY;
      case DIFFERENT -> Outcome.DIFFERENT;
      case REFUSED -> Outcome.REFUSED;
      case INTERRUPTED -> Outcome.INTERRUPTED;
      case FAILED, ESTATE, IN_USE, UNREACHABLE, USAGE -> Outcome.FAILED;
    };
  }
}
