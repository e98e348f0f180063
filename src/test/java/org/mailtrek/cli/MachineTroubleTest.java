package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;
import org.mailtrek.lab.TinyDeb;

/**
 * What goes wrong with a booted machine over SSH in the middle of a change: each leaves a state from which {@code resume} or {@code undo} goes on,
 * once what was in the way is mended (K2, K8, Z3, Z4).
 */
@RequiresMachine
class MachineTroubleTest {

  private static final String PACKAGES = "/var/lib/mailtrek/packages";

  @TempDir private static Path temporary;
  private static LabMachine machine;

  @BeforeAll
  static void boot() {
    machine = LabMachine.boot();
    for (String each : new String[] {"1.0", "2.0"}) {
      new TinyDeb("mt-plain", each).into(machine, PACKAGES);
    }
  }

  @AfterAll
  static void end() {
    if (machine != null) {
      machine.close();
    }
  }

  private static Path estate(TestInfo test) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(test.getTestMethod().orElseThrow().getName()), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    reach(folder, "root", machine.key(), machine.knownHost(), "");
    return folder;
  }

  private static void reach(Path folder, String user, Path key, String knownHost, String more) throws IOException {
    Files.writeString(folder.resolve("known_hosts"), knownHost + "\n", StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve("estate.yaml"),
        "estate: acme\nhosts:\n  mail1: { ssh: " + user + "@" + machine.address() + ", port: " + machine.port() + ", key: " + key + ", known-hosts: known_hosts" + more + " }\n",
        StandardCharsets.UTF_8);
  }

  private static Path otherKey(Path folder) throws Exception {
    Path key = folder.resolve("other");
    assertEquals(0, new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()).inheritIO().start().waitFor());
    return key;
  }

  /** Asserts that a command is refused and says what to do, and returns what it said. */
  private static String refused(int exit, Path folder, String... words) {
    Spoken said = Spoken.in(folder, words);
    assertEquals(exit, said.exit(), said::toString);
    String all = said.talk() + said.out();
    assertTrue(exit == 1 ? all.contains("then try again") : all.contains("next: "), said::toString);
    return all;
  }

  private static void says(String all, String part) {
    assertTrue(all.contains(part), () -> "'" + part + "' is not said: " + all);
  }

  /** Makes a service that runs. */
  private static String service(String name) {
    machine.sh("printf '[Service]\\nExecStart=/bin/sleep 1000\\n[Install]\\nWantedBy=multi-user.target\\n' >/etc/systemd/system/" + name + ".service && systemctl -q enable --now " + name);
    return name;
  }

  private static String state(String service) {
    return machine.run("systemctl", "is-active", service).output().strip();
  }

  private static String version(String name) {
    return machine.sh("dpkg-query -W -f '${db:Status-Status} ${db:Status-Abbrev}${Version}' " + name + " 2>/dev/null | grep -v '^not-installed' | cut -d' ' -f2- || :").strip();
  }

  @Test
  void aWrongKeyIsRefusedAndUndoGoesOnWithTheRightOne(TestInfo test) throws Exception {
    Path folder = estate(test);
    service("keyed");
    Spoken.in(folder, "services", "stop", "mail1", "keyed", "--yes").well();
    reach(folder, "root", otherKey(folder), machine.knownHost(), "");
    says(refused(12, folder, "undo", "--yes"), "mail1");
    assertEquals("inactive", state("keyed"));
    reach(folder, "root", machine.key(), machine.knownHost(), "");
    Spoken.in(folder, "undo", "--yes").well();
    assertEquals("active", state("keyed"));
  }

  @Test
  void aChangedHostKeyIsRefusedLoudlyAndUndoGoesOnWhenItIsTrusted(TestInfo test) throws Exception {
    Path folder = estate(test);
    service("trusted");
    Spoken.in(folder, "services", "stop", "mail1", "trusted", "--yes").well();
    otherKey(folder);
    String[] other = Files.readString(folder.resolve("other.pub")).split(" ");
    String[] known = machine.knownHost().split(" ");
    reach(folder, "root", machine.key(), known[0] + " " + other[0] + " " + other[1], "");
    says(refused(5, folder, "undo", "--yes"), "HAS CHANGED");
    assertEquals("inactive", state("trusted"));
    reach(folder, "root", machine.key(), machine.knownHost(), "");
    Spoken.in(folder, "undo", "--yes").well();
    assertEquals("active", state("trusted"));
  }

  @Test
  void anAccountWithoutRightsIsRefusedAndUndoGoesOnWhenItHasThem(TestInfo test) throws Exception {
    Path folder = estate(test);
    service("granted");
    machine.sh("useradd -m ops && install -d -o ops -m 700 /home/ops/.ssh && install -o ops -m 600 /root/.ssh/authorized_keys /home/ops/.ssh/");
    reach(folder, "ops", machine.key(), machine.knownHost(), ", sudo: true");
    says(refused(12, folder, "services", "stop", "mail1", "granted", "--yes"), "sudo");
    assertEquals("active", state("granted"));
    machine.sh("echo 'ops ALL=(root) NOPASSWD: /bin/sh' >/etc/sudoers.d/ops");
    Spoken.in(folder, "services", "stop", "mail1", "granted", "--yes").well();
    machine.sh("rm /etc/sudoers.d/ops");
    refused(12, folder, "undo", "--yes");
    assertEquals("inactive", state("granted"));
    machine.sh("echo 'ops ALL=(root) NOPASSWD: /bin/sh' >/etc/sudoers.d/ops");
    Spoken.in(folder, "undo", "--yes").well();
    assertEquals("active", state("granted"));
  }

  @Test
  void whatCameAlongGoesAgainAlthoughTheNewerVersionNeedsIt(TestInfo test) throws Exception {
    Path folder = estate(test);
    new TinyDeb("mt-along", "1.0").into(machine, PACKAGES);
    new TinyDeb("mt-whole", "1.0").into(machine, PACKAGES);
    new TinyDeb("mt-whole", "2.0").needs("mt-along").into(machine, PACKAGES);
    machine.sh("dpkg -i " + PACKAGES + "/mt-whole_1.0_all.deb");
    Spoken.in(folder, "packages", "install", "mail1", "mt-whole=2.0", "mt-along=1.0", "--yes").well();
    assertEquals("ii 2.0 ii 1.0", version("mt-whole") + " " + version("mt-along"));
    Spoken.in(folder, "undo", "--yes").well();
    assertEquals("ii 1.0", version("mt-whole"));
    assertEquals("", machine.sh("dpkg-query -W -f '${db:Status-Abbrev}' mt-along 2>/dev/null || :").strip());
  }

  @Test
  void aFullVarStopsAnInstallationThatResumeEndsAndOneThatUndoTakesBack(TestInfo test) throws Exception {
    Path folder = estate(test);
    String unit = "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=multi-user.target\n";
    new TinyDeb("mt-room", "1.0").file("/lib/systemd/system/mt-room.service", unit).into(machine, PACKAGES);
    new TinyDeb("mt-room", "2.0").file("/lib/systemd/system/mt-room.service", unit).file("/var/lib/mt-room/data", "x".repeat(80_000_000)).into(machine, PACKAGES);
    machine.sh("dpkg -i " + PACKAGES + "/mt-room_1.0_all.deb && systemctl daemon-reload && systemctl start mt-room");
    machine.sh("mkdir -p /full && mount --make-rprivate / && mount -t tmpfs -o size=$(( $(du -sk /var | cut -f1) + 65000 ))k tmpfs /full && cp -a /var/. /full/ && mount --bind /full /var");
    try {
      says(refused(3, folder, "packages", "install", "mail1", "mt-room=2.0", "--yes"), "full");
      assertEquals("ii 1.0 inactive", version("mt-room") + " " + state("mt-room"), "what could not be installed is as it was, and its service waits");
      machine.sh("mount -o remount,size=1g /full");
      Spoken.in(folder, "resume", "--yes").well();
      assertEquals("ii 2.0", version("mt-room"));
      machine.sh("mount -o remount,size=$(( $(df -k --output=used /full | tail -1) + 100 ))k /full");
      says(refused(3, folder, "undo", "--yes"), "full");
      machine.sh("mount -o remount,size=1g /full");
      Spoken.in(folder, "undo", "--yes").well();
      assertEquals("ii 1.0 active", version("mt-room") + " " + state("mt-room"));
    } finally {
      machine.sh("umount -l /var /full");
    }
  }

  @Test
  void whatWaitsForAPackageThatFoundNoRoomKeepsNeitherWayFromGoingOn(TestInfo test) throws Exception {
    Path folder = estate(test);
    new TinyDeb("mt-aneed", "1.0").needs("mt-zroom").into(machine, PACKAGES);
    new TinyDeb("mt-zroom", "1.0").file("/opt/mt-zroom/data", "y".repeat(2_000_000)).script("postinst", "[ -e /run/mended.z ] || { echo no database >&2; exit 1; }").into(machine, PACKAGES);
    machine.sh("mkdir -p /opt/mt-zroom && mount -t tmpfs -o size=100k tmpfs /opt/mt-zroom");
    String[] install = {"packages", "install", "mail1", "mt-aneed=1.0", "mt-zroom=1.0", "--yes"};
    try {
      says(refused(1, folder, install), "full");
      assertEquals("", version("mt-aneed") + version("mt-zroom"), "what was unpacked before is gone again");
      machine.sh("mount -o remount,size=10m /opt/mt-zroom");
      refused(3, folder, install);
      machine.sh("touch /run/mended.z && dpkg --force-depends --purge mt-zroom");
      Spoken.in(folder, "resume", "--yes").well();
      assertEquals("ii 1.0 ii 1.0", version("mt-aneed") + " " + version("mt-zroom"));
      Spoken.in(folder, "undo", "--yes").well();
      assertEquals("", version("mt-aneed") + version("mt-zroom"));
    } finally {
      machine.sh("umount -l /opt/mt-zroom");
    }
  }

  @Test
  void aBrokenOffRunOfDpkgIsNamedBeforeAndFinishedByResume(TestInfo test) throws Exception {
    Path folder = estate(test);
    new TinyDeb("mt-half", "1.0").script("postinst", "[ -e /run/mended ] || { echo no database >&2; exit 1; }").into(machine, PACKAGES);
    says(refused(3, folder, "packages", "install", "mail1", "mt-half=1.0", "--yes"), "no database");
    machine.sh("touch /run/mended");
    Spoken.in(folder, "resume", "--yes").well();
    assertEquals("ii 1.0", version("mt-half"));
    Spoken.in(folder, "undo", "--yes").well();
    assertEquals("", version("mt-half"));
    machine.sh("rm /run/mended; dpkg --unpack " + PACKAGES + "/mt-half_1.0_all.deb");
    says(refused(5, folder, "packages", "install", "mail1", "mt-plain=1.0", "--yes"), "mt-half");
    machine.sh("dpkg --purge mt-half");
    Spoken.in(folder, "packages", "install", "mail1", "mt-plain=1.0", "--yes").well();
    Spoken.in(folder, "undo", "--yes").well();
  }

  @Test
  void aRemovalThatWasKilledIsTakenBackAtOnceAndResumeGoesOn(TestInfo test) throws Exception {
    Path folder = estate(test);
    new TinyDeb("mt-dies", "1.0").script("prerm", "[ ! -e /run/dies ] || kill -9 $PPID").into(machine, PACKAGES);
    new TinyDeb("mt-above", "1.0").needs("mt-dies").into(machine, PACKAGES);
    Spoken.in(folder, "packages", "install", "mail1", "mt-dies=1.0", "mt-above=1.0", "--yes").well();
    machine.sh("touch /run/dies");
    says(refused(1, folder, "packages", "remove", "mail1", "mt-dies", "mt-above", "--yes"), "dpkg");
    assertEquals("ii 1.0 ii 1.0", version("mt-dies") + " " + version("mt-above"));
    machine.sh("rm /run/dies");
    Spoken.in(folder, "packages", "remove", "mail1", "mt-dies", "mt-above", "--yes").well();
    assertEquals("", version("mt-dies") + version("mt-above"));
  }

  @Test
  void aHeldPackageIsLeftAloneAndUndoGoesOnWhenItIsLetGo(TestInfo test) throws Exception {
    Path folder = estate(test);
    Spoken.in(folder, "packages", "install", "mail1", "mt-plain=1.0", "--yes").well();
    machine.sh("echo mt-plain hold | dpkg --set-selections");
    says(refused(5, folder, "packages", "install", "mail1", "mt-plain=2.0", "--yes"), "is held");
    says(refused(3, folder, "undo", "--yes"), "is held");
    assertEquals("hi 1.0", version("mt-plain"));
    machine.sh("echo mt-plain install | dpkg --set-selections");
    Spoken.in(folder, "undo", "--yes").well();
    assertEquals("", version("mt-plain"));
  }

  @Test
  void aRepositoryOutOfReachIsSaidBeforeAnythingChangesAndUndoNeedsNone(TestInfo test) throws Exception {
    Path folder = estate(test);
    for (String each : new String[] {"1.0", "2.0"}) {
      new TinyDeb("mt-far", each).into(machine, "/srv/far");
    }
    machine.sh("cd /srv/far && for f in *.deb; do dpkg-deb -f $f; echo Filename: ./$f; echo Size: $(stat -c %s $f); echo SHA256: $(sha256sum $f | cut -d' ' -f1); echo; done >Packages && dpkg -i mt-far_1.0_all.deb");
    HttpServer server = serve(machine.root().resolve("srv/far"), 0);
    int port = server.getAddress().getPort();
    machine.sh("echo 'deb [trusted=yes] http://127.0.0.1:" + port + "/ ./' >/etc/apt/sources.list.d/far.list && apt-get -q update");
    server.stop(0);
    says(refused(1, folder, "packages", "install", "mail1", "mt-far=2.0", "--yes"), "can't be reached");
    assertEquals("ii 1.0", version("mt-far"));
    HttpServer again = serve(machine.root().resolve("srv/far"), port);
    Spoken.in(folder, "packages", "install", "mail1", "mt-far=2.0", "--yes").well();
    again.stop(0);
    assertEquals("ii 2.0", version("mt-far"));
    Spoken.in(folder, "undo", "--yes").well();
    assertEquals("ii 1.0", version("mt-far"));
  }

  private static HttpServer serve(Path folder, int port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", exchange -> {
      Path file = folder.resolve(exchange.getRequestURI().getPath().replaceFirst("^[/.]*", ""));
      byte[] body = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
      exchange.sendResponseHeaders(Files.isRegularFile(file) ? 200 : 404, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    return server;
  }

  @Test
  void aServiceThatLeavesProcessesIsNamedAndBothWaysGoOn(TestInfo test) throws Exception {
    Path folder = estate(test);
    service("after");
    machine.sh("cp /bin/sleep /run/stayer && printf '[Service]\\nExecStart=/bin/sh -c \"/run/stayer 1000 & exec sleep 1000\"\\nKillMode=process\\n' >/etc/systemd/system/stubborn.service"
        + " && systemctl daemon-reload && systemctl start stubborn && until pgrep stayer; do sleep 0.1; done");
    says(refused(3, folder, "services", "stop", "mail1", "stubborn", "after", "--yes"), "stayer");
    assertEquals("active", state("after"), "what comes after it was not touched");
    machine.sh("pkill stayer");
    Spoken.in(folder, "resume", "--yes").well();
    assertEquals("inactive", state("after"));
    Spoken.in(folder, "undo", "--yes").well();
    assertEquals("active", state("after"));
    assertEquals("active", machine.sh("systemctl is-active stubborn").strip());
    machine.sh("pkill stayer; systemctl stop stubborn; pkill stayer || :");
  }

  @Test
  void aServerThatRaisesItsSchemaIsNotStopped(TestInfo test) throws Exception {
    Path folder = estate(test);
    service("before");
    machine.sh("printf '[Service]\\nExecStart=/bin/sleep 1000\\n' >/etc/systemd/system/zarafa-server.service && systemctl daemon-reload && systemctl start zarafa-server && touch /tmp/zarafa-upgrade-lock");
    says(refused(3, folder, "services", "stop", "mail1", "before", "zarafa-server", "--yes"), "schema");
    assertEquals("active", machine.sh("systemctl is-active zarafa-server").strip());
    assertEquals("inactive", state("before"));
    Spoken.in(folder, "undo", "--yes").well();
    assertEquals("active", state("before"));
    machine.sh("rm /tmp/zarafa-upgrade-lock");
    Spoken.in(folder, "services", "stop", "mail1", "zarafa-server", "--yes").well();
  }

  @Test
  void aRebootInTheMiddleIsGoneOnFromAndBackFrom(TestInfo test) throws Exception {
    Path folder = estate(test);
    new TinyDeb("mt-boot", "1.0").script("postinst", "[ -e /var/lib/booted ] || { touch /var/lib/booted; sync; systemctl --no-block reboot; sleep 60; exit 1; }").into(machine, PACKAGES);
    new TinyDeb("mt-back", "1.0").script("postrm", "[ -e /var/lib/booted ] || { touch /var/lib/booted; sync; systemctl --no-block reboot; sleep 60; exit 1; }").into(machine, PACKAGES);
    String id = stamp();
    refused(3, folder, "packages", "install", "mail1", "mt-boot=1.0", "mt-back=1.0", "--yes");
    afterReboot(id);
    Spoken.in(folder, "resume", "--yes").well();
    assertEquals("ii 1.0", version("mt-boot"));
    assertEquals("ii 1.0", version("mt-back"));
    machine.sh("rm /var/lib/booted");
    id = stamp();
    refused(3, folder, "undo", "--yes");
    afterReboot(id);
    Spoken.in(folder, "undo", "--yes").well();
    assertEquals("", version("mt-boot"));
    assertEquals("", version("mt-back"));
    assertEquals("", machine.sh("ls /usr/sbin/policy-rc.d* 2>/dev/null || :"));
  }

  private static String stamp() {
    return machine.sh("cat /run/lab.boot 2>/dev/null || { date +%s%N >/run/lab.boot; cat /run/lab.boot; }").strip();
  }

  private static void afterReboot(String id) {
    for (int tries = 0; tries < 100; tries++) {
      LabMachine.Said said = machine.run("sh", "-c", "[ ! -e /run/lab.boot ] && systemctl is-active ssh");
      if (said.status() == 0) {
        assertNotEquals(id, stamp());
        return;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(200_000_000);
    }
    throw new IllegalStateException("the machine did not come back");
  }
}
