package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.ZarafaLab;

/** The whole migration of a booted Debian over SSH, and back: systemd, dpkg and apt, slapd and MariaDB are all real (K2, K8, Z3, Z4, Z11). */
@RequiresMachine
@EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes some minutes")
final class MachineMigrationTest {

  private static final String KEPT = "/var/lib/mailtrek";

  @TempDir private Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"online", "offline"})
  void aMachineOverSshIsAfterUndoWhatItWas(String directory) throws Exception {
    try (LabMachine machine = ZarafaLab.boot()) {
      Path folder = estate(machine);
      machine.sh("mkdir -p " + KEPT); // made by the first run on a machine, and kept: archives of removed packages lie there until their snapshot is deleted
      List<String> before = ZarafaLab.census(machine, KEPT);

      String plan = Spoken.in(folder, "--json", "plan", "zcp-to-kopano", "--directory", directory).well().json().getFieldAsString("plan");
      Spoken.in(folder, "apply", plan, "--yes").well();
      Spoken.in(folder, "check").well();
      assertEquals("118", machine.sh("mariadb -BNe 'SELECT MAX(databaserevision) FROM zarafa.versions'").strip());
      assertEquals("", machine.sh("dpkg-query -W -f '${Package} ${db:Status-Abbrev}\\n' | awk '/^zarafa/ && $2 ~ /^i/'"));
      assertEquals("0", machine.sh("slapcat -b dc=example,dc=com | grep -ci '^objectclass: zarafa' || true").strip());
      assertEquals(directory.equals("offline") ? "0" : "1", machine.sh("ls -d /var/lib/ldap.before-transplant >/dev/null 2>&1; echo $?").strip().replace("2", "1"));
      Spoken.in(folder, "open", "--yes").well();
      machine.sh("systemctl is-active kopano-server kopano-gateway kopano-dagent kopano-spooler postfix");

      Spoken.in(folder, "undo", "--yes", "--confirm=acme").well();
      Spoken back = Spoken.in(folder, "undo", "--yes", "--confirm=acme");
      assertEquals(4, back.exit(), "only the schema's empty entry stays: " + back);
      assertEquals("", differences(before, ZarafaLab.census(machine, KEPT)));
    }
  }

  private static String differences(List<String> before, List<String> after) {
    TreeSet<String> gone = new TreeSet<>(before);
    after.forEach(gone::remove);
    TreeSet<String> come = new TreeSet<>(after);
    before.forEach(come::remove);
    return String.join("\n", gone.stream().map(each -> "- " + each).toList()) + String.join("\n", come.stream().map(each -> "+ " + each).toList());
  }

  private Path estate(LabMachine machine) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("acme"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(folder.resolve("known_hosts"), machine.knownHost() + "\n", StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve("estate.yaml"),
        """
        estate: acme
        hosts:
          mail1: { ssh: root@ADDRESS, port: PORT, key: KEY, known-hosts: known_hosts }
        directory:
          url: ldap://ADDRESS:389
          bind-dn: cn=admin,dc=example,dc=com
          password: { config: "mail1:/etc/zarafa/ldap.cfg", directive: ldap_bind_passwd }
          base: dc=example,dc=com
          host: mail1
          config: { dn: cn=config, bind-dn: "cn=admin,cn=config", password: { config: "mail1:/etc/zarafa/ldap.cfg", directive: ldap_bind_passwd } }
        products:
          - host: mail1
            product: zcp
            version: 7.2.6
            config: /etc/zarafa
            attachments: { path: /var/lib/zarafa/attachments }
            index: /var/lib/zarafa/search
            database:
              url: "jdbc:mysql://ADDRESS:3306/zarafa"
              user: zarafa
              password: { config: "mail1:/etc/zarafa/server.cfg", directive: mysql_password }
              host: mail1
        target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments }, index: /var/lib/kopano/search }
        """.replace("ADDRESS", machine.address()).replace("PORT", "" + machine.port()).replace("KEY", machine.key().toString()),
        StandardCharsets.UTF_8);
    return folder;
  }
}
