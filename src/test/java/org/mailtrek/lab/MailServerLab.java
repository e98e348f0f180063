package org.mailtrek.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mailtrek.practice.ZarafaPopulation;

/**
 * A booted machine that has been a mail server for a few years: packages installed through apt, its MariaDB with a database, attachments, files that an
 * administrator has edited, and on the first machine of an estate slapd with the people and Postfix. Everything runs. It is made once and copied.
 *
 * @param estate the kind of practice estate whose people and settings it has
 * @param number which of that estate's machines it is, from 1
 * @param installed the repository that its packages came from
 * @param offered the repository that apt knows afterwards
 */
record MailServerLab(String estate, int number, String installed, String offered) {

  static final MailServerLab ZARAFA = new MailServerLab("zcp-single", 1, "zarafa", "kopano");
  static final MailServerLab KOPANO = new MailServerLab("kopano-8.1", 1, "kopano-8.1", "kopano");

  /** What a machine calls the address of the one with the directory until it is told. */
  private static final String DIRECTORY = "127.126.125.124";
  private static final String JAVA = "/opt/mailtrek/java/bin/java -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
      + " -cp '/opt/mailtrek/classes:/opt/mailtrek/test-classes:/opt/mailtrek/lib/*' org.mailtrek.practice.ZarafaPopulation ";

  private String product() {
    return installed.replaceFirst("-.*", "");
  }

  private String packages() {
    return product().equals("zarafa")
        ? "zarafa zarafa-client zarafa-lang zarafa-contacts zarafa-libmapi python-mapi python-zarafa php5-mapi"
        : "kopano-server-packages kopano-client kopano-lang kopano-contacts kopano-libs python-mapi python-kopano php-mapi";
  }

  private String services() {
    return List.of("server", "spooler", "dagent", "gateway", "ical", "monitor", "search", "presence").stream().map(each -> product() + "-" + each).collect(Collectors.joining(" "))
        + (number == 1 ? " postfix" : "");
  }

  private String socket() {
    return product().equals("zarafa") ? "/run/zarafad/server.sock" : "/run/kopano/server.sock";
  }

  private String populate(String words) {
    return JAVA + estate + " " + number + " " + words;
  }

  /** Boots one that has its own directory, and waits until all of its mail services are up. */
  LabMachine boot() {
    return boot("");
  }

  /**
   * Boots one and waits until all of its mail services are up.
   *
   * @param directory the address of the machine with the directory; empty for its own
   */
  LabMachine boot(String directory) {
    String layer = estate + "-" + number + "-" + LabBuild.digest();
    LabBuild.repository(offered);
    LabBuild.alone(estate + "-" + number, () -> {
      if (!LabMachine.layer(layer)) {
        make().save(layer);
      }
    });
    LabMachine machine = LabMachine.boot(Optional.of(layer), LabBuild.binds(), root -> told(root, directory));
    waitForServices(machine);
    return machine;
  }

  /** Waits until its mail services are up, as after a boot. */
  void waitForServices(LabMachine machine) {
    // is-active is content with one of several
    machine.sh("until [ -S " + socket() + " ] && [ \"$(systemctl is-active " + services() + " | sort -u)\" = active ]; do [ $((n+=1)) -lt 300 ] || exit 1; sleep 0.1; done");
  }

  private void told(Path root, String directory) {
    Path file = root.resolve("etc/" + product() + "/ldap.cfg");
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (text.contains(DIRECTORY)) {
        Files.writeString(file, text.replace(DIRECTORY, directory), StandardCharsets.ISO_8859_1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets apt know a repository, and none of the others; it is made where it is missing. */
  static void offer(LabMachine machine, String... repositories) {
    StringBuilder command = new StringBuilder("rm -rf /var/lib/apt/lists/* /etc/apt/sources.list.d/zarafa*.list /etc/apt/sources.list.d/kopano*.list");
    for (String each : repositories) {
      LabBuild.repository(each);
      command.append(" && echo 'deb [trusted=yes] file:/opt/mailtrek/repository/").append(each).append(" ./' >/etc/apt/sources.list.d/").append(each).append(".list");
    }
    machine.sh(command + " && apt-get -q update");
  }

  private LabMachine make() {
    LabMachine machine = LabMachine.boot(Optional.empty(), LabBuild.binds(), root -> {});
    try {
      if (number == 1) {
        directory(machine);
      }
      database(machine);
      offer(machine, installed);
      machine.sh("printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d"
          + " && DEBIAN_FRONTEND=noninteractive apt-get -q -y install " + packages() + " && rm /usr/sbin/policy-rc.d");
      machine.sh(populate("files " + machine.address() + " " + (number == 1 ? machine.address() : DIRECTORY)));
      if (number == 1) {
        mail(machine);
        machine.sh("systemctl start " + services());
        waitForServices(machine);
      }
      offer(machine, offered);
      machine.sh("rm -rf /var/log/journal/*");
      return machine;
    } catch (IllegalStateException e) {
      machine.close();
      throw e;
    }
  }

  private static void mail(LabMachine machine) {
    machine.sh("postconf -e myhostname=mail.example.com mydestination=localhost virtual_mailbox_domains=example.com"
        + " virtual_mailbox_maps=ldap:/etc/postfix/ldap-users.cf virtual_transport=lmtp:" + machine.address() + ":2003"
        + " && printf 'server_host = ldap://%s/\\nsearch_base = dc=example,dc=com\\nbind = no\\nversion = 3\\nquery_filter = (&(|(objectClass=zarafa-user)(objectClass=kopano-user))(mail=%%s))\\nresult_attribute = mail\\n' "
        + machine.address() + " >/etc/postfix/ldap-users.cf && chgrp postfix /etc/postfix/ldap-users.cf && chmod 640 /etc/postfix/ldap-users.cf"
        + " && systemctl -q enable postfix && systemctl start postfix");
  }

  private void directory(LabMachine machine) {
    String secret = ZarafaPopulation.password("directory");
    machine.file("/etc/ldap/schema/" + product() + ".schema", resource("/lab/" + product() + ".schema"));
    StringBuilder text = new StringBuilder();
    for (String each : List.of("core", "cosine", "inetorgperson", "nis", product())) {
      text.append("include /etc/ldap/schema/").append(each).append(".schema\n");
    }
    text.append("modulepath /usr/lib/ldap\nmoduleload back_mdb\npidfile /var/run/slapd/slapd.pid\nargsfile /var/run/slapd/slapd.args\n")
        .append("database config\nrootdn cn=admin,cn=config\nrootpw ").append(secret)
        .append("\naccess to * by dn.exact=gidNumber=0+uidNumber=0,cn=peercred,cn=external,cn=auth manage by * none\n")
        .append("database mdb\nmaxsize 268435456\ndbnosync\nsuffix dc=example,dc=com\nrootdn cn=admin,dc=example,dc=com\nrootpw ").append(secret)
        .append("\ndirectory /var/lib/ldap\nindex objectClass,uid,mail,").append(product()).append("Account eq\n");
    machine.file("/root/slapd.conf", text.toString());
    machine.sh(populate("ldif /tmp/people.ldif"));
    machine.sh("install -d -o openldap -g openldap /run/slapd && rm -rf /etc/ldap/slapd.d /var/lib/ldap && mkdir /etc/ldap/slapd.d /var/lib/ldap && slapadd -q -f /root/slapd.conf -l /tmp/people.ldif"
        + " && slaptest -f /root/slapd.conf -F /etc/ldap/slapd.d && rm /root/slapd.conf /tmp/people.ldif && chown -R openldap:openldap /etc/ldap/slapd.d /var/lib/ldap && chmod 750 /etc/ldap/slapd.d"
        + " && systemctl -q enable slapd && systemctl start slapd"
        + " && until ldapsearch -x -H ldap://" + machine.address() + "/ -b dc=example,dc=com -s base dn; do [ $((n+=1)) -lt 100 ] || exit 1; sleep 0.1; done");
  }

  private void database(LabMachine machine) {
    String secret = ZarafaPopulation.password("database");
    String name = ZarafaPopulation.database(number);
    machine.sh("systemctl -q enable mariadb && systemctl start mariadb && mariadb -e \"CREATE DATABASE " + name + " DEFAULT CHARACTER SET utf8; GRANT ALL ON " + name + ".* TO zarafa@'%' IDENTIFIED BY '" + secret
        + "'; GRANT ALL ON \\`mailtrek\\_%\\`.* TO zarafa@'%'\"");
    machine.sh(populate("database " + machine.address()));
  }

  private static String resource(String name) {
    try (InputStream in = MailServerLab.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
