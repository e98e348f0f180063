package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.config.Catalogue;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryPackage;

final class LeftBehindTest {

  private static List<String> found(StepWorld world) throws TrekException {
    return LeftBehind.of(world.view(), KopanoStepsTest.MOVE, Catalogue.open());
  }

  /** Z1: what the handbooks name as not carried over, by the package that brings it; nothing is said of what is not installed. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "7.2.6 | zarafa-backup      | can't be read by kopano-backup",
      "7.2.1 | zarafa-backup-plus | can't be read by kopano-backup",
      "7.2.2 | zarafa-backup-plus | ",
      "7.1.11 | zarafa-search     | searching starts with an empty one",
      "7.0.13 | zarafa-indexer    | searching starts with an empty one",
      "7.2.6 | zarafa-search-plus | ",
      "7.2.6 | zarafa-webaccess   | web client",
      "7.2.6 | zarafa-licensed    | no successor",
      "7.2.6 | zarafa-multiserver | part of the server",
      "7.2.6 | zarafa-ws          | programs that ask this web service",
      "7.2.6 | python-zarafa      | have to import kopano",
      "7.2.6 | zarafa-gateway     | ",
  })
  void namesWhatIsDroppedByWhatIsInstalled(String from, String name, String words) throws TrekException {
    StepWorld world = KopanoStepsTest.world();
    world.machine().packages().offer(new MemoryPackage(name, from, Map.of("/usr/share/" + name, name), List.of(), Optional.empty()));
    world.machine().packages().install(List.of(name + "=" + from));
    List<String> all = LeftBehind.of(world.view(), KopanoStepsTest.from(from), Catalogue.open());
    assertEquals(words == null ? 0 : 1, all.size(), all::toString);
    assertTrue(words == null || all.get(0).startsWith("package " + name + " " + from) && all.get(0).contains(words), all::toString);
  }

  @Test
  void namesAnIndexThatCantBeUsedOnlyWhereThereIsOne() throws TrekException {
    StepWorld world = KopanoStepsTest.world();
    Migration move = KopanoStepsTest.from("7.1.11");
    assertEquals(List.of(), LeftBehind.of(world.view(), move, Catalogue.open()));
    world.file(move.oldIndex() + "/1", "index");
    List<String> all = LeftBehind.of(world.view(), move, Catalogue.open());
    assertTrue(all.size() == 1 && all.get(0).contains("built anew"), all::toString);
  }

  @Test
  void namesALibraryThatNoPackageManagerKnows() throws TrekException {
    StepWorld world = KopanoStepsTest.world();
    world.file("/usr/local/lib/python2.7/dist-packages/zarafa/__init__.py", "");
    world.file("/usr/local/lib/python2.7/dist-packages/other/__init__.py", "");
    List<String> all = found(world);
    assertTrue(all.size() == 1 && all.get(0).startsWith("/usr/local/lib/python2.7/dist-packages/zarafa was installed by hand"), all::toString);
  }

  @Test
  void namesWhatNoStepCarries() throws TrekException {
    StepWorld world = KopanoStepsTest.world();
    assertEquals(List.of(), found(world));
    world.file("/etc/default/zarafa", "ZARAFA_LOCALE=de_DE.UTF-8\n");
    world.edit("/etc/zarafa/server.cfg", "user_safe_mode = yes\n");
    world.database().exchangeSetting("lock_distributed_zarafa", Optional.empty(), Optional.of("1".getBytes(StandardCharsets.UTF_8)));
    List<String> all = found(world);
    assertEquals(3, all.size(), all::toString);
    assertTrue(all.get(0).contains("/etc/default/kopano"), all.get(0));
    assertTrue(all.get(1).contains("lock_distributed_zarafa"), all.get(1));
    assertTrue(all.get(2).contains("user_safe_mode"), all.get(2));
  }
}
