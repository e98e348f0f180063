package org.mailtrek.engine.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class PackageArchivesTest {

  private static final List<String> WANTED = List.of("kopano-server=8.7", "kopano-common=8.7");

  private static final HostPath TARBALL = HostPath.of("/root/core.tar.gz");
  private static final List<String> FILES = List.of("kopano-common_8.7_all.deb", "kopano-server_8.7_all.deb");

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheLaws(ChangeCase subject) throws Exception {
    ChangeHarness.prove(subject);
  }

  static Stream<ChangeCase> cases() throws Exception {
    return Stream.of(ChangeCase.of("archives of a repository", world(), view -> PackageArchives.of(view, "mail1", WANTED).orElseThrow()),
        ChangeCase.of("packages of a download", downloaded(), view -> PackageArchives.of(view, "mail1", TARBALL, FILES).orElseThrow()));
  }

  private static World downloaded() {
    World world = World.empty();
    world.machine().packages().download("kopano-server_8.7_all.deb", "kopano-common_8.7_all.deb", "kopano-libs_8.7_all.deb");
    return world;
  }

  private static World world() throws TrekException {
    World world = World.empty();
    for (String each : List.of("kopano-server", "kopano-common")) {
      world.machine().packages().offerFar(new MemoryPackage(each, "8.7", Map.of("/usr/lib/" + each, "new"), List.of(), Optional.empty()));
    }
    return world;
  }

  @Test
  void fetchesNothingThatIsAtHandAndTakesAwayOnlyWhatItFetched() throws Exception {
    World world = world();
    world.machine().packages().fetch(List.of("kopano-common=8.7"));
    PackageArchives change = PackageArchives.of(world.estate().view(), "mail1", WANTED).orElseThrow();
    assertEquals(List.of("kopano-server=8.7"), change.archives());
    change.perform(world.estate(), new MemorySide());
    assertTrue(PackageArchives.of(world.estate().view(), "mail1", WANTED).isEmpty());
    change.revert(world.estate(), new MemorySide());
    assertTrue(world.machine().packages().atHand("kopano-common", "8.7"));
    assertFalse(world.machine().packages().atHand("kopano-server", "8.7"));
  }
}
