package org.mailtrek.practice.netscape;

/** Ends a program with what it says on standard error. */
final class Failure extends Exception {

  private static final long serialVersionUID = 1L;
  private final int code;

  Failure(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
