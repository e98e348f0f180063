package org.mailtrek.runbook.kopano;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Change;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

final class BackUpTest {

  @Test
  void asksForASnapshotWhereTheStoreIsAMountOfItsOwn() throws TrekException {
    StepWorld world = KopanoStepsTest.world();
    world.machine().files().mount(HostPath.of("/var/lib/zarafa/attachments"));
    List<String> notes = new ArrayList<>();
    new BackUp(KopanoStepsTest.MOVE)
        .preview(
            world.view(),
            new Step.Preview() {
              @Override
              public void change(Change change) {
                throw new IllegalStateException(change.describe());
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
    assertTrue(notes.stream().anyMatch(each -> each.contains("a mount of its own")), notes::toString);
  }
}
