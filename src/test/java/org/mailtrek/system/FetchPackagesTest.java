package org.mailtrek.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.engine.change.ServiceState;
import org.mailtrek.host.ServicesView.Run;
import org.mailtrek.host.ServicesView.State;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryPackage;

final class FetchPackagesTest {

  private static MemoryPackage made(String name, String version) {
    return new MemoryPackage(name, version, Map.of("/usr/lib/" + name, name + " " + version + "\n"), List.of(name), Optional.empty());
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.folder("/usr/lib");
    world.machine().packages().offer(made("zarafa-server", "7.2.6-1"));
    world.machine().packages().offerFar(made("kopano-server", "8.7.25-1"));
    world.machine().packages().install(List.of("zarafa-server=7.2.6-1"));
    return world;
  }

  private static Successors successors(PackageSource source) {
    return new Successors("mail1", "8.7.25", source);
  }

  private static FetchPackages fetch(Successors successors) {
    return new FetchPackages("mail1", "8.7.25", packages -> successors.find(packages).added());
  }

  private static List<Change> changes(Step step, StepWorld world) throws TrekException {
    List<Change> found = new ArrayList<>();
    step.preview(world.view(), new Step.Preview() {
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
    return found;
  }

  @TestFactory
  Stream<DynamicTest> keepsTheLawsOfEveryStep() {
    return StepHarness.of(fetch(successors(PackageSource.REPOSITORY)), FetchPackagesTest::world, world -> {}).lawsWithoutForeignEdits();
  }

  @Test
  void planningFetchesNothingAndWhatComesIsKeptFromStarting() throws TrekException {
    StepWorld world = world();
    Successors both = successors(PackageSource.REPOSITORY);
    FetchPackages fetch = fetch(both);
    assertEquals(List.of("mail1: fetch the archives of kopano-server 8.7.25-1"), changes(fetch, world).stream().map(Change::describe).toList());
    PackageSet brought = (PackageSet) changes(new ReplacePackages(both), world).get(1);
    assertEquals(Set.of("kopano-server"), brought.unseen());
    assertEquals(false, world.machine().packages().atHand("kopano-server", "8.7.25-1"), "it was looked into");
    StartServices start = new StartServices("start", "Start", Set.of(), "mail1", List.of(new MailServices.Found("kopano-server", new State(Run.RUNNING, true))), fetch::unseen);
    assertEquals(List.of(new ServiceState("mail1", "kopano-server", new State(Run.STOPPED, false), new State(Run.RUNNING, true))), changes(start, world));
  }

  @Test
  void aFolderMeansThatNothingComesFromElsewhere() throws TrekException {
    StepWorld world = world();
    TrekException refused = assertThrows(TrekException.class, () -> changes(new ReplacePackages(successors(PackageSource.FOLDER)), world));
    assertTrue(refused.what().contains("kopano-server 8.7.25") && refused.next().contains("/var/lib/mailtrek/packages"), refused::getMessage);
    world.machine().packages().fetch(List.of("kopano-server=8.7.25-1"));
    assertEquals(Set.of(), ((PackageSet) changes(new ReplacePackages(successors(PackageSource.FOLDER)), world).get(1)).unseen());
  }
}
