package org.mailtrek.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.mailtrek.estate.View;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryPackage;

final class ReplacePackagesTest {

  private final ReplacePackages step = new ReplacePackages(new Successors("mail1", "8.7.25", PackageSource.REPOSITORY));

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
            made("zarafa-server", "7.2.6-51847", "zarafa-server"),
            made("python-mapi", "7.2.6-51847"),
            made("kopano-server", "1:8.7.25-1", "kopano-server"),
            made("python-mapi", "8.7.25.0-0+17.1"),
            made("kopano-server", "8.7.250-1", "kopano-server"),
            made("other", "1.0"))) {
      world.machine().packages().offer(each);
    }
    world.machine().packages().install(List.of("zarafa-server=7.2.6-51847", "python-mapi=7.2.6-51847", "other=1.0"));
    return world;
  }

  @TestFactory
  Stream<DynamicTest> keepsTheLawsOfEveryStep() {
    return StepHarness.of(step, ReplacePackagesTest::world, world -> world.edit("/etc/kopano-server.cfg", "mine\n")).laws();
  }

  private View after(StepWorld world) throws TrekException {
    List<Change> found = new ArrayList<>();
    step.preview(
        world.view(),
        new Step.Preview() {
          @Override
          public void change(Change change) {
            found.add(change);
          }

          @Override
          public void note(String sentence) {}

          @Override
          public String content(byte[] bytes) {
            throw new IllegalStateException("no files are written");
          }
        });
    View view = world.view();
    for (Change each : found) {
      view = each.over(view);
    }
    return view;
  }

  @Test
  void exchangesAPackageWhoseNameBothProductsUse() throws TrekException {
    assertEquals("8.7.25.0-0+17.1", after(world()).host("mail1").packages().installed().get("python-mapi").version());
  }

  @Test
  void takesTheReleaseByItsNumberWhateverTheEpoch() throws TrekException {
    assertEquals("1:8.7.25-1", after(world()).host("mail1").packages().installed().get("kopano-server").version());
  }

  @Test
  void keepsWhatItInstallsFromStartingAtBoot() throws TrekException {
    assertEquals(new State(Run.STOPPED, false), after(world()).host("mail1").services().state("kopano-server"));
  }

  @Test
  void isNotDisturbedByAHalfInstalledPackageOfSomebodyElse() throws TrekException {
    StepWorld world = world();
    world.machine().packages().remove(List.of("zarafa-server"));
    world.machine().packages().half("other");
    step.verify(world.view());
    assertTrue(world.view().host("mail1").packages().installed().containsKey("other"));
  }
}
