package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailtrek.host.ServicesView.Held;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.lab.LabMachine;
import org.mailtrek.lab.RequiresMachine;

/** The services of a booted machine, by its own systemd; K2. */
@RequiresMachine
class SystemdServicesTest extends ServicesContract {

  private static final Patience SHORT = new Patience(Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofMillis(1500));

  private static LabMachine machine;
  private static Programs inside;
  private static SystemdServices services;

  @BeforeAll
  static void boot() throws Exception {
    machine = LabMachine.boot();
    inside = InsidePrograms.of(machine);
    services = new SystemdServices(inside, SHORT);
    unit("good", "Type=simple\nExecStart=/bin/sleep 1000", true);
    unit("bad", "Type=simple\nExecStart=/bin/sh -c 'echo no configuration >&2; exit 255'", true);
  }

  @AfterAll
  static void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Override
  Services open(Path folder) throws Exception {
    services.stop("good");
    return services;
  }

  private static void unit(String name, String service, boolean enabled) throws Exception {
    file("/etc/systemd/system/" + name + ".service", "[Unit]\nDescription=" + name + "\n[Service]\n" + service + "\n[Install]\nWantedBy=multi-user.target\n");
    assertTrue(inside.run(new byte[0], enabled ? List.of("systemctl", "enable", name) : List.of("systemctl", "daemon-reload")).ok());
  }

  private static void file(String path, String text) throws Exception {
    Path file = machine.root().resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static String refusal(String service, boolean start) {
    return assertThrows(TrekException.class, () -> {
      if (start) {
        services.start(service);
      } else {
        services.stop(service);
      }
    }).what();
  }

  private static boolean runs(String word) throws TrekException {
    return inside.run("pgrep", "-f", word).ok();
  }

  @Test
  void tellsAllAtOnceWhatItTellsOfEach() throws TrekException {
    var all = services.states();
    for (String each : List.of("ssh", "good", "bad", "dbus", "rc", "debug-shell")) {
      assertEquals(services.state(each), all.get(each), each);
    }
  }

  @Test
  void tellsSinceWhenAServiceRunsAndWithWhat() throws TrekException {
    HostPath unit = HostPath.of("/etc/systemd/system/good.service");
    assertEquals(Optional.empty(), services.running("good", List.of(unit)));
    Instant before = Instant.now();
    services.start("good");
    ServicesView.Running running = services.running("good", List.of(unit)).orElseThrow();
    assertTrue(Duration.between(before, running.since()).abs().toSeconds() <= 3, running::toString);
    assertFalse(running.changed().orElseThrow().isAfter(before), running::toString);
    assertEquals(List.of("/bin/sleep", "1000"), running.command());
  }

  @Test
  void seesAProcessThatNoUnitHasStarted() throws TrekException {
    assertTrue(inside.run("sh", "-c", "cp /bin/sleep /tmp/stray; /tmp/stray 1000 >/dev/null 2>&1 </dev/null &").ok());
    assertEquals(List.of("/tmp/stray", "1000"), services.running("stray", List.of()).orElseThrow().command());
    assertTrue(inside.run("pkill", "-x", "stray").ok());
  }

  @Test
  void noticesADaemonThatDiesAfterItsStart() throws Exception {
    unit("kopano-monitor", "Type=simple\nExecStart=/bin/sh -c 'sleep 0.7; echo wrong database password; exit 1'", true);
    String said = refusal("kopano-monitor", true);
    assertTrue(said.contains("does not stay up: wrong database password"), said);
    assertEquals(Run.FAILED, services.state("kopano-monitor").run());
    services.stop("kopano-monitor");
    assertEquals(Run.STOPPED, services.state("kopano-monitor").run());
  }

  @Test
  void endsADaemonThatSystemdWouldStartForEver() throws Exception {
    unit("kopano-ical", "Type=simple\nRestart=always\nRestartSec=0.1\nExecStart=/bin/sh -c 'sleep 0.3; exit 1'", true);
    String said = refusal("kopano-ical", true);
    assertTrue(said.startsWith("does not stay up"), said);
    assertFalse(List.of(Run.STARTING, Run.RUNNING).contains(services.state("kopano-ical").run()));
  }

  @Test
  void waitsForAServiceThatTakesItsTimeToStop() throws Exception {
    unit("slow", "Type=simple\nExecStart=/bin/sh -c 'trap \"sleep 1; exit 0\" TERM; while :; do sleep 0.1; done'", true);
    services.start("slow");
    services.stop("slow");
    assertEquals(Run.STOPPED, services.state("slow").run());
    assertFalse(runs("while :; do sleep 0.1"));
  }

  @Test
  void saysWhenAServiceDoesNotStopAndCanBeAskedAgain() throws Exception {
    unit("stubborn", "Type=simple\nTimeoutStopSec=infinity\nExecStart=/bin/sh -c 'trap \"\" TERM; while [ ! -e /run/let-go ]; do sleep 0.1; done'", true);
    services.start("stubborn");
    String said = refusal("stubborn", false);
    assertTrue(said.contains("does not stop: it is still on its way down after 2 s"), said);
    assertEquals(Run.STOPPING, services.state("stubborn").run());
    assertTrue(inside.run("touch", "/run/let-go").ok());
    services.stop("stubborn");
    assertEquals(Run.STOPPED, services.state("stubborn").run());
  }

  @Test
  void namesProcessesThatAStopHasLeft() throws Exception {
    unit("leaving", "Type=simple\nKillMode=process\nExecStart=/bin/sh -c 'sleep 777 & exec sleep 1000'", true);
    services.start("leaving");
    String said = refusal("leaving", false);
    assertTrue(said.contains("processes of it are left: ") && said.contains("sleep"), said);
    assertTrue(inside.run("pkill", "-f", "sleep 777").ok());
    services.stop("leaving");
    assertEquals(Run.STOPPED, services.state("leaving").run());
  }

  @Test
  void doesNotStopAServerThatRaisesItsSchema() throws Exception {
    unit("kopano-server", "Type=simple\nPrivateTmp=yes\nExecStart=/bin/sh -c ': >/tmp/kopano-upgrade-lock; sleep 1000'", true);
    services.start("kopano-server");
    TrekException refused = assertThrows(TrekException.class, () -> services.stop("kopano-server"));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertTrue(refused.what().contains("/tmp/kopano-upgrade-lock"), refused.what());
    assertEquals(Run.RUNNING, services.state("kopano-server").run());
    assertTrue(inside.run("sh", "-c", "rm /proc/$(systemctl show -p MainPID --value kopano-server)/root/tmp/kopano-upgrade-lock").ok());
    services.stop("kopano-server");
    assertEquals(Run.STOPPED, services.state("kopano-server").run());
  }

  @Test
  void refusesToStartWhatIsMasked() throws Exception {
    assertTrue(inside.run("systemctl", "mask", "masked-one").ok());
    assertEquals(new State(Run.STOPPED, false, Held.MASKED), services.state("masked-one"));
    assertTrue(refusal("masked-one", true).contains("is masked"));
    services.stop("masked-one");
  }

  @Test
  void refusesAPlaceAtBootForWhatHasNone() throws Exception {
    file("/etc/systemd/system/by-others.service", "[Service]\nExecStart=/bin/sleep 1000\n");
    assertTrue(inside.run("systemctl", "daemon-reload").ok());
    assertEquals(new State(Run.STOPPED, false, Held.BY_OTHERS), services.state("by-others"));
    services.enable("by-others", false);
    assertThrows(TrekException.class, () -> services.enable("by-others", true));
  }

  @Test
  void knowsTheSocketThatWakesAServiceAndBringsBothBack() throws Exception {
    unit("woken", "Type=simple\nExecStart=/bin/sleep 1000", false);
    file("/etc/systemd/system/woken.socket", "[Socket]\nListenStream=/run/woken.sock\n[Install]\nWantedBy=sockets.target\n");
    assertTrue(inside.run("systemctl", "daemon-reload").ok());
    assertTrue(inside.run("systemctl", "enable", "--now", "woken.socket").ok());
    assertEquals(List.of("woken.socket"), services.wakers("woken"));
    assertEquals(new State(Run.RUNNING, true), services.state("woken.socket"));
    services.start("woken");
    services.stop("woken.socket");
    services.stop("woken");
    services.start("woken");
    services.start("woken.socket");
    assertEquals(Run.RUNNING, services.state("woken").run());
    assertEquals(Run.RUNNING, services.state("woken.socket").run());
    services.stop("woken.socket");
    services.stop("woken");
  }

  @Test
  void startsAndStopsWhatHasAStartScriptOnly() throws Exception {
    String script = Stream.of(
        "#!/bin/sh", "### BEGIN INIT INFO", "# Provides: scripted", "# Required-Start:", "# Required-Stop:", "# Default-Start: 2 3 4 5", "# Default-Stop: 0 1 6", "### END INIT INFO",
        "case $1 in start) start-stop-daemon -S -b -m -p /run/scripted.pid -x /bin/sleep -- 1000;;",
        "stop) start-stop-daemon -K -p /run/scripted.pid --remove-pidfile;;",
        "status) start-stop-daemon -T -p /run/scripted.pid;; esac", "").reduce("", (a, b) -> a + b + "\n");
    file("/etc/init.d/scripted", script);
    assertTrue(inside.run("chmod", "755", "/etc/init.d/scripted").ok());
    assertTrue(inside.run("update-rc.d", "scripted", "defaults").ok());
    assertTrue(inside.run("systemctl", "daemon-reload").ok());
    assertEquals(new State(Run.STOPPED, true), services.state("scripted"));
    services.start("scripted");
    assertEquals(new State(Run.RUNNING, true), services.states().get("scripted"));
    services.enable("scripted", false);
    assertFalse(services.state("scripted").enabled());
    services.enable("scripted", true);
    assertTrue(services.state("scripted").enabled());
    services.stop("scripted");
    assertEquals(Run.STOPPED, services.state("scripted").run());
  }
}
