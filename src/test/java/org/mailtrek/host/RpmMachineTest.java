package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.PackagesView.Exchange;
import org.mailtrek.host.PackagesView.Installed;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.RpmLab;
import org.mailtrek.lab.TinyRpm;
import org.mailtrek.system.Dependencies;

/** The real dnf, zypper and rpm of a booted machine, over SSH; K7, K8, Z3. */
@RequiresMachine
@RequiresLab({"rpmbuild"})
class RpmMachineTest {

  private static final String UNIT = "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=multi-user.target\n";

  @TempDir static Path built;
  @TempDir Path folder;

  private static LabMachine machine;
  private SshHost host;
  private Packages packages;

  @BeforeAll
  static void boot() {
    machine = RpmLab.boot("rhel 8");
    machine.sh("mkdir -p /srv/repo " + SshHost.ARCHIVES);
    offer(new TinyRpm("mt-shell", "1.0").field("Provides: /bin/sh").file("/usr/share/mt-shell/a", "1\n"));
    offer(new TinyRpm("mt-lib", "1.0").file("/usr/share/mt-lib/a", "1\n"));
    for (String version : List.of("1.0", "1.1")) {
      offer(new TinyRpm("mt-server-with-a-name-that-is-too-long-for-a-column", version).field("Requires: mt-lib").field("Requires: /bin/sh").file("/etc/mt/server.cfg", "of " + version + "\n")
          .file("/usr/lib/systemd/system/mt-server.service", UNIT).script("post", "systemctl daemon-reload; systemctl -q enable mt-server; systemctl start mt-server").script("postun", "systemctl try-restart mt-server || :"));
    }
    offer(new TinyRpm("mt-old", "3.0").file("/usr/share/mt-old/a", "1\n"));
    offer(new TinyRpm("mt-successor", "1.0").field("Obsoletes: mt-old").file("/usr/share/mt-successor/a", "1\n"));
    machine.sh("createrepo_c --quiet /srv/repo && printf '[mt]\\nname=mt\\nbaseurl=file:///srv/repo\\nenabled=1\\ngpgcheck=0\\n' >/etc/yum.repos.d/mt.repo && cp /etc/yum.repos.d/mt.repo /etc/zypp/repos.d/ && dnf -q makecache && zypper -q refresh");
  }

  @AfterAll
  static void end() {
    if (machine != null) {
      machine.close();
    }
  }

  private static void offer(TinyRpm made) {
    copy(made, "srv/repo");
  }

  private static void copy(TinyRpm made, String to) {
    Path archive = made.built(built);
    try {
      Files.copy(archive, machine.root().resolve(to).resolve(archive.getFileName()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void signIn() throws Exception {
    host = SshMachine.open(machine, machine.port(), folder);
    packages = host.packages();
    assertEquals("rpm", packages.view().family());
  }

  @AfterEach
  void leave() {
    host.close();
  }

  private Optional<String> version(String name) throws TrekException {
    return Optional.ofNullable(packages.view().installed().get(name)).map(Installed::version);
  }

  private static final String SERVER = "mt-server-with-a-name-that-is-too-long-for-a-column";

  /** The one server after another, with each manager: what it pulls in, nothing that starts, and the way back. */
  private void installs(PackagesView view) throws Exception {
    assertEquals(List.of("1.1-1.noarch", "1.0-1.noarch"), view.available(SERVER));
    assertTrue(view.offered().contains("mt-successor"), view.offered().toString());
    List<Exchange> seen = view.exchanges(List.of(SERVER + "=1.0-1"), List.of());
    assertEquals(List.of("mt-lib 1.0-1.noarch", SERVER + " 1.0-1.noarch", "mt-shell 1.0-1.noarch"), seen.stream().map(each -> each.name() + " " + each.after().orElse("goes")).sorted().toList());
    packages.install(seen.stream().map(each -> each.name() + "=" + each.after().orElseThrow()).toList());
    assertEquals(Optional.of("1.0-1.noarch"), version(SERVER));
    assertFalse(machine.run("systemctl", "is-active", "--quiet", "mt-server").status() == 0, "a scriptlet has started it");
    assertFalse(machine.run("systemctl", "is-enabled", "--quiet", "mt-server").status() == 0, "a scriptlet has enabled it");
    machine.sh("echo by hand >/etc/mt/server.cfg && systemctl start mt-server && systemctl is-active mt-server");

    assertEquals(List.of(new Exchange(SERVER, Optional.of("1.0-1.noarch"), Optional.of("1.1-1.noarch"))), view.exchanges(List.of(SERVER), List.of()));
    machine.sh("systemctl stop mt-server");
    packages.install(List.of(SERVER + "=1.1-1.noarch"));
    assertFalse(machine.run("systemctl", "is-active", "--quiet", "mt-server").status() == 0, "an exchange has started it");
    assertEquals("by hand", machine.sh("cat /etc/mt/server.cfg").strip());
    assertEquals(List.of(new Exchange(SERVER, Optional.of("1.1-1.noarch"), Optional.of("1.0-1.noarch"))), view.exchanges(List.of(SERVER + "=1.0-1"), List.of()), "back to the older one");
    packages.install(List.of(SERVER + "=1.0-1"));
    assertEquals("server.cfg", machine.sh("ls /etc/mt").strip());

    List<Exchange> gone = view.exchanges(List.of(), List.of("mt-lib"));
    assertEquals(List.of("mt-lib", SERVER), gone.stream().map(Exchange::name).sorted().toList(), "what needs it goes as well");
    packages.remove(gone.stream().map(Exchange::name).toList());
    assertEquals("by hand", machine.sh("cat /etc/mt/server.cfg").strip());
    machine.sh("mv /srv/repo /srv/away");
    packages.install(List.of("mt-lib=1.0-1.noarch", SERVER + "=1.0-1.noarch"));
    machine.sh("mv /srv/away /srv/repo");
    assertEquals("by hand", machine.sh("cat /etc/mt/server.cfg").strip());
    packages.remove(List.of(SERVER, "mt-lib", "mt-shell"));
    machine.sh("rm -rf /etc/mt " + SshHost.ARCHIVES + "/removed");
  }

  @Test
  void dnfSaysAllThatComesAndGoesAndRpmDoesIt() throws Exception {
    installs(packages.view());
    assertEquals(List.of(new Exchange("mt-successor", Optional.empty(), Optional.of("1.0-1.noarch"))), packages.view().exchanges(List.of("mt-successor"), List.of()));
    packages.install(List.of("mt-old=3.0-1"));
    assertEquals(List.of("mt-old goes", "mt-successor 1.0-1.noarch"),
        packages.view().exchanges(List.of("mt-successor"), List.of()).stream().map(each -> each.name() + " " + each.after().orElse("goes")).sorted().toList(), "what it makes obsolete");
    packages.remove(List.of("mt-old"));
    TrekException none = assertThrows(TrekException.class, () -> packages.view().exchanges(List.of("mt-none=1.0"), List.of()));
    assertTrue(none.what().contains("no such package"), none.what());
  }

  @Test
  void zypperDoesTheSame() throws Exception {
    machine.sh("mv /usr/bin/dnf /usr/bin/dnf.away; printf 'ID=sles\\nVERSION_ID=12.5\\n' >/usr/lib/os-release");
    try {
      host.close();
      signIn();
      installs(packages.view());
      machine.sh("zypper -q addlock mt-lib");
      host.close(); // a session need not see at once what others do behind it
      signIn();
      TrekException held = assertThrows(TrekException.class, () -> packages.view().exchanges(List.of("mt-lib"), List.of()));
      assertTrue(held.what().contains("is held"), held.getMessage());
      assertThrows(TrekException.class, () -> packages.view().exchanges(List.of(SERVER + "=1.0-1"), List.of()), "nor can what needs it");
      machine.sh("zypper -q removelock mt-lib");
    } finally {
      machine.sh("mv /usr/bin/dnf.away /usr/bin/dnf; printf 'ID=rhel\\nVERSION_ID=8\\n' >/usr/lib/os-release");
    }
  }

  @Test
  void yumIsAskedWhereThereIsNoDnf() throws Exception {
    machine.sh("mv /usr/bin/dnf /usr/bin/yum; mv /usr/bin/zypper /usr/bin/zypper.away");
    try {
      host.close();
      signIn();
      assertEquals(List.of("mt-lib=1.0-1.noarch"), packages.view().exchanges(List.of("mt-lib"), List.of()).stream().map(each -> each.name() + "=" + each.after().orElseThrow()).toList());
    } finally {
      machine.sh("mv /usr/bin/yum /usr/bin/dnf; mv /usr/bin/zypper.away /usr/bin/zypper");
    }
  }

  /** K7: what the manual lists for the distribution, held against rpm's database. */
  @Test
  void comparesWithWhatTheManualListsForTheDistribution() throws Exception {
    copy(new TinyRpm("w3m", "0.5.3").file("/usr/share/w3m/a", "1\n"), "var/lib/mailtrek/packages");
    machine.sh("printf 'ID=\"centos\"\\nVERSION_ID=\"7\"\\n' >/usr/lib/os-release");
    try {
      host.close();
      signIn();
      assertEquals(new Dependencies.Found("rhel 7", true, List.of("boost-filesystem", "boost-system", "libicu", "w3m")), Dependencies.of(host.view(), "8.2.0"));
      packages.install(List.of("w3m=0.5.3-1"));
      assertEquals(new Dependencies.Found("rhel 7", true, List.of("libicu")), Dependencies.of(host.view(), "8.7.25"));
      packages.remove(List.of("w3m"));
    } finally {
      machine.sh("printf 'ID=rhel\\nVERSION_ID=8\\n' >/usr/lib/os-release");
    }
  }

  @Test
  void aLockedPackageStays() throws Exception {
    machine.sh("mkdir -p /etc/dnf/plugins && echo 'mt-lib-0:0.9-1.*' >/etc/dnf/plugins/versionlock.list");
    try {
      TrekException held = assertThrows(TrekException.class, () -> packages.view().exchanges(List.of("mt-lib"), List.of()));
      assertTrue(held.what().contains("is held"), held.what());
      assertThrows(TrekException.class, () -> packages.install(List.of("mt-lib=1.0-1")));
    } finally {
      machine.sh("rm /etc/dnf/plugins/versionlock.list");
    }
  }

  @Test
  void waitsForAnotherAndGivesUpAfterAWhile() throws Exception {
    Machine means = new Machine(host.view(), host.disk(), host.programs());
    Packages hasty = new RpmPackages(means, new NoPorts(), List.of(SshHost.ARCHIVES), SshHost.ARCHIVES.resolve("removed"), 1);
    machine.sh("systemd-run --quiet --unit=holder python3 -c \"import fcntl,time;f=open('/var/lib/rpm/.rpm.lock','a+');fcntl.lockf(f,fcntl.LOCK_EX);open('/run/held','w');time.sleep(600)\"; until [ -e /run/held ]; do [ $((n+=1)) -lt 100 ] || exit 1; sleep 0.1; done");
    TrekException busy = assertThrows(TrekException.class, () -> hasty.install(List.of("mt-lib=1.0-1")));
    assertEquals(TrekException.Kind.IN_USE, busy.kind(), busy.what());
    machine.sh("systemctl stop holder; rm /run/held");
    hasty.finish();
    assertEquals(Optional.of("1.0-1.noarch"), version("mt-lib"), "what was begun is finished");
    packages.remove(List.of("mt-lib"));
  }

  @Test
  void removesNothingThatCouldNotBeBroughtBack() throws Exception {
    copy(new TinyRpm("mt-stray", "1.0").file("/usr/share/mt-stray/a", "1\n"), "var/lib/mailtrek/packages");
    packages.install(List.of("mt-stray=1.0-1"));
    machine.sh("rm " + SshHost.ARCHIVES + "/mt-stray*; mv /usr/bin/rpmbuild /usr/bin/rpmbuild.away");
    TrekException stays = assertThrows(TrekException.class, () -> packages.view().exchanges(List.of(), List.of("mt-stray")));
    assertEquals(TrekException.Kind.REFUSED, stays.kind());
    assertThrows(TrekException.class, () -> packages.remove(List.of("mt-stray")));
    machine.sh("mv /usr/bin/rpmbuild.away /usr/bin/rpmbuild");
    packages.remove(List.of("mt-stray"));
    assertTrue(Stream.of(machine.sh("ls " + SshHost.ARCHIVES + "/removed").split("\n")).anyMatch("mt-stray-1.0-1.noarch.rpm"::equals));
  }
}
