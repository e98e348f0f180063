package org.mailtrek.practice;

import org.mailtrek.config.Release;

/**
 * Whose mail server a practice machine has. Machines are made up as Zarafa's; those of Kopano are the same with Kopano's names, as after a
 * drop-in migration years ago, of which only the database still tells by its name.
 */
enum Vendor {
  /** Zarafa, with everything named after it. */
  ZARAFA(ServerKind.ZARAFA),
  /** Kopano of 2016, on a database that was Zarafa's. */
  KOPANO(ServerKind.KOPANO_8_1);

  private final ServerKind server;

  Vendor(ServerKind server) {
    this.server = server;
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
