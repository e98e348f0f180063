package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.Mailtrek;
import org.mailtrek.command.Candidate;
import org.mailtrek.command.Session;
import org.mailtrek.command.Values;

/** What TAB offers beside a host that does not answer. */
class LiveValuesTest {

  @TempDir private Path folder;

  @Test
  void whatWasKnownIsOfferedUntilItIsForgottenWhereTheSourceIsSilent() throws Exception {
    Files.writeString(folder.resolve("estate.yaml"), "estate: acme\nhosts: { here: { local: true } }\n");
    AtomicBoolean answers = new AtomicBoolean(true);
    CountDownLatch never = new CountDownLatch(1);
    List<Candidate> people = List.of(new Candidate("ann", "a person"));
    Values values =
        (session, typed) -> {
          if (!answers.get()) {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return people;
        };
    try (Session session = Mailtrek.session(folder); LiveValues live = new LiveValues(session)) {
      // as often as it takes on a busy machine
      while (live.offer("people", values, "").isEmpty()) {
        Thread.onSpinWait();
      }
      answers.set(false);
      assertEquals(people, live.offer("people", values, ""));
      assertEquals(List.of(), live.offer("others", values, ""));
      live.forget();
      assertEquals(List.of(), live.offer("people", values, ""));
    } finally {
      never.countDown();
    }
  }
}
