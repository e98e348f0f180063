package org.mailtrek.practice;

import java.util.List;

/**
 * Somebody with a mailbox.
 *
 * @param number from 1
 * @param login login name, ASCII
 * @param givenName given name
 * @param surname family name
 * @param aliases further mail addresses
 * @param unit where in the tree its entry is, above the base
 * @param department number of the department
 * @param kind what the mailbox is for
 */
record Person(int number, String login, String givenName, String surname, List<String> aliases, String unit, int department, Kind kind) {

  /** Above this are the numbers of people in the directory. */
  static final int NUMBERS = 2000;

  /** What a mailbox is for. */
  enum Kind {
    /** A person who signs in. */
    PERSON,
    /** An administrator of the mail server. */
    ADMINISTRATOR,
    /** A store that several people share; nobody signs in to it. */
    SHARED
  }

  Person {
    aliases = List.copyOf(aliases);
  }

  /** Returns the same, with the entry elsewhere in the tree. */
  Person in(String otherUnit) {
    return new Person(number, login, givenName, surname, aliases, otherUnit, department, kind);
  }

  String fullName() {
    return givenName.isEmpty() ? surname : givenName + " " + surname;
  }

  String mail() {
    return login + "@" + Population.DOMAIN;
  }

  int uidNumber() {
    return NUMBERS + number;
  }

  /** Returns whether the entry of the person of a number is named by the full name. */
  static boolean namedInFull(int number) {
    return number % 50 == 7;
  }

  /** Returns the object class under which table {@code users} keeps it. */
  int objectClass() {
    return kind == Kind.SHARED ? 0x10002 : 0x10001;
  }

  /** Returns the name of its entry, escaped as RFC 4514 asks; some administrators name entries by full name, with a comma in it. */
  String dn() {
    String rdn = namedInFull(number) && kind == Kind.PERSON ? "cn=" + surname + "\\, " + givenName : "uid=" + login;
    return rdn + "," + unit + "," + Population.BASE;
  }

  /** Returns the common name; where the entry is named by it, family name first. */
  String commonName() {
    return namedInFull(number) && kind == Kind.PERSON ? surname + ", " + givenName : fullName();
  }
}
