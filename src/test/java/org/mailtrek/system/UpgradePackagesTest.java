package org.mailtrek.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryPackage;

/** Packages of one Kopano release exchanged for those of another (K8). */
final class UpgradePackagesTest {

  private final Step step = new UpgradePackages("mail1", new PackagedRelease("8.1.0"), new PackagedRelease("8.7.25"), PackageSource.REPOSITORY);

  private static MemoryPackage made(String name, String version, String... services) {
    Map<String, String> files = new TreeMap<>(Map.of("/usr/lib/" + name, name + " " + version + "\n"));
    List.of(services).forEach(each -> files.put("/etc/" + each + ".cfg", "shipped = yes\n"));
    return new MemoryPackage(name, version, files, List.of(services), Optional.empty());
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.folder("/usr/lib");
    world.folder("/etc");
    for (MemoryPackage each :
        List.of(
            made("kopano-server", "8.1.0-1", "kopano-server"), made("kopano-server", "1:8.7.25-1", "kopano-server", "kopano-spamd"), made("kopano-server", "8.7.250-1", "kopano-server"),
            made("kopano-presence", "8.1.0-1", "kopano-presence"),
            made("python-kopano", "8.1.0-1"), made("python3-kopano", "8.7.25-1"),
            made("kopano-webapp", "8.1.0-1"),
            made("kopano-dashboard", "2.0"),
            made("libs", "8.1.0-1"))) {
      world.machine().packages().offer(each);
    }
    world.machine().packages().install(List.of("kopano-server=8.1.0-1", "kopano-presence=8.1.0-1", "python-kopano=8.1.0-1", "kopano-dashboard=2.0", "libs=8.1.0-1"));
    return world;
  }

  @TestFactory
  Stream<DynamicTest> keepsTheLawsOfEveryStep() {
    return StepHarness.of(step, UpgradePackagesTest::world, world -> world.edit("/etc/kopano-spamd.cfg", "mine\n")).laws();
  }

  @Test
  void whatIsOfTheReleaseIsExchangedAndNothingElse() throws TrekException {
    List<String> notes = new ArrayList<>();
    String told = previewed(world(), notes);
    assertTrue(told.contains("exchange kopano-server 8.1.0-1 -> 1:8.7.25-1"), told);
    assertTrue(told.contains("install python3-kopano 8.7.25-1"), told);
    assertTrue(told.contains("remove") && told.contains("kopano-presence 8.1.0-1") && told.contains("python-kopano 8.1.0-1"), told);
    assertFalse(told.contains("kopano-dashboard") || told.contains("libs") || told.contains("8.7.250"), told);
    assertTrue(notes.contains("package kopano-presence is not made for 8.7.25: what it did will no longer be there"), notes::toString);
    assertTrue(notes.contains("package python-kopano is not made for 8.7.25: python3-kopano=8.7.25-1 takes its place"), notes::toString);
  }

  @Test
  void withoutTheNewServerNothingIsPlanned() {
    Step other = new UpgradePackages("mail1", new PackagedRelease("8.1.0"), new PackagedRelease("9.9.9"), PackageSource.REPOSITORY);
    TrekException refused = assertThrows(TrekException.class, () -> other.preview(world().view(), new Told(new ArrayList<>(), new ArrayList<>())));
    assertTrue(refused.what().contains("no package kopano-server 9.9.9"), refused.what());
  }

  @Test
  void versionsOfPackagesAreOfTheirRelease() {
    PackagedRelease release = new PackagedRelease("8.7.25");
    for (String each : List.of("8.7.25", "1:8.7.25-1", "8.7.25+deb10", "8.7.25.0-0+17.1", "8.7.25~rc1")) {
      assertTrue(release.is(each), each);
    }
    for (String each : List.of("8.7.250", "8.7.2", "18.7.25", "8.7")) {
      assertFalse(release.is(each), each);
    }
    assertEquals("8.7.25", release.number());
  }

  private String previewed(StepWorld world, List<String> notes) throws TrekException {
    List<String> told = new ArrayList<>();
    step.preview(world.view(), new Told(told, notes));
    return String.join("\n", told);
  }

  private record Told(List<String> told, List<String> notes) implements Step.Preview {
    @Override
    public void change(Change change) {
      told.add(change.describe());
    }

    @Override
    public void note(String sentence) {
      notes.add(sentence);
    }

    @Override
    public String content(byte[] bytes) {
      throw new IllegalStateException("no files are written");
    }
  }
}
