package org.mailtrek.practice;

import org.mailtrek.config.Release;

/**
 * Whose mail server a practice machine has. Machines are made up as Zarafa's; those of Kopano are the same with Kopano's names, as after a
 * drop-in migration years ago, of which only the database still tells by its name.
 */
enum Vendor {
  /** Zarafa, with everything named after it. */
  ZARAFA("zcp-single", ServerKind.ZARAFA),
  /** Kopano of 2016, on a database that was Zarafa's. */
  KOPANO("kopano-8.1", ServerKind.KOPANO_8_1);

  private final String estate;
  private final ServerKind server;

  Vendor(String estate, ServerKind server) {
    this.estate = estate;
    this.server = server;
  }

  /** Returns the vendor of a kind of practice estate. */
  static Vendor of(String estate) {
    for (Vendor each : values()) {
      if (each.estate.equals(estate)) {
        return each;
      }
    }
    throw new IllegalArgumentException("no kind of practice estate: " + estate);
  }

  /** Returns the kind of practice estate that has it. */
  String estate() {
    return estate;
  }

  /** Returns the server that the machine begins with. */
  ServerKind server() {
    return server;
  }

  /** Returns the release that the machine begins with. */
  Release release() {
    return server.release();
  }

  /** Returns what is worded for Zarafa with the names of this vendor. */
  String word(String text) {
    return this == ZARAFA ? text : text.replace("zarafad", "kopano").replace("zarafa", "kopano").replace("Zarafa", "Kopano").replace("ZARAFA", "KOPANO");
  }
}
