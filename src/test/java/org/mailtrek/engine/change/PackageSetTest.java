package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryPackage;
import org.mailtrek.host.fault.MemoryPackages;

class PackageSetTest {

  private static final HostPath CONFIGURATION = HostPath.of("/etc/kopano/server.cfg");
  private static final PackageSet.Item KOPANO = new PackageSet.Item("kopano-server", Optional.empty(), Optional.of("8.7"));
  private static final PackageSet.Item NEWER = new PackageSet.Item("kopano-server", Optional.of("8.6"), Optional.of("8.7"));
  private static final PackageSet.Item LIBRARY = new PackageSet.Item("libkopano", Optional.empty(), Optional.of("8.7"));
  private static final PackageSet.Item ZARAFA = new PackageSet.Item("zarafa-server", Optional.of("7.2"), Optional.empty());

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws Exception {
    return Stream.of(
        ChangeCase.of("install two", world(), view -> new PackageSet("mail1", List.of(LIBRARY, KOPANO)))
            .foreignLater(w -> w.machine().packages().install(List.of("kopano-server=8.8", "libkopano=8.8"))),
        ChangeCase.of("install what nobody has looked into", world(), view -> new PackageSet("mail1", List.of(LIBRARY, KOPANO), java.util.Set.of("kopano-server"))),
        ChangeCase.of("exchange for one that has the administrator's file for its own", administrators(), view -> new PackageSet("mail1", List.of(NEWER))),
        ChangeCase.of("remove one", world(), view -> new PackageSet("mail1", List.of(ZARAFA))),
        ChangeCase.of("install and remove", world(), view -> new PackageSet("mail1", List.of(ZARAFA, KOPANO))));
  }

  /** Somebody has had the file that the newer version brings. */
  private static World administrators() throws TrekException {
    World world = world();
    world.machine().packages().offer(of("kopano-server", "8.6", Map.of("/usr/sbin/kopano-server", "older", "/etc/kopano/old.cfg", "o\n"), "kopano-server"));
    world.machine().packages().install(List.of("kopano-server=8.6"));
    Worlds.file(world, CONFIGURATION, "a = mine\n");
    return world;
  }

  private static World world() throws TrekException {
    World world = World.empty();
    MemoryPackages packages = world.machine().packages();
    packages.offer(of("kopano-server", "8.7", Map.of("/usr/sbin/kopano-server", "new", CONFIGURATION.toString(), "a = 1\n"), "kopano-server"));
    packages.offer(of("kopano-server", "8.8", Map.of("/usr/sbin/kopano-server", "newer", CONFIGURATION.toString(), "a = 2\n"), "kopano-server"));
    packages.offer(of("libkopano", "8.7", Map.of("/usr/lib/lib kopano", "lib"), "none"));
    packages.offer(of("libkopano", "8.8", Map.of("/usr/lib/lib kopano", "library"), "none"));
    packages.offer(of("zarafa-server", "7.2", Map.of("/usr/sbin/zarafa-server", "old", "/etc/zarafa/server.cfg", "z\n"), "zarafa-server"));
    Worlds.file(world, HostPath.of("/etc/hostname"), "mail1\n");
    Worlds.file(world, HostPath.of("/usr/sbin/other"), "other\n");
    Worlds.file(world, HostPath.of("/usr/lib/other"), "other\n");
    packages.install(List.of("zarafa-server=7.2"));
    return world;
  }

  private static MemoryPackage of(String name, String version, Map<String, String> texts, String service) {
    return new MemoryPackage(name, version, texts, service.equals("none") ? List.of() : List.of(service), Optional.empty());
  }

  @Test
  void finishesWhatIsHalfInstalledFirst() throws Exception {
    World world = world();
    PackageSet change = new PackageSet("mail1", List.of(LIBRARY, KOPANO));
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    change.perform(world.estate(), side);
    world.machine().packages().half("libkopano");
    assertEquals(Seen.BETWEEN, change.look(world.estate().view(), side));
    assertTrue(change.perform(world.estate(), side).nothing());
    assertEquals(Seen.AFTER, change.look(world.estate().view(), side));
  }

  @Test
  void needsNoArchiveOfWhatIsStillInstalled() throws Exception {
    World world = world();
    PackageSet change = new PackageSet("mail1", List.of(ZARAFA, LIBRARY));
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    world.machine().packages().withdraw("zarafa-server", "7.2");
    assertTrue(change.revert(world.estate(), side).nothing());
    assertEquals(Seen.BEFORE, change.look(world.estate().view(), side));
  }

  @Test
  void undoKeepsAConfigurationFileThatSomebodyHasEditedAndSaysSo() throws Exception {
    World world = world();
    PackageSet change = new PackageSet("mail1", List.of(KOPANO));
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    change.perform(world.estate(), side);
    world.machine().files().append(CONFIGURATION, new byte[] {'#'}, 0, 1);
    Left left = change.revert(world.estate(), side);
    assertEquals(1, left.items().size());
    assertTrue(world.machine().stat(CONFIGURATION).isPresent());
    assertTrue(world.machine().stat(HostPath.of("/usr/sbin/kopano-server")).isEmpty());
  }

  @Test
  void undoKeepsTheAdministratorsFileWhereItIsWhatThePackageBrings() throws Exception {
    for (String content : List.of("a = 1\n", "a = mine\n")) {
      World world = world();
      Worlds.file(world, CONFIGURATION, content);
      PackageSet change = new PackageSet("mail1", List.of(KOPANO));
      MemorySide side = new MemorySide();
      change.keep(world.estate().view(), side);
      change.perform(world.estate(), side);
      Left left = change.revert(world.estate(), side);
      assertEquals(content, new String(world.machine().readAll(CONFIGURATION), java.nio.charset.StandardCharsets.UTF_8));
      assertTrue(left.items().toString().contains("stays on record"), left::toString);
    }
  }

  @Test
  void undoLeavesWhatSomebodyHasMadeInTheMiddleOfIt() throws Exception {
    World world = administrators();
    PackageSet change = new PackageSet("mail1", List.of(NEWER));
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    change.perform(world.estate(), side);
    HostPath aside = side.scratch().beside(CONFIGURATION);
    world.machine().disk().rename(CONFIGURATION, aside);
    Worlds.file(world, CONFIGURATION, "somebody's\n");
    Left left = change.revert(world.estate(), side);
    assertEquals("somebody's\n", new String(world.machine().readAll(CONFIGURATION), java.nio.charset.StandardCharsets.UTF_8));
    assertTrue(left.items().toString().contains(aside.name()), left::toString);
    assertTrue(world.machine().stat(aside).isPresent());
  }

  /** update-rc.d makes them anew when a version with a start script comes back; the memory does not, so the test does. */
  @Test
  void undoGivesStartLinksTheirTimesBack() throws Exception {
    World world = World.empty();
    MemoryPackages packages = world.machine().packages();
    packages.offer(of("kopano-server", "8.1", Map.of("/etc/init.d/kopano-server", "#!/bin/sh\n"), "kopano-server"));
    packages.offer(of("kopano-server", "11.0", Map.of("/usr/sbin/kopano-server", "new"), "kopano-server"));
    packages.install(List.of("kopano-server=8.1"));
    HostPath link = HostPath.of("/etc/rc2.d/S01kopano-server");
    HostPath other = HostPath.of("/etc/rc2.d/S01other");
    Worlds.file(world, HostPath.of("/var/lib/dpkg/info/kopano-server.list"), "/.\n/etc/init.d/kopano-server\n");
    Worlds.file(world, HostPath.of("/etc/rc2.d/README"), "levels\n");
    world.machine().disk().symlink(HostPath.of("/etc/init.d/kopano-server").bytes(), link);
    world.machine().disk().symlink(HostPath.of("/etc/init.d/other").bytes(), other);
    Instant old = Instant.parse("2016-05-04T03:02:01Z");
    world.machine().disk().touch(link, old);
    PackageSet change = new PackageSet("mail1", List.of(new PackageSet.Item("kopano-server", Optional.of("8.1"), Optional.of("11.0"))));
    MemorySide side = new MemorySide();
    change.keep(world.estate().view(), side);
    change.perform(world.estate(), side);
    world.machine().disk().delete(link);
    world.machine().disk().symlink(HostPath.of("/etc/init.d/kopano-server").bytes(), link);
    Instant foreign = world.machine().stat(other).orElseThrow().modified();
    assertTrue(change.revert(world.estate(), side).nothing());
    assertEquals(old, world.machine().stat(link).orElseThrow().modified());
    assertEquals(foreign, world.machine().stat(other).orElseThrow().modified());
  }

  /** dpkg lays the file of the other version beside an edited one; the memory does not, so the test does. */
  @Test
  void undoTakesAwayWhatLiesBesideEditedConfiguration() throws Exception {
    HostPath laid = HostPath.of("/etc/kopano/server.cfg.dpkg-dist");
    for (String content : List.of("a = 2\n", "a = 1\n", "somebody's\n")) {
      for (boolean before : new boolean[] {false, true}) {
        World world = world();
        world.machine().packages().install(List.of("kopano-server=8.7"));
        PackageSet change = new PackageSet("mail1", List.of(new PackageSet.Item("kopano-server", Optional.of("8.7"), Optional.of("8.8"))));
        MemorySide side = new MemorySide();
        if (before) {
          Worlds.file(world, laid, content);
        }
        change.keep(world.estate().view(), side);
        change.perform(world.estate(), side);
        if (!before) {
          Worlds.file(world, laid, content);
        }
        change.revert(world.estate(), side);
        assertEquals(before || content.startsWith("somebody"), world.machine().stat(laid).isPresent(), content + before);
      }
    }
  }
}
