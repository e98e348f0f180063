package org.mailtrek.lab;

import java.util.ArrayList;
import java.util.List;
import org.mailtrek.practice.ZarafaPopulation;

/** Three booted Zarafa servers that share a directory and the people of three hosted companies; the first has the directory, and takes mail in. Made as {@link ZarafaLab} is. */
public final class SeveralServersLab implements AutoCloseable {

  private static final int SERVERS = 3;

  private final List<LabMachine> machines = new ArrayList<>();

  private SeveralServersLab() {}

  /** Boots them one after the other, and waits until all of their mail services are up. */
  public static SeveralServersLab boot() {
    SeveralServersLab lab = new SeveralServersLab();
    try {
      for (int number = 1; number <= SERVERS; number++) {
        lab.machines.add(new MailServerLab("zcp-multi", number, "zarafa", "kopano").boot(number == 1 ? "" : lab.first().address()));
      }
      lab.introduce();
      return lab;
    } catch (IllegalStateException e) {
      lab.close();
      throw e;
    }
  }

  /** Tells the directory where each server is. */
  private void introduce() {
    StringBuilder changes = new StringBuilder();
    for (int number = 1; number <= SERVERS; number++) {
      changes.append("dn: cn=lab").append(number).append(",ou=Servers,dc=example,dc=com\nchangetype: modify\nreplace: ipHostNumber\nipHostNumber: ")
          .append(machines.get(number - 1).address()).append("\n\n");
    }
    first().file("/root/servers.ldif", changes.toString());
    first().sh("ldapmodify -x -H ldap://" + first().address() + "/ -D cn=admin,dc=example,dc=com -w '" + ZarafaPopulation.password("directory") + "' -f /root/servers.ldif && rm /root/servers.ldif");
  }

  private LabMachine first() {
    return machines.get(0);
  }

  /** Returns them in the order of their numbers; in the directory they are {@code lab1}, {@code lab2} and {@code lab3}. */
  public List<LabMachine> machines() {
    return List.copyOf(machines);
  }

  @Override
  public void close() {
    machines.forEach(LabMachine::close);
  }
}
