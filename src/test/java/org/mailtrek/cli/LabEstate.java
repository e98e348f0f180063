package org.mailtrek.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.mailtrek.lab.LabMachine;

/**
 * The estate of one lab machine that is a mail server. How it is reached can be declared anew while a run is unfinished.
 *
 * @param folder where it is declared
 * @param machine the machine
 * @param declared its declaration, with capital letters for what differs from machine to machine
 */
record LabEstate(Path folder, LabMachine machine, String declared) {

  /** A server on a host of this NAME, at this ADDRESS, with this DATABASE. */
  static final String PRODUCT = """
        - host: NAME
          product: zcp
          version: 7.2.6
          config: /etc/zarafa
          attachments: { path: /var/lib/zarafa/attachments }
          index: /var/lib/zarafa/search
          database:
            url: "jdbc:mysql://ADDRESS:3306/DATABASE"
            user: zarafa
            password: { config: "NAME:/etc/zarafa/server.cfg", directive: mysql_password }
            host: NAME
      """;
  private static final String DECLARED = """
      estate: acme
      hosts:
        mail1: { ssh: USER@ADDRESS, port: PORT, key: KEY, known-hosts: known_hostsMORE }
      directory:
        url: ldap://ADDRESS:389
        bind-dn: cn=admin,dc=example,dc=com
        password: { config: "mail1:/etc/zarafa/ldap.cfg", directive: ldap_bind_passwd }
        base: dc=example,dc=com
        host: mail1
        config: { dn: cn=config, bind-dn: "cn=admin,cn=config", password: { config: "mail1:/etc/zarafa/ldap.cfg", directive: ldap_bind_passwd } }
      target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments }, index: /var/lib/kopano/search }
      products:
      """ + PRODUCT.replace("NAME", "mail1").replace("DATABASE", "zarafa");

  /** Declares a Zarafa server in a new folder, reached as root by the right key. */
  static LabEstate in(Path folder, LabMachine machine) throws IOException {
    return made(folder, machine, DECLARED);
  }

  /** Declares a server of Kopano 8.1.0 that is to be brought to another release. */
  static LabEstate kopano(Path folder, LabMachine machine, String target) throws IOException {
    String kopano = DECLARED.replace("product: zcp", "product: kc").replace("version: 7.2.6", "version: 8.1.0").replace("version: 8.7.25", "version: " + target);
    return made(folder, machine, kopano.replace("/etc/zarafa", "/etc/kopano").replace("/var/lib/zarafa", "/var/lib/kopano"));
  }

  private static LabEstate made(Path folder, LabMachine machine, String declared) throws IOException {
    Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    LabEstate made = new LabEstate(folder, machine, declared);
    made.reach("root", machine.key(), machine.knownHost(), "");
    return made;
  }

  /** Declares how the machine is reached from now on. */
  void reach(String user, Path key, String knownHost, String more) throws IOException {
    Files.writeString(folder.resolve("known_hosts"), knownHost + "\n", StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve("estate.yaml"),
        declared.replace("USER", user).replace("ADDRESS", machine.address()).replace("PORT", "" + machine.port()).replace("KEY", key.toString()).replace("MORE", more),
        StandardCharsets.UTF_8);
  }

  /** Returns a key that nobody knows. */
  Path otherKey() throws IOException, InterruptedException {
    Path key = folder.resolve("other");
    if (!Files.exists(key) && new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("no key was made");
    }
    return key;
  }

  /** Returns the line of a file of known hosts that knows the machine by another key. */
  String otherHostKey() throws IOException, InterruptedException {
    String[] other = Files.readString(otherKey().resolveSibling("other.pub"), StandardCharsets.UTF_8).split(" ");
    return machine.knownHost().split(" ")[0] + " " + other[0] + " " + other[1];
  }
}
