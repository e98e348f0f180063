package org.mailtrek.practice;

import java.io.IOException;
import org.mailtrek.practice.netscape.Installation;

/** Fills a machine with an installation of 3.x and an empty one of 4.1. */
final class NetscapeMachine {

  static final String QUEUE = Installation.OLD + "/queue";

  private static final Owner MAIL = new Owner(60, 60);
  private static final Owner VMAIL = new Owner(5000, 5000);

  private final MachineFolder machine;
  private final int ldapPort;
  private final String password;

  NetscapeMachine(MachineFolder machine, int ldapPort, String password) {
    this.machine = machine;
    this.ldapPort = ldapPort;
    this.password = password;
  }

  void make() throws IOException {
    for (String folder : new String[] {"/", "/etc", "/usr", "/var", "/mail", "/disk1", "/disk2", "/usr/netscape"}) {
      machine.folder(folder, Owner.ROOT, 0755);
    }
    for (String store : new String[] {NetscapeEstate.STORE, "/disk1/mail-Sales", "/disk2/research"}) {
      machine.folder(store, MAIL, 0700);
    }
    machine.folder("/var/vmail", VMAIL, 0700); // where a Dovecot would have its mailboxes
    machine.file("/etc/hostname", "lab1\n", Owner.ROOT, 0644);
    machine.file("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nmailsrv:x:60:60:Messaging Server:/usr/netscape:/bin/sh\nvmail:x:5000:5000::/var/vmail:/usr/sbin/nologin\n", Owner.ROOT, 0644);
    machine.file("/etc/group", "root:x:0:\nmailsrv:x:60:\nvmail:x:5000:\n", Owner.ROOT, 0644);
    machine.file(Installation.OLD_SETTINGS, "mailstore|" + NetscapeEstate.STORE + "\nqueue|" + QUEUE + "\nversion|3.6\n", MAIL, 0600);
    for (String folder : new String[] {"", "/config", "/store", "/store/mboxlist", "/store/partition", "/store/partition/primary", "/store/user", "/lock", "/log", "/log/default", "/smtp-queue"}) {
      machine.folder(Installation.INSTANCE + folder, MAIL, 0700);
    }
    machine.file(
        Installation.SETTINGS,
        "local.ugldapbasedn|" + Population.BASE + "\nlocal.ugldapbindcred|" + password + "\nlocal.ugldapbinddn|" + Recipe.BIND_DN + "\nlocal.ugldaphost|127.0.0.1\nlocal.ugldapport|" + ldapPort
            + "\nservice.smtp.queue|" + Installation.INSTANCE + "/smtp-queue\nstore.partition.primary.path|" + Installation.INSTANCE + "/store/partition/primary\n",
        MAIL,
        0600);
    for (String name : NetscapeTools.TOOLS) {
      tool(Installation.TOOLS + "/" + name);
    }
    for (String name : NetscapeTools.SERVICES) {
      tool(Installation.INSTANCE + "/" + name);
    }
  }

  /** Writes a program that asks what lies beside the machine to run the stand-in; it is the same wherever the practice estate lies. */
  private void tool(String path) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    machine.file(path, "#!/bin/sh\n# A stand-in of Mailtrek's practice estate, not the vendor's program.\nroot=${0%" + path + "}\nexec \"$root.machine/stand-in\" \"$root\" " + name + " \"$@\"\n", Owner.ROOT, 0755);
  }
}
