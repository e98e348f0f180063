package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mailtrek.engine.Gathered;
import org.mailtrek.engine.StepHarness;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

class ConvertQueueTest {

  private static final String QUEUE = "/old/queue";
  private static final String ENVELOPE = "netscape3-queue 1\narrived 920000000\nretry 920003600\ntries 2\nfrom <a@example.net>\nto waiting <b@example.com>\nto done <c@example.org>\n";

  private static ConvertQueue to(String target) {
    return new ConvertQueue("mail1", HostPath.of(QUEUE), target);
  }

  private static StepWorld world() throws TrekException {
    StepWorld world = StepWorld.empty();
    world.file(QUEUE + "/q1.msg", "Subject: one\n\nbody\n");
    world.file(QUEUE + "/q1.env", ENVELOPE);
    world.file("/etc/postfix/main.cf", "queue_directory = /srv/spool\n");
    world.folder("/srv/spool/maildrop");
    world.folder("/out");
    return world;
  }

  @TestFactory
  Stream<DynamicTest> givingToPostfixPasses() {
    return StepHarness.of(to("postfix"), ConvertQueueTest::world, world -> world.edit("/srv/spool/maildrop/" + QueueNames.of("q1", "Subject: one\n\nbody\n".getBytes(StandardCharsets.US_ASCII)), "mine\n")).laws();
  }

  @TestFactory
  Stream<DynamicTest> givingIntoAFolderPasses() {
    return StepHarness.of(to("folder:/out"), ConvertQueueTest::world, world -> world.edit("/out/q1.json", "mine\n")).laws();
  }

  @Test
  void leavesAloneWhatNobodyWaitsForAndWhatIsNotWhole() throws TrekException {
    StepWorld world = world();
    world.file(QUEUE + "/q2.msg", "Subject: two\n\n");
    world.file(QUEUE + "/q2.env", ENVELOPE.replace("waiting", "failed"));
    world.file(QUEUE + "/q3.env", ENVELOPE);
    world.file(QUEUE + "/q4.msg", "Subject: no envelope\n\n");
    Gathered said = Gathered.by(to("folder:/out"), world);
    assertTrue(said.notes.stream().anyMatch(each -> each.startsWith("q2: nobody waits")), said.notes::toString);
    assertTrue(said.notes.stream().anyMatch(each -> each.startsWith("q3 has an envelope and no message")), said.notes::toString);
    assertEquals(4, said.changes.size(), "a folder for notes, the envelope, the message, and its being given");
  }

  @Test
  void namesTheLineOfAWrongEnvelope() throws TrekException {
    StepWorld world = world();
    world.edit(QUEUE + "/q1.env", ENVELOPE.replace("retry 920003600", "retry soon"));
    assertTrue(assertThrows(TrekException.class, () -> Gathered.by(to("folder:/out"), world)).getMessage().contains("q1.env, line 3"));
    world.edit(QUEUE + "/q1.env", ENVELOPE.replace("<b@example.com>", "<b@example.com>\u0007"));
    assertTrue(assertThrows(TrekException.class, () -> Gathered.by(to("folder:/out"), world)).getMessage().contains("line 6"));
  }

  @Test
  void refusesTargetsThatAreNotThere() throws TrekException {
    for (String each : new String[] {"folder:/nowhere", "exim", "postfix:/etc/elsewhere"}) {
      assertThrows(TrekException.class, () -> Gathered.by(to(each), world()), each);
    }
  }
}
