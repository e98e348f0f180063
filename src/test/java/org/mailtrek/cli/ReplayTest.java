package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded night, carried out again on another estate. */
class ReplayTest {

  @TempDir private Path temporary;

  @Test
  void carriesOutOnAnotherEstateWhatWasPracticed() throws Exception {
    try (PracticeRun one = PracticeRun.make(temporary.resolve("one")); PracticeRun other = PracticeRun.make(temporary.resolve("other"))) {
      String plan = one.plan();
      one.run("apply", plan, "--only", "stop-mail", "--yes").well();
      one.run("services", "list").well();
      one.run("record", "last", "3", "as", "night").well();
      String recorded = Files.readString(one.folder().resolve("transcripts/night.trek"));
      assertEquals("plan zcp-to-kopano\napply " + plan + " --only stop-mail --yes\nservices list\n", recorded);

      Spoken preview = one.run("replay", "night", "--plan", "--on", other.folder().toString());
      assertEquals(0, preview.exit(), preview::toString);
      assertFalse(Files.exists(other.folder().resolve("journal/journal.jsonl")), "a preview wrote");

      Spoken refused = one.run("replay", "night", "--on", other.folder().toString());
      assertEquals(64, refused.exit(), refused::toString);

      other.run("services", "stop", "lab1", "postfix", "--yes").well();
      other.run("undo", "--yes").well();
      Spoken replayed = one.run("replay", "night", "--on", other.folder().toString(), "--yes");
      assertEquals(0, replayed.exit(), replayed::toString);
      assertTrue(replayed.out().contains("as recorded"), replayed::toString);
      assertTrue(replayed.talk().contains("== 2/3 apply "), replayed::toString);
      assertFalse(replayed.talk().contains("apply " + plan + " "), "the plan of the other estate is another one: " + replayed);
      assertEquals(one.run("--plain", "services", "list").out(), other.run("--plain", "services", "list").out());

      Spoken again = one.run("replay", "night", "--on", other.folder().toString(), "--yes");
      assertEquals(4, again.exit(), again::toString);
      assertTrue(again.out().contains("the first difference is at"), again::toString);
    }
  }
}
