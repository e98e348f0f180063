package org.mailtrek.lab;

import java.util.Optional;

/**
 * A booted machine that is a Zarafa server: ZCP 7.2.6 installed through apt, its MariaDB with a database of schema 64, its slapd with
 * Zarafa's schema and people, attachments, and files that an administrator has edited. Everything runs. It is made once and copied.
 */
public final class ZarafaLab {

  private ZarafaLab() {}

  /** Boots one, and waits until all of its mail services are up. */
  public static LabMachine boot() {
    return MailServerLab.ZARAFA.boot();
  }

  /** Boots a machine without mail server, to which both releases are on offer. */
  public static LabMachine plain() {
    LabMachine machine = LabMachine.boot(Optional.empty(), LabBuild.binds(), root -> {});
    MailServerLab.offer(machine, "zarafa", "kopano");
    return machine;
  }
}
