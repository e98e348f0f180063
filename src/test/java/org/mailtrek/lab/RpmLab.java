package org.mailtrek.lab;

import java.util.List;
import java.util.Optional;

/**
 * A booted machine whose packages are those of rpm: a copy of the base that says it is of Red Hat's or SUSE's family, with the real rpm, dnf, zypper,
 * createrepo and rpmbuild, and a database of rpm of its own. It is made once, from the package source of this machine, and copied.
 */
public final class RpmLab {

  private static final String LAYER = "rpm-1";

  private RpmLab() {}

  /** Boots one that says it is a distribution, such as {@code rhel 8} or {@code sles 12}. */
  public static LabMachine boot(String distribution) {
    LabBuild.alone("rpm", () -> {
      if (!LabMachine.layer(LAYER)) {
        make();
      }
    });
    LabMachine machine = LabMachine.boot(Optional.of(LAYER), List.of(), root -> {});
    String[] words = distribution.split(" ");
    machine.sh("printf 'NAME=lab\\nID=%s\\nVERSION_ID=%s\\n' " + words[0] + " " + words[1] + " >/usr/lib/os-release && rm -f /etc/os-release && ln -s ../usr/lib/os-release /etc/os-release");
    return machine;
  }

  private static void make() {
    LabMachine machine = LabMachine.boot();
    try {
      String root = machine.root().toString();
      LabMachine.Said.by(List.of("sh", "-c", "cp -a /etc/apt/sources.list.d/. \"$1/etc/apt/sources.list.d/\"; [ ! -f /etc/apt/sources.list ] || cp /etc/apt/sources.list \"$1/etc/apt/\";"
          + " for each in keyrings trusted.gpg.d auth.conf.d; do [ ! -d /etc/apt/$each ] || cp -a /etc/apt/$each/. \"$1/etc/apt/$each/\"; done;"
          + " apt-config dump | grep -E '^Acquire::(http|https|Check|AllowInsec|Retries)' >\"$1/etc/apt/apt.conf.d/00lab\"; cp /etc/resolv.conf \"$1/etc/\"; :", "sh", root)).orFail();
      machine.sh("apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install rpm dnf zypper createrepo-c cpio");
      machine.sh("rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /etc/apt/auth.conf.d/* /etc/apt/apt.conf.d/00lab /var/lib/apt/lists/* /var/cache/apt/* /usr/share/doc/* /usr/share/man/* /usr/share/locale/*");
      machine.sh("mkdir -p /etc/rpm /var/lib/rpm /etc/yum.repos.d /etc/zypp/repos.d && echo '%_dbpath /var/lib/rpm' >/etc/rpm/macros && rpm --initdb && rpm -qa");
      machine.save(LAYER);
    } catch (IllegalStateException e) {
      machine.close();
      throw e;
    }
  }
}
