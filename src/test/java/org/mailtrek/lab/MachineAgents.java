package org.mailtrek.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts another mail transfer agent of Debian's on a {@link ZarafaLab} machine, in place of Postfix: it asks the directory for people, and hands mail to the delivery agent by LMTP. */
public final class MachineAgents {

  private static final String FILTER = "(&(|(objectClass=zarafa-user)(objectClass=kopano-user))";

  private MachineAgents() {}

  /** Installs Exim as the service {@code exim4}; its lookups are in {@code /etc/exim4/exim4.conf}. Returns whether the packages could be had. */
  public static boolean exim(LabMachine machine) {
    if (!install(machine, "exim4-daemon-heavy")) {
      return false;
    }
    machine.file("/etc/exim4/exim4.conf", """
        primary_hostname = mail.example.com
        local_interfaces = %1$s
        daemon_smtp_ports = 25
        tls_advertise_hosts =
        keep_environment =
        ldap_default_servers = %1$s
        acl_smtp_rcpt = rcpt
        begin acl
        rcpt:
          accept domains = example.com
                 verify = recipient
          deny
        begin routers
        people:
          driver = manualroute
          domains = example.com
          condition = ${lookup ldap{ldap:///dc=example,dc=com?mail?sub?%2$s(mail=${quote_ldap:$local_part@$domain}))}{yes}{no}}
          transport = kopano
          route_list = * %1$s
          self = send
        begin transports
        kopano:
          driver = smtp
          protocol = lmtp
          port = 2003
          hosts_override
          allow_localhost
          hosts = %1$s
        """.formatted(machine.address(), FILTER));
    machine.sh("chgrp Debian-exim /etc/exim4/exim4.conf && chmod 640 /etc/exim4/exim4.conf && systemctl -q enable exim4 && systemctl start exim4 && systemctl -q is-active exim4");
    return true;
  }

  /** Installs Sendmail as the service {@code sendmail}; its map is in {@code /etc/mail/sendmail.cf}. Returns whether the packages could be had. */
  public static boolean sendmail(LabMachine machine) {
    if (!install(machine, "sendmail-bin")) {
      return false;
    }
    machine.file("/etc/mail/sendmail.cf", """
        V10/Berkeley
        Cwlocalhost
        Dj mail.example.com
        DnMAILER-DAEMON
        O DaemonPortOptions=Name=MTA, Addr=%1$s, Port=25
        O QueueDirectory=/var/spool/mqueue
        O PidFile=/run/sendmail/mta/sendmail.pid
        O RunAsUser=root
        O TrustedUser=smmta
        O StatusFile=/run/sendmail/mta/sendmail.st
        Kpeople ldap -1 -w 3 -v mail -h %1$s -b dc=example,dc=com -k "%2$s(mail=%%0))"
        Troot
        S3
        R$* < > $*\t\t$@ MAILER-DAEMON
        R$* < $* > $*\t\t$2
        R$*\t\t$: $1
        S4
        S0
        R$- @ example.com\t\t$: $(people $1@example.com $: NONE $) $| $1
        RNONE $| $*\t\t$#error $@ 5.1.1 $: "550 User unknown"
        R$* $| $*\t\t$#lmtp $@ [%1$s] $: $2 @ example.com
        R$-\t\t$#local $: $1
        R$*\t\t$#error $@ 5.7.1 $: "550 no relaying"
        Mlmtp, P=[IPC], F=lsDFMuXzmnq, S=3, R=4, E=\\r\\n, T=DNS/RFC822/SMTP, A=TCP $h 2003
        Mlocal, P=/bin/true, F=lsDFMA, S=3, R=4, A=true
        Mprog, P=/bin/sh, F=lsD, S=3, R=4, A=sh -c $u
        """.formatted(machine.address(), FILTER));
    machine.sh("sed -i 's/^HANDS_OFF=.*/HANDS_OFF=\"Yes\";/' /etc/mail/sendmail.conf && systemctl -q enable sendmail && systemctl start sendmail && systemctl -q is-active sendmail");
    return true;
  }

  private static boolean install(LabMachine machine, String name) {
    Optional<Path> debs = LabDebs.fetched(name, machine.root().resolve("var/lib/dpkg/status"));
    if (debs.isEmpty()) {
      return false;
    }
    try (Stream<Path> all = Files.list(debs.get())) {
      Path there = Files.createDirectories(machine.root().resolve("var/cache/agent"));
      for (Path each : all.filter(file -> file.toString().endsWith(".deb")).toList()) {
        Files.copy(each, there.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    machine.sh("systemctl stop postfix; export DEBIAN_FRONTEND=noninteractive; printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d && dpkg --purge postfix-ldap postfix"
        + " && dpkg -i /var/cache/agent/*.deb && rm -r /usr/sbin/policy-rc.d /var/cache/agent && systemctl daemon-reload");
    return true;
  }
}
