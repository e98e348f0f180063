package org.mailtrek.host;

/** Programs of this machine, started directly. */
class ChildrenTest extends ProgramsContract {

  @Override
  Programs programs() {
    return Children.of("here");
  }
}
