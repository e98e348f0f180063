package org.mailtrek.practice;

/**
 * A machine of a practice estate.
 *
 * @param number from 1
 */
record Machine(int number) {

  /** The machine of estates that have one only, and the one that takes mail in. */
  static final Machine FIRST = new Machine(1);

  /** Returns its name. */
  String name() {
    return "lab" + number;
  }

  /** Returns the name of its mail server's database: each server has one of its own. */
  String database() {
    return Recipe.DATABASE + (number == 1 ? "" : number);
  }
}
