package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.PackagesView.Exchange;
import org.mailtrek.host.PackagesView.Installed;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;

/** The real dpkg and apt of a booted machine, with packages of our own, and what can go wrong with them; K7, K8, Z3. */
@RequiresMachine
class AptMachineTest {

  private static final String UNIT = "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=multi-user.target\n";

  private static LabMachine machine;
  private static DpkgPackages packages;

  @BeforeAll
  static void boot() {
    machine = LabMachine.boot();
    machine.sh("mkdir -p /debs /srv/repo");
    Root root = new Root("lab", machine.root());
    Machine means = new Machine(new LocalFiles(root, state -> state), new LocalDisk("lab", machine.root()), InsidePrograms.of(machine));
    packages = new DpkgPackages(means, new NoPorts(), List.of(HostPath.of("/debs")), HostPath.of("/kept"), 1);
  }

  @AfterAll
  static void end() {
    if (machine != null) {
      machine.close();
    }
  }

  /** Builds a package in the machine; the scripts by their names, such as {@code postinst}. */
  private static void build(String folder, String name, String version, String fields, Map<String, String> files, Map<String, String> scripts) throws Exception {
    Path tree = machine.root().resolve("build").resolve(name + version);
    Files.createDirectories(tree.resolve("DEBIAN"));
    String control = "Package: " + name + "\nVersion: " + version + "\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\n" + fields + "Description: a test\n";
    Files.writeString(tree.resolve("DEBIAN/control"), control, StandardCharsets.UTF_8);
    StringBuilder conffiles = new StringBuilder();
    for (Map.Entry<String, String> each : files.entrySet()) {
      Path file = tree.resolve(each.getKey().substring(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue(), StandardCharsets.UTF_8);
      conffiles.append(each.getKey().startsWith("/etc/") ? each.getKey() + "\n" : "");
    }
    Files.writeString(tree.resolve("DEBIAN/conffiles"), conffiles, StandardCharsets.UTF_8);
    for (Map.Entry<String, String> each : scripts.entrySet()) {
      Files.writeString(tree.resolve("DEBIAN").resolve(each.getKey()), "#!/bin/sh\nset -e\n" + each.getValue() + "\n", StandardCharsets.UTF_8);
    }
    machine.sh("chmod -f 755 /build/" + name + version + "/DEBIAN/p* || :; dpkg-deb --root-owner-group -Zgzip --build /build/" + name + version + " " + folder);
  }

  private static String state(String name) throws TrekException {
    return Optional.ofNullable(packages.installed().get(name)).map(each -> each.version() + (each.complete() ? "" : " half")).orElse("none");
  }

  private static TrekException refused(String... install) {
    return assertThrows(TrekException.class, () -> packages.install(List.of(install)));
  }

  @Test
  void namesWhatIsNeededAndWhatHasToGo() throws Exception {
    build("/debs", "mt-common", "1.0", "", Map.of("/usr/share/mt/common", "c"), Map.of());
    build("/debs", "mt-server", "2.0", "Depends: mt-common (= 1.0), w3m | sed\nConflicts: mt-old\n", Map.of("/usr/share/mt/server", "s"), Map.of());
    build("/debs", "mt-old", "0.9", "", Map.of("/usr/share/mt/old", "o"), Map.of());
    build("/debs", "mt-addon", "0.9", "Depends: mt-old\n", Map.of("/usr/share/mt/addon", "o"), Map.of());
    packages.install(List.of("mt-old=0.9", "mt-addon=0.9"));
    List<Exchange> found = packages.exchanges(List.of("mt-server"), List.of());
    assertEquals(
        List.of("mt-addon 0.9 -> ", "mt-common  -> 1.0", "mt-old 0.9 -> ", "mt-server  -> 2.0"),
        found.stream().map(each -> each.name() + " " + each.before().orElse("") + " -> " + each.after().orElse("")).sorted().toList());
    assertEquals("none", state("mt-server"));
    packages.remove(List.of("mt-addon", "mt-old"));
    packages.install(List.of("mt-server=2.0", "mt-common=1.0"));
    assertEquals(
        List.of("mt-common", "mt-server"), packages.exchanges(List.of(), List.of("mt-common")).stream().map(Exchange::name).sorted().toList(), "what needs it goes with it");
  }

  @Test
  void nothingStartsByItselfAndThePolicyOfAnAdministratorComesBack() throws Exception {
    Path policy = machine.root().resolve("usr/sbin/policy-rc.d");
    Files.writeString(policy, "#!/bin/sh\nexit 0\n", StandardCharsets.UTF_8);
    machine.sh("chmod 755 /usr/sbin/policy-rc.d");
    build("/debs", "mt-daemon", "1.0", "", Map.of("/lib/systemd/system/mt-daemon.service", UNIT),
        Map.of("postinst", "systemctl daemon-reload\ndeb-systemd-helper enable mt-daemon.service >/dev/null\ndeb-systemd-invoke start mt-daemon.service", "prerm", "deb-systemd-invoke stop mt-daemon.service"));
    packages.install(List.of("mt-daemon=1.0"));
    assertFalse(machine.run("systemctl", "is-active", "--quiet", "mt-daemon").status() == 0);
    assertEquals("#!/bin/sh\nexit 0\n", Files.readString(policy));
    machine.sh("systemctl start mt-daemon");
    packages.remove(List.of("mt-daemon"));
    assertFalse(machine.run("systemctl", "is-active", "--quiet", "mt-daemon").status() == 0, "it may stop");
    Files.move(policy, machine.root().resolve("usr/sbin/policy-rc.d.before-mailtrek"));
    Files.writeString(policy, "#!/bin/sh\n# by mail", StandardCharsets.UTF_8);
    packages.finish();
    assertEquals("#!/bin/sh\nexit 0\n", Files.readString(policy), "a crash had left ours");
    Files.delete(policy);
  }

  @Test
  void aPackageThatStartsItsServiceItselfDoesNotEither() throws Exception {
    String eager = "systemctl daemon-reload\nsystemctl enable mt-eager\n[ ! -e /run/stuck ] || exit 1\nsystemctl restart mt-eager\nsystemctl start mt-eager";
    build("/debs", "mt-eager", "1.0", "", Map.of("/lib/systemd/system/mt-eager.service", UNIT), Map.of("postinst", eager));
    packages.install(List.of("mt-eager=1.0"));
    assertEquals("1.0", state("mt-eager"), "its script does not fail by that");
    assertEquals("inactive", machine.run("systemctl", "is-active", "mt-eager").output().strip());
    machine.sh("systemctl start mt-eager && systemctl is-active mt-eager && ! ls -d /run/mailtrek/quiet /run/systemd/system/mt-eager.service.d 2>/dev/null");
    machine.sh("systemctl stop mt-eager; dpkg --purge mt-eager; touch /run/stuck");
    refused("mt-eager=1.0");
    assertEquals("1.0 half", state("mt-eager"));
    machine.sh("rm /run/stuck; ! ls -d /run/mailtrek/quiet 2>/dev/null");
    packages.finish();
    assertEquals("1.0 inactive", state("mt-eager") + " " + machine.run("systemctl", "is-active", "mt-eager").output().strip(), "nor when it is configured later");
    machine.sh("systemctl start mt-eager && systemctl is-active mt-eager && systemctl stop mt-eager && ! ls -d /run/systemd/system/mt-eager.service.d 2>/dev/null");
  }

  @Test
  void bringsBackWhatNoRepositoryHasAnyMore() throws Exception {
    build("/debs", "mt-gone", "1:7.2~a", "", new TreeMap<>(Map.of("/usr/share/mt gone/b c", "b", "/etc/mt-gone.cfg", "a = 1\n")), Map.of("postinst", ": keep me"));
    packages.install(List.of("mt-gone=1:7.2~a"));
    machine.sh("ln -s 'b c' '/usr/share/mt gone/link'; rm /debs/mt-gone_*; echo a = 2 >/etc/mt-gone.cfg");
    String look = "touch -d @1 '/usr/share/mt gone'; dpkg-query -W -f '${Version} ${Depends} ${Description}' mt-gone; find '/usr/share/mt gone' -printf '%p %m %U %G %s %T@\\n' | sort; cat /var/lib/dpkg/info/mt-gone.postinst";
    String before = machine.sh(look);
    packages.remove(List.of("mt-gone"));
    assertEquals("none", state("mt-gone"));
    packages.install(List.of("mt-gone=1:7.2~a"));
    assertEquals(before, machine.sh(look));
    assertEquals("a = 2\n", machine.sh("cat /etc/mt-gone.cfg"));
  }

  @Test
  void keepsTheVersionThatAnUpgradeReplaces() throws Exception {
    build("/debs", "mt-up", "1.0", "", Map.of("/usr/share/mt/up", "1"), Map.of());
    build("/debs", "mt-up", "2.0", "", Map.of("/usr/share/mt/up", "2"), Map.of());
    packages.install(List.of("mt-up=1.0"));
    machine.sh("rm /debs/mt-up_1.0_all.deb");
    packages.install(List.of("mt-up=2.0"));
    packages.install(List.of("mt-up=1.0"));
    assertEquals("1", machine.sh("cat /usr/share/mt/up"));
  }

  /** dpkg keeps what an administrator has edited only as long as it knows the package's own to be another. */
  @Test
  void whatSomebodyEditedStaysEditedWhenTheOldVersionComesBack() throws Exception {
    for (String version : List.of("1.0", "2.0")) {
      build("/debs", "mt-edited", version, "", Map.of("/etc/mt-edited.cfg", "a = " + version + "\n", "/etc/mt-plain.cfg", "b = " + version + "\n"), Map.of());
    }
    packages.install(List.of("mt-edited=1.0"));
    machine.sh("rm /debs/mt-edited_1.0_all.deb; echo a = mine >/etc/mt-edited.cfg");
    for (int time = 0; time < 2; time++) {
      packages.install(List.of("mt-edited=2.0"));
      assertEquals("a = mine\nb = 2.0\n", machine.sh("cat /etc/mt-edited.cfg /etc/mt-plain.cfg"), "upgrade " + time);
      packages.install(List.of("mt-edited=1.0"));
      assertEquals("a = mine\nb = 1.0\n", machine.sh("cat /etc/mt-edited.cfg /etc/mt-plain.cfg"), "back " + time);
    }
  }

  @Test
  void refusesAHeldPackageInEveryDirection() throws Exception {
    build("/debs", "mt-held", "1.0", "", Map.of("/usr/share/mt/held", "1"), Map.of());
    build("/debs", "mt-held", "2.0", "", Map.of("/usr/share/mt/held", "2"), Map.of());
    packages.install(List.of("mt-held=1.0"));
    machine.sh("echo mt-held hold | dpkg --set-selections");
    assertTrue(refused("mt-held=2.0").what().contains("is held"));
    assertTrue(assertThrows(TrekException.class, () -> packages.exchanges(List.of("mt-held"), List.of())).what().contains("is held"));
    assertThrows(TrekException.class, () -> packages.remove(List.of("mt-held")));
    assertEquals("1.0", state("mt-held"));
  }

  @Test
  void waitsForAnotherPackageManagerAndThenSaysSo() throws Exception {
    build("/debs", "mt-lock", "1.0", "", Map.of("/usr/share/mt/lock", "1"), Map.of());
    machine.sh("perl -e 'use Fcntl; open(F, \">>\", \"/var/lib/dpkg/lock-frontend\"); my $l = pack(\"s s l! l! i\", F_WRLCK, 0, 0, 0, 0); fcntl(F, F_SETLK, $l) or die; open(G, \">\", \"/run/locked\"); sleep 600' >/dev/null 2>&1 & until [ -e /run/locked ]; do sleep 0.1; done");
    TrekException busy = refused("mt-lock=1.0");
    assertEquals(TrekException.Kind.IN_USE, busy.kind(), busy.what());
    machine.sh("pkill perl; while pgrep perl; do sleep 0.1; done");
    packages.install(List.of("mt-lock=1.0"));
    assertEquals("1.0", state("mt-lock"));
  }

  @Test
  void finishesWhatWasBrokenOff() throws Exception {
    build("/debs", "mt-killed", "1.0", "", Map.of("/usr/share/mt/killed", "1"), Map.of("postinst", "[ -e /run/once ] || { touch /run/once; kill -9 $PPID; sleep 1; }"));
    packages.install(List.of("mt-killed=1.0"));
    assertEquals("1.0", state("mt-killed"), "by the second try");
    build("/debs", "mt-never", "1.0", "", Map.of("/usr/share/mt/never", "1"), Map.of("postinst", "[ -e /run/mended ] || { echo no database >&2; exit 1; }"));
    TrekException broken = refused("mt-never=1.0");
    assertTrue(broken.what().contains("no database") || broken.what().contains("mt-never"), broken.what());
    assertEquals("1.0 half", state("mt-never"));
    assertTrue(assertThrows(TrekException.class, () -> packages.exchanges(List.of("mt-never"), List.of())).what().contains("mt-never"));
    machine.sh("touch /run/mended");
    packages.finish();
    assertEquals("1.0", state("mt-never"));
  }

  @Test
  void saysWhenARepositoryCantBeReached() throws Exception {
    build("/srv/repo", "mt-far", "1.0", "", Map.of("/usr/share/mt/far", "1"), Map.of());
    machine.sh("cd /srv/repo && f=mt-far_1.0_all.deb && { dpkg-deb -f $f; echo Filename: ./$f; echo Size: $(stat -c %s $f); echo SHA256: $(sha256sum $f | cut -d' ' -f1); echo; } >Packages"
        + " && echo 'deb [trusted=yes] http://bob:s3cret@127.0.0.1:9/ ./' >/etc/apt/sources.list.d/far.list"
        + " && cp Packages /var/lib/apt/lists/127.0.0.1:9_._Packages");
    assertEquals(List.of("1.0"), packages.available("mt-far"));
    assertEquals(List.of("mt-far"), packages.exchanges(List.of("mt-far"), List.of()).stream().map(Exchange::name).toList(), "a view fetches nothing");
    assertFalse(packages.atHand("mt-far", "1.0"));
    TrekException away = assertThrows(TrekException.class, () -> packages.contents("mt-far", "1.0"));
    assertEquals(TrekException.Kind.UNREACHABLE, away.kind(), away.what());
    assertFalse(away.getMessage().contains("s3cret"), away.getMessage());
    machine.sh("rm /etc/apt/sources.list.d/far.list");
  }

  @Test
  void removesNothingWhenNoArchiveCanBeKept() throws Exception {
    build("/debs", "mt-big", "1.0", "", Map.of("/usr/share/mt/big", "x".repeat(3_000_000)), Map.of());
    packages.install(List.of("mt-big=1.0"));
    machine.sh("rm /debs/mt-big_1.0_all.deb; dd if=/dev/urandom of=/usr/share/mt/big bs=1M count=3 2>/dev/null; mkdir -p /kept; mount -t tmpfs -o size=200k tmpfs /kept");
    TrekException full = assertThrows(TrekException.class, () -> packages.remove(List.of("mt-big")));
    assertTrue(full.what().contains("a file system is full"), full.what());
    assertEquals("1.0", state("mt-big"));
    machine.sh("umount /kept");
    packages.remove(List.of("mt-big"));
    packages.install(List.of("mt-big=1.0"));
    assertEquals("3145728", machine.sh("stat -c %s /usr/share/mt/big").strip());
  }

  @Test
  void aFullFileSystemLeavesAStateToGoOnFrom() throws Exception {
    build("/debs", "mt-full", "1.0", "", Map.of("/opt/mt-full/data", "y".repeat(2_000_000)), Map.of());
    machine.sh("mkdir -p /opt/mt-full; mount -t tmpfs -o size=100k tmpfs /opt/mt-full");
    TrekException full = refused("mt-full=1.0");
    assertTrue(full.what().contains("a file system is full"), full.what());
    machine.sh("mount -o remount,size=10m /opt/mt-full");
    packages.finish();
    packages.install(List.of("mt-full=1.0"));
    assertEquals(new Installed("mt-full", "1.0", true), packages.installed().get("mt-full"));
  }
}
