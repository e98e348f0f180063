package org.mailtrek.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.mailtrek.practice.ZarafaPopulation;

/**
 * A booted machine that is a Zarafa server: ZCP 7.2.6 installed through apt, its MariaDB with a database of schema 64, its slapd with
 * Zarafa's schema and people, attachments, and files that an administrator has edited. Everything runs. It is made once and copied.
 */
public final class ZarafaLab {

  private static final String JAVA = "/opt/mailtrek/java/bin/java -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
      + " -cp '/opt/mailtrek/classes:/opt/mailtrek/test-classes:/opt/mailtrek/lib/*' ";
  private static final String SERVICES = "zarafa-server zarafa-spooler zarafa-dagent zarafa-gateway zarafa-ical zarafa-monitor zarafa-search zarafa-presence";

  private ZarafaLab() {}

  /** Boots one, and waits until all of its mail services are up. */
  public static LabMachine boot() {
    String layer = "zarafa-" + LabBuild.digest();
    LabBuild.alone("zarafa", () -> {
      if (!LabMachine.layer(layer)) {
        make().save(layer);
      }
    });
    LabMachine machine = LabMachine.boot(Optional.of(layer), LabBuild.binds());
    // is-active is content with one of several
    machine.sh("until [ -S /run/zarafad/server.sock ] && [ \"$(systemctl is-active " + SERVICES + " postfix | sort -u)\" = active ]; do [ $((n+=1)) -lt 300 ] || exit 1; sleep 0.1; done");
    return machine;
  }

  /**
   * Looks at everything about a machine that a migration and its undo must leave as it was; {@code lab/census} says what that is.
   *
   * @return one fact a line
   */
  public static List<String> census(LabMachine machine, String... leftOut) {
    return machine.sh("sh /opt/mailtrek/test-classes/lab/census " + machine.address() + " " + String.join(" ", leftOut)).lines().toList();
  }

  /** Boots a machine without mail server, to which both releases are on offer. */
  public static LabMachine plain() {
    LabMachine machine = LabMachine.boot(Optional.empty(), LabBuild.binds());
    offer(machine, "zarafa");
    offer(machine, "kopano");
    return machine;
  }

  private static void offer(LabMachine machine, String product) {
    machine.sh("echo 'deb [trusted=yes] file:/opt/mailtrek/repository/" + product + " ./' >/etc/apt/sources.list.d/" + product + ".list && apt-get -q update");
  }

  private static LabMachine make() {
    LabMachine machine = LabMachine.boot(Optional.empty(), LabBuild.binds());
    try {
      machine.sh(JAVA + "org.mailtrek.practice.ZarafaPopulation ldif /tmp/people.ldif");
      directory(machine);
      database(machine);
      offer(machine, "zarafa");
      machine.sh("printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d"
          + " && DEBIAN_FRONTEND=noninteractive apt-get -q -y install zarafa zarafa-client zarafa-lang zarafa-contacts zarafa-libmapi python-mapi python-zarafa php5-mapi"
          + " && rm /usr/sbin/policy-rc.d /etc/apt/sources.list.d/zarafa.list");
      machine.sh(JAVA + "org.mailtrek.practice.ZarafaPopulation files " + machine.address());
      machine.sh("postconf -e myhostname=mail.example.com mydestination=localhost virtual_mailbox_domains=example.com"
          + " virtual_mailbox_maps=ldap:/etc/postfix/ldap-users.cf virtual_transport=lmtp:" + machine.address() + ":2003"
          + " && printf 'server_host = ldap://%s/\\nsearch_base = dc=example,dc=com\\nbind = no\\nversion = 3\\nquery_filter = (&(|(objectClass=zarafa-user)(objectClass=kopano-user))(mail=%%s))\\nresult_attribute = mail\\n' "
          + machine.address() + " >/etc/postfix/ldap-users.cf && chgrp postfix /etc/postfix/ldap-users.cf && chmod 640 /etc/postfix/ldap-users.cf"
          + " && systemctl -q enable postfix && systemctl start postfix");
      offer(machine, "kopano");
      machine.sh("systemctl start " + SERVICES);
      machine.sh("until [ -S /run/zarafad/server.sock ]; do [ $((n+=1)) -lt 300 ] || { journalctl -n 30 >&2; exit 1; }; sleep 0.1; done; systemctl is-active " + SERVICES + " postfix");
      machine.sh("rm -rf /var/lib/apt/lists/* && apt-get -q update && rm -rf /var/log/journal/* /tmp/people.ldif");
      return machine;
    } catch (IllegalStateException e) {
      machine.close();
      throw e;
    }
  }

  private static void directory(LabMachine machine) {
    String secret = ZarafaPopulation.password("directory");
    machine.file("/etc/ldap/schema/zarafa.schema", resource("/lab/zarafa.schema"));
    StringBuilder text = new StringBuilder();
    for (String each : List.of("core", "cosine", "inetorgperson", "nis", "zarafa")) {
      text.append("include /etc/ldap/schema/").append(each).append(".schema\n");
    }
    text.append("modulepath /usr/lib/ldap\nmoduleload back_mdb\npidfile /var/run/slapd/slapd.pid\nargsfile /var/run/slapd/slapd.args\n")
        .append("database config\nrootdn cn=admin,cn=config\nrootpw ").append(secret)
        .append("\naccess to * by dn.exact=gidNumber=0+uidNumber=0,cn=peercred,cn=external,cn=auth manage by * none\n")
        .append("database mdb\nmaxsize 268435456\ndbnosync\nsuffix dc=example,dc=com\nrootdn cn=admin,dc=example,dc=com\nrootpw ").append(secret)
        .append("\ndirectory /var/lib/ldap\nindex objectClass,uid,mail,zarafaAccount eq\n");
    machine.file("/root/slapd.conf", text.toString());
    machine.sh("install -d -o openldap -g openldap /run/slapd && rm -rf /etc/ldap/slapd.d /var/lib/ldap && mkdir /etc/ldap/slapd.d /var/lib/ldap && slapadd -q -f /root/slapd.conf -l /tmp/people.ldif"
        + " && slaptest -f /root/slapd.conf -F /etc/ldap/slapd.d && rm /root/slapd.conf && chown -R openldap:openldap /etc/ldap/slapd.d /var/lib/ldap && chmod 750 /etc/ldap/slapd.d"
        + " && systemctl -q enable slapd && systemctl start slapd"
        + " && until ldapsearch -x -H ldap://" + machine.address() + "/ -b dc=example,dc=com -s base dn; do [ $((n+=1)) -lt 100 ] || exit 1; sleep 0.1; done");
  }

  private static void database(LabMachine machine) {
    String secret = ZarafaPopulation.password("database");
    machine.sh("systemctl -q enable mariadb && systemctl start mariadb && mariadb -e \"CREATE DATABASE zarafa DEFAULT CHARACTER SET utf8; GRANT ALL ON zarafa.* TO zarafa@'%' IDENTIFIED BY '" + secret
        + "'; GRANT ALL ON \\`mailtrek\\_%\\`.* TO zarafa@'%'\"");
    machine.sh(JAVA + "org.mailtrek.practice.ZarafaPopulation database " + machine.address());
  }

  private static String resource(String name) {
    try (InputStream in = ZarafaLab.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
