package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.practice.Practice;

/** Whole runs whose packages come from archives at hand rather than a repository: through plan, {@code apply}, {@code open} and back (K8, Z4). */
@EnabledIfSystemProperty(named = "mailtrek.exhaustive", matches = "true", disabledReason = "takes half a minute each")
final class PackageSourceTest {

  @TempDir private Path temporary;

  @AfterEach
  void ends() throws Exception {
    Practice.stop(temporary.resolve("p"));
  }

  @ParameterizedTest
  @CsvSource({"zcp-single,zcp-to-kopano,folder", "zcp-single,zcp-to-kopano,tarball", "kopano-8.1,kopano-upgrade,folder", "kopano-8.1,kopano-upgrade,tarball"})
  void theSamePackagesComeAndGoWhereverTheyLie(String kind, String runbook, String source) {
    Spoken.in(temporary, "simulate", kind, "--into", "p", "--users", "10").well();
    Path estate = temporary.resolve("p");
    List<String> before = scan(estate);
    Spoken planned = Spoken.in(estate, "--json", "plan", runbook, "--packages", source).well();
    assertEquals(before, scan(estate), "planning changed something");
    assertFalse(planned.out().contains("fetch-packages"), planned::toString);
    String plan = planned.json().getFieldAsString("plan");
    String shown = Spoken.in(estate, "plan", "show", plan, "--full").well().out();
    assertTrue(shown.contains("kopano-server 8"), shown);

    Spoken.in(estate, "apply", plan, "--yes").well();
    assertTrue(Spoken.in(estate, "packages", "list", "lab1").well().out().contains("kopano-server"));
    Spoken.in(estate, "open", "--yes").well();
    Spoken.in(estate, "undo", "--yes", "--confirm=" + kind).well();
    Spoken.in(estate, "undo", "--yes", "--confirm=" + kind).well();
    assertEquals(before, scan(estate));
    assertFalse(before.isEmpty());
  }

  private static List<String> scan(Path estate) {
    return Spoken.in(estate, "scan").well().out().lines().toList();
  }
}
