package org.mailtrek.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryPackage;
import org.mailtrek.host.fault.MemoryPackages;

/** K8, Z3. */
class ChangePackagesTest {

  @TestFactory
  Stream<DynamicTest> installingAndRemovingPasses() {
    ChangePackages step = new ChangePackages("mail1", List.of("kopano-server=8.7", "w3m"), List.of("zarafa-ws", "not-there"));
    return StepHarness.of(step, ChangePackagesTest::world, world -> world.edit("/etc/w3m.cfg", "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> installingFromARepositoryPasses() {
    return StepHarness.of(new ChangePackages("mail1", List.of("w3m"), List.of()), ChangePackagesTest::farWorld, world -> world.edit("/etc/w3m.cfg", "mine\n")).laws();
  }

  private static StepWorld farWorld() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/etc/hostname", "mail1\n");
    world.file("/usr/bin/other", "other\n");
    world.machine().packages().offerFar(of("w3m", "0.5", "/usr/bin/w3m", "/etc/w3m.cfg", List.of("w3md")));
    return world;
  }

  /** What a package of a repository brings is known after it was fetched: that is for the run. */
  @Test
  void aPreviewFetchesNothing() throws TrekException {
    StepWorld world = farWorld();
    List<String> notes = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    new ChangePackages("mail1", List.of("w3m"), List.of()).preview(world.view(), new Step.Preview() {
      @Override
      public void change(Change change) {
        changes.add(change);
      }

      @Override
      public void note(String sentence) {
        notes.add(sentence);
      }

      @Override
      public String content(byte[] bytes) {
        throw new IllegalStateException("no content");
      }
    });
    assertEquals(false, world.machine().packages().atHand("w3m", "0.5"), "the preview has fetched it");
    assertEquals(List.of("mail1: packages: install w3m 0.5"), changes.stream().map(Change::describe).toList());
    assertTrue(notes.get(0).contains("known when the archives have been fetched"), notes::toString);
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file("/usr/sbin/other", "other\n");
    world.file("/etc/hostname", "mail1\n");
    MemoryPackages packages = world.machine().packages();
    packages.offer(of("kopano-server", "8.6", "/usr/sbin/kopano-server", "/etc/kopano/server.cfg", List.of("kopano-server")));
    packages.offer(of("kopano-server", "8.7", "/usr/sbin/kopano-server", "/etc/kopano/server.cfg", List.of("kopano-server")));
    packages.offer(of("w3m", "0.5", "/usr/bin/w3m", "/etc/w3m.cfg", List.of("w3md")));
    packages.offer(of("zarafa-ws", "7.2", "/usr/sbin/zarafa-ws", "/etc/zarafa/ws.cfg", List.of("zarafa-ws")));
    packages.install(List.of("kopano-server=8.6", "zarafa-ws=7.2"));
    world.machine().services().set("kopano-server", Run.RUNNING, true);
    world.machine().services().set("zarafa-ws", Run.STOPPED, false);
    return world;
  }

  private static MemoryPackage of(String name, String version, String program, String configuration, List<String> services) {
    return new MemoryPackage(name, version, Map.of(program, name + version, configuration, "a = 1\n"), services, Optional.empty());
  }

  @Test
  void stopsWhatRunsBeforeItsPackageIsExchangedAndSaysThatItStaysStopped() throws TrekException {
    List<String> notes = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    new ChangePackages("mail1", List.of("kopano-server=8.7"), List.of("zarafa-ws")).preview(world().view(), new Step.Preview() {
      @Override
      public void change(Change change) {
        changes.add(change.describe());
      }

      @Override
      public void note(String sentence) {
        notes.add(sentence);
      }

      @Override
      public String content(byte[] bytes) {
        return "";
      }
    });
    assertEquals(List.of("mail1: kopano-server: stop", "mail1: packages: remove zarafa-ws 7.2; exchange kopano-server 8.6 -> 8.7"), changes);
    assertTrue(notes.stream().anyMatch(each -> each.startsWith("kopano-server is stopped and stays so")), notes::toString);
  }

  @Test
  void namesWhatAReleaseNeedsOfADistribution() throws TrekException {
    StepWorld world = world();
    world.file("/etc/os-release", "ID=debian\nVERSION_ID=\"8\"\n");
    assertEquals(new Dependencies.Found("debian 8", true, List.of("libicu52", "w3m")), Dependencies.of(world.view().host("mail1"), "8.7.25"));
    assertEquals(List.of("libboost-filesystem1.55.0", "libboost-system1.55.0", "libicu52", "w3m"), Dependencies.of(world.view().host("mail1"), "8.1.0").missing());
    world.machine().packages().install(List.of("w3m=0.5"));
    assertEquals(List.of("libicu52"), Dependencies.of(world.view().host("mail1"), "8.7.25").missing());
    world.edit("/etc/os-release", "ID=\"centos\"\nVERSION_ID=\"7\"\n");
    assertEquals("rhel 7", Dependencies.of(world.view().host("mail1"), "8.3.0").distribution());
    world.edit("/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
    assertEquals(new Dependencies.Found("debian 12", false, List.of()), Dependencies.of(world.view().host("mail1"), "8.7.25"));
    world.machine().disk().delete(HostPath.of("/etc/os-release"));
    world.file("/etc/redhat-release", "CentOS release 6.10 (Final)\n");
    assertEquals("rhel 6", Dependencies.of(world.view().host("mail1"), "8.7.25").distribution());
  }
}
