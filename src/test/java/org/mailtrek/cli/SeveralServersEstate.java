package org.mailtrek.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.practice.ZarafaPopulation;

/** Declares Zarafa servers with one directory, which the first of them has. */
final class SeveralServersEstate {

  private static final String HEAD = """
      estate: acme
      hosts:
      HOSTSdirectory:
        url: ldap://FIRST:389
        bind-dn: cn=admin,dc=example,dc=com
        password: { config: "lab1:/etc/zarafa/ldap.cfg", directive: ldap_bind_passwd }
        base: dc=example,dc=com
        host: lab1
        config: { dn: cn=config, bind-dn: "cn=admin,cn=config", password: { config: "lab1:/etc/zarafa/ldap.cfg", directive: ldap_bind_passwd } }
      target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments }, index: /var/lib/kopano/search }
      products:
      """;

  private SeveralServersEstate() {}

  /** Declares them in a new folder, and returns that. */
  static Path in(Path estate, List<LabMachine> machines) throws IOException {
    Files.createDirectory(estate, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    StringBuilder hosts = new StringBuilder();
    StringBuilder products = new StringBuilder();
    StringBuilder known = new StringBuilder();
    int number = 0;
    for (LabMachine each : machines) {
      String name = "lab" + ++number;
      hosts.append("  ").append(name).append(": { ssh: root@").append(each.address()).append(", port: ").append(each.port()).append(", key: ").append(each.key()).append(", known-hosts: known_hosts }\n");
      products.append(LabEstate.PRODUCT.replace("NAME", name).replace("ADDRESS", each.address()).replace("DATABASE", ZarafaPopulation.database(number)));
      known.append(each.knownHost()).append('\n');
    }
    Files.writeString(estate.resolve("known_hosts"), known, StandardCharsets.UTF_8);
    Files.writeString(estate.resolve("estate.yaml"), HEAD.replace("HOSTS", hosts).replace("FIRST", machines.get(0).address()) + products, StandardCharsets.UTF_8);
    return estate;
  }
}
