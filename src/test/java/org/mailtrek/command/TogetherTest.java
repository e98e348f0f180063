package org.mailtrek.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.config.Release;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class TogetherTest {

  private static final String FILE = "/etc/zarafa/server.cfg";

  @TestFactory
  Stream<DynamicTest> twoEditsOfOneFilePass() {
    return StepHarness.of(step(), TogetherTest::world, world -> world.edit(FILE, "mine\n")).laws();
  }

  @Test
  void theSecondEditStandsOnTheFirst() throws TrekException {
    StepWorld world = world();
    List<String> found = new java.util.ArrayList<>();
    step().preview(
        world.view(),
        new Step.Preview() {
          @Override
          public void change(org.mailtrek.engine.change.Change change) {
            found.add(change.describe());
          }

          @Override
          public void note(String sentence) {}

          @Override
          public String content(byte[] bytes) {
            found.add(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            return "";
          }
        });
    assertEquals("# ours\nattachment_path = /srv/mail\nattachment_storage = files\n", found.get(2));
  }

  private static Step step() {
    Release release = Release.of("zcp-7.2.6");
    ConfigSteps config = new ConfigSteps(Catalogue.open());
    HostPath file = HostPath.of(FILE);
    return new Together(
        "set-storage", "Set both", List.of(config.set("mail1", release, file, "attachment_path", Optional.of("/srv/mail")), config.set("mail1", release, file, "attachment_storage", Optional.of("files"))), List.of());
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file(FILE, "# ours\nattachment_path = /var/lib/zarafa\nattachment_storage = database\n");
    return world;
  }
}
