package org.mailtrek.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Gathered;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryPackage;
import org.mailtrek.host.fault.MemoryPackages;
import org.mailtrek.host.fault.MemoryServices;

class SystemStepsTest {

  private static final String NEW_SERVER_FILE = "/etc/kopano/server.cfg";

  @TestFactory
  Stream<DynamicTest> stoppingServicesPasses() {
    StopServices step = new StopServices("stop", "Stop", Set.of(), "mail1", List.of("zarafa-gateway", "gone", "zarafa-spooler", "zarafa-server"));
    return StepHarness.of(step, SystemStepsTest::running, world -> world.machine().services().set("zarafa-gateway", Run.ABSENT, false)).laws();
  }

  @TestFactory
  Stream<DynamicTest> stoppingOneForAWhilePasses() {
    SwitchService step = new SwitchService("mail1", "zarafa-gateway", Run.STOPPED, "Stop the gateway");
    return StepHarness.of(step, SystemStepsTest::running, world -> world.machine().services().set("zarafa-gateway", Run.ABSENT, false)).laws();
  }

  @TestFactory
  Stream<DynamicTest> startingServicesPasses() {
    List<MailServices.Found> wanted = List.of(
        new MailServices.Found("zarafa-gateway", new State(Run.RUNNING, true)),
        new MailServices.Found("gone", new State(Run.RUNNING, true)),
        new MailServices.Found("zarafa-spooler", new State(Run.STOPPED, true)));
    StartServices step = new StartServices("start", "Start", Set.of(), "mail1", wanted, Set::of);
    return StepHarness.of(step, SystemStepsTest::stopped, world -> world.machine().services().set("zarafa-gateway", Run.ABSENT, false)).laws();
  }

  @Test
  void startingNeverStopsAServiceThatWasFoundHalfStarted() throws TrekException {
    StepWorld world = running();
    List<MailServices.Found> wanted = List.of(new MailServices.Found("zarafa-server", new State(Run.STOPPED, true)));
    StartServices step = new StartServices("start", "Start", Set.of(), "mail1", wanted, Set::of);
    Gathered said = new Gathered();
    step.preview(world.view(), said);
    assertEquals(List.of(), said.changes, "the second preview after a resume");
  }

  @TestFactory
  Stream<DynamicTest> replacingPackagesPasses() {
    return StepHarness.of(new ReplacePackages(new Successors("mail1", "8.7.25", PackageSource.REPOSITORY)), SystemStepsTest::packaged, world -> world.edit(NEW_SERVER_FILE, "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> creatingTheAccountPasses() {
    CreateAccount step = new CreateAccount("mail1", "kopano", HostPath.of("/var/lib/kopano"));
    return StepHarness.of(step, SystemStepsTest::people, world -> world.edit("/etc/passwd", world.text("/etc/passwd").replace("nologin", "bash"))).laws();
  }

  @TestFactory
  Stream<DynamicTest> owningFilesPasses() {
    OwnFiles step = new OwnFiles("mail1", view -> new Owner("mail", "mail"), List.of(HostPath.of("/var/lib/kopano/attachments"), HostPath.of("/var/lib/none")));
    return StepHarness.of(step, SystemStepsTest::files, world -> world.machine().disk().chown(HostPath.of("/var/lib/kopano/attachments/0/1/10"), 5, 5)).laws();
  }

  private static StepWorld running() throws TrekException {
    StepWorld world = StepWorld.empty();
    MemoryServices services = world.machine().services();
    services.set("zarafa-server", Run.RUNNING, true);
    services.set("zarafa-gateway", Run.RUNNING, false);
    services.set("zarafa-spooler", Run.STOPPED, true);
    services.set("cron", Run.RUNNING, true);
    return world;
  }

  private static StepWorld stopped() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.machine().services().set("zarafa-gateway", Run.STOPPED, false);
    world.machine().services().set("zarafa-spooler", Run.STOPPED, false);
    return world;
  }

  private static StepWorld people() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nmail:x:8:8::/:/bin/sh\n");
    world.file("/etc/group", "root:x:0:\nmail:x:8:\n");
    world.file("/etc/shadow", "root:!:1::::::\n");
    return world;
  }

  private static StepWorld files() throws TrekException {
    StepWorld world = people();
    world.file("/var/lib/kopano/attachments/0/1/10", "ten");
    world.file("/var/lib/kopano/attachments/1/0/a 'b' $(c)", "odd");
    world.machine().disk().link(HostPath.of("/var/lib/kopano/attachments/0/1/10"), HostPath.of("/var/lib/backup"));
    return world;
  }

  private static StepWorld packaged() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/usr/sbin/other", "other\n");
    world.file("/etc/hostname", "mail1\n");
    MemoryPackages packages = world.machine().packages();
    packages.offer(of("zarafa-server", "7.2.6", "/usr/sbin/zarafa-server", "/etc/zarafa/server.cfg", List.of("zarafa-server")));
    packages.offer(of("zarafa-licensed", "7.2.6", "/usr/sbin/zarafa-licensed", "/etc/zarafa/licensed.cfg", List.of()));
    packages.offer(of("zarafa-own", "1.0", "/usr/bin/zarafa-own", "/etc/own.cfg", List.of()));
    packages.offer(of("kopano-server", "8.7.25-0+1", "/usr/sbin/kopano-server", NEW_SERVER_FILE, List.of("kopano-server")));
    packages.offer(of("kopano-server", "8.6.0", "/usr/sbin/kopano-server", NEW_SERVER_FILE, List.of("kopano-server")));
    packages.offer(of("kopano-common", "8.7.25-0+1", "/usr/share/kopano/common", "/etc/kopano/common.cfg", List.of()));
    packages.install(List.of("zarafa-server=7.2.6", "zarafa-licensed=7.2.6", "zarafa-own=1.0"));
    world.machine().services().set("zarafa-server", Run.STOPPED, false);
    return world;
  }

  private static MemoryPackage of(String name, String version, String program, String configuration, List<String> services) {
    return new MemoryPackage(name, version, Map.of(program, name + version, configuration, "a = 1\n"), services, Optional.empty());
  }

  @Test
  void packagesOfUnknownNameStayAndAreNamed() throws TrekException {
    Gathered said = new Gathered();
    new ReplacePackages(new Successors("mail1", "8.7.25", PackageSource.REPOSITORY)).preview(packaged().view(), said);
    assertTrue(said.notes.stream().anyMatch(each -> each.contains("zarafa-own 1.0") && each.contains("stays")), said.notes::toString);
    assertTrue(said.notes.stream().anyMatch(each -> each.contains("zarafa-licensed has no successor")), said.notes::toString);
    assertTrue(said.changes.stream().noneMatch(each -> each.describe().contains("zarafa-own")), said.changes::toString);
  }

  @Test
  void replacingRefusesWhereTheReleaseIsNotOffered() throws TrekException {
    StepWorld world = packaged();
    TrekException refused = assertThrows(TrekException.class, () -> new ReplacePackages(new Successors("mail1", "8.7.9", PackageSource.REPOSITORY)).preview(world.view(), new Gathered()));
    assertTrue(refused.what().contains("8.6.0"), refused.what());
  }

  @Test
  void verifyNamesTheServiceThatStillRuns() throws TrekException {
    StepWorld world = running();
    Step step = new StopServices("stop", "Stop", Set.of(), "mail1", List.of("zarafa-server"));
    TrekException different = assertThrows(TrekException.class, () -> step.verify(world.view()));
    assertEquals(TrekException.Kind.DIFFERENT, different.kind());
    assertTrue(different.where().contains("zarafa-server"), different.where());
  }

  @Test
  void servicesAreFoundByWhatTheyDoInTheOrderInWhichTheyStop() throws TrekException {
    MemoryServices services = new MemoryServices();
    for (String each : List.of("zarafa-server", "zarafa-search", "zarafa-gateway", "zarafa-dagent", "zarafa-strange", "postfix", "apache2", "slapd", "kopano-server")) {
      services.set(each, Run.RUNNING, true);
    }
    services.set("zarafa-monitor", Run.STOPPED, false);
    MailServices found = MailServices.of(services, "zarafa");
    assertEquals(List.of("postfix"), found.agents().stream().map(MailServices.Found::name).toList());
    assertEquals(List.of("apache2"), found.web().stream().map(MailServices.Found::name).toList());
    assertEquals("zarafa-server", found.server().orElseThrow().name());
    assertEquals(
        List.of("zarafa-gateway", "zarafa-dagent", "zarafa-monitor", "zarafa-search", "zarafa-strange"),
        found.clients().stream().map(MailServices.Found::name).toList());
    assertEquals(List.of("zarafa-monitor"), found.clients().stream().filter(each -> !each.inUse()).map(MailServices.Found::name).toList());
  }
}
