package org.mailtrek.host.fault;

/** The process is dead: thrown at a write point, and at every one after it. An error, so that nothing catches it by accident. */
public final class Killed extends Error {

  private static final long serialVersionUID = 1L;

  Killed(String point) {
    super(point);
  }
}
