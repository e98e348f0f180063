package org.mailtrek.lab;

/** A booted machine that is a Kopano server of 2016: 8.1.0 installed through apt, on a database that was Zarafa's once. Made as {@link ZarafaLab} is. */
public final class KopanoLab {

  private KopanoLab() {}

  /**
   * Boots one, and waits until all of its mail services are up.
   *
   * @param offered what apt can bring it to: {@code kopano} is 8.7.25, {@code kopano-11} is 11.0.2
   */
  public static LabMachine boot(String offered) {
    LabMachine machine = MailServerLab.KOPANO.boot();
    if (!offered.equals(MailServerLab.KOPANO.offered())) {
      MailServerLab.offer(machine, offered);
    }
    return machine;
  }
}
