package org.mailtrek.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.TrekException;

class StoreSurveyTest {

  private static final String DIVIDER = "From a Mon Jan  6 10:00:00 2003\n";

  @TempDir Path folder;
  private MailStore store;

  @BeforeEach
  void make() throws IOException, TrekException {
    Files.writeString(folder.resolve("amy"), DIVIDER + "A: b\n\n" + "x".repeat(5000) + "\n\n");
    StringBuilder many = new StringBuilder();
    for (int message = 0; message < 60; message++) {
      many.append(DIVIDER).append(message == 57 ? "A: b\nMessage-ID: <57@x>\n\n\u0000\n\n" : "A: b\n\nc\n\n");
    }
    Files.writeString(folder.resolve("joe"), many);
    Files.writeString(folder.resolve("zoe"), "no mbox\n");
    store = StoreKind.open(LocalHost.files("here"), "mbox:" + folder);
  }

  @Test
  void countsAndNamesWhatOthersWouldStumbleOver() throws TrekException {
    StoreSurvey survey = StoreSurvey.of(store, store.users(), store::quota, true);
    assertEquals("3 3 61 5506 4096x62", survey.users() + " " + survey.folders() + " " + survey.messages() + " " + survey.bytes() + " 4096x" + survey.diskBytes() / 4096);
    assertEquals(Map.of(MessageRead.Oddity.NUL, 1L), survey.odd());
    assertEquals("joe INBOX 57@x", survey.named().get(0).user() + " " + survey.named().get(0).folder() + " " + survey.named().get(0).read().messageId());
    assertEquals("amy", survey.largest().get(0).user());
    assertEquals(61, survey.read());
  }

  @Test
  void aMailboxThatCannotBeReadIsNamedAndTheOthersAreCounted() throws TrekException {
    StoreSurvey survey = StoreSurvey.of(store, store.users(), store::quota, false);
    assertEquals(1, survey.failed().size());
    assertTrue(survey.failed().get(0).startsWith("zoe: "), survey.failed()::toString);
    assertEquals(2, survey.read()); // the first and the fifty-first
    assertTrue(survey.readingMillis() >= 0);
    assertEquals(Map.of(), survey.odd());
  }

  @Test
  void namesWhoseMailboxHoldsMoreThanItMay() throws TrekException {
    StoreSurvey survey = StoreSurvey.of(store, List.of("amy", "joe"), user -> Quota.maildir(user.equals("joe") ? "1000S,5C" : "1000000S"), false);
    assertEquals(1, survey.over().size(), survey.over()::toString);
    assertTrue(survey.over().get(0).matches("joe: holds [0-9]+ messages, [0-9]+ bytes, over the quota of 1000 bytes and 5 messages"), survey.over().get(0));
    assertEquals("[512 KiB, 3 MiB]", List.of(new Quota(1 << 19, 0), new Quota(3 << 20, 0)).toString());
  }
}
