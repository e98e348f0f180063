package org.mailtrek.attachments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class MoveStoreTest {

  private static final String OLD = "/var/lib/zarafa/attachments";
  private static final String NEW = "/var/lib/kopano/attachments";

  @TestFactory
  Stream<DynamicTest> toAFreePlacePasses() {
    return harness(MoveStoreTest::store, MoveStoreTest::somethingNew).laws();
  }

  @TestFactory
  Stream<DynamicTest> ontoTheEmptyFoldersOfThePackagePasses() {
    return harness(MoveStoreTest::packaged, MoveStoreTest::somethingNew).laws();
  }

  @TestFactory
  Stream<DynamicTest> intoAPartlyFilledTargetPasses() {
    return harness(MoveStoreTest::filled, MoveStoreTest::somethingNew).laws();
  }

  @TestFactory
  Stream<DynamicTest> toAnotherMountPasses() {
    return harness(MoveStoreTest::mounted, world -> world.edit(NEW + "/0/1/10", "mine")).laws();
  }

  /** Somebody writes to the old place: what is moved back would be mixed with it. */
  private static void somethingNew(StepWorld world) throws TrekException {
    world.file(OLD + "/0/1/20", "mine");
  }

  private static StepHarness harness(StepHarness.Maker world, StepHarness.Edit edit) {
    return StepHarness.of(step(), world, edit);
  }

  private static MoveStore step() {
    return new MoveStore("move", "Move", Set.of(), "mail1", HostPath.of(OLD), HostPath.of(NEW));
  }

  private static StepWorld store() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file(OLD + "/0/1/10", "ten");
    world.file(OLD + "/3/1/13.gz", "thirteen");
    world.folder(OLD + "/9/9");
    world.folder("/var/lib/kopano");
    world.machine().disk().chown(HostPath.of(OLD), 7, 7);
    return world;
  }

  private static StepWorld packaged() throws TrekException {
    StepWorld world = store();
    world.folder(NEW + "/0/1");
    world.folder(NEW + "/0/2");
    return world;
  }

  private static StepWorld filled() throws TrekException {
    StepWorld world = store();
    world.file(NEW + "/4/0/4", "four");
    world.folder(NEW + "/0/1");
    return world;
  }

  private static StepWorld mounted() throws TrekException {
    StepWorld world = store();
    world.machine().files().mount(HostPath.of("/var/lib/kopano"));
    return world;
  }

  @Test
  void afterwardsEverythingIsInOnePlace() throws TrekException {
    StepWorld world = filled();
    assertTrue(world.machine().stat(HostPath.of(OLD)).isPresent());
    TrekException different = assertThrows(TrekException.class, () -> step().verify(world.view()));
    assertEquals(TrekException.Kind.DIFFERENT, different.kind());
  }

  @Test
  void refusesToOverwrite() throws TrekException {
    StepWorld world = filled();
    world.file(NEW + "/0/1/10", "another ten");
    TrekException refused = assertThrows(TrekException.class, () -> step().preview(world.view(), new Nothing()));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
    assertTrue(refused.where().endsWith(NEW + "/0/1/10"), refused.where());
  }

  @Test
  void refusesToMoveIntoItself() throws TrekException {
    StepWorld world = store();
    MoveStore step = new MoveStore("move", "Move", Set.of(), "mail1", HostPath.of(OLD), HostPath.of(OLD + "/new"));
    assertThrows(TrekException.class, () -> step.preview(world.view(), new Nothing()));
  }

  private record Nothing() implements Step.Preview {

    @Override
    public void change(Change change) {}

    @Override
    public void note(String sentence) {}

    @Override
    public String content(byte[] bytes) {
      return "";
    }
  }
}
