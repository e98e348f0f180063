package org.mailtrek.host;

/** The connection to a machine ended while an answer was awaited: nobody knows whether the request was carried out. */
final class LostException extends Exception {

  private static final long serialVersionUID = 1L;

  LostException(String what) {
    super(what);
  }
}
