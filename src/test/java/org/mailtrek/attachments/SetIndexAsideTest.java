package org.mailtrek.attachments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

/** The folder of a search index is emptied, and has its contents again after undo (Z10). */
class SetIndexAsideTest {

  private static final String INDEX = "/var/lib/kopano/search";

  @TestFactory
  Stream<DynamicTest> anIndexPasses() {
    return StepHarness.of(new SetIndexAside("mail1", HostPath.of(INDEX)), SetIndexAsideTest::index, world -> world.file(INDEX + "/g_state", "written since")).laws();
  }

  @Test
  void whereThereIsNoneNothingIsSetAside() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file(INDEX, "a file");
    TrekException refused = assertThrows(TrekException.class, () -> new SetIndexAside("mail1", HostPath.of(INDEX)).preview(world.view(), new Nothing()));
    assertEquals(TrekException.Kind.REFUSED, refused.kind());
  }

  private static StepWorld index() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file(INDEX + "/g_state", "notes");
    world.file(INDEX + "/g-s/postlist.glass", "words");
    world.folder(INDEX + "/g-empty");
    return world;
  }

  /** Wants no change. */
  private static final class Nothing implements Step.Preview {

    @Override
    public void change(Change change) {
      throw new AssertionError(change.describe());
    }

    @Override
    public void note(String sentence) {}

    @Override
    public String content(byte[] bytes) {
      throw new AssertionError("nothing is written");
    }
  }
}
