package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailtrek.engine.RunInfo;

/** What the prompt and the greeting say of a run that waits. */
class OpenWorkTest {

  private static RunInfo run(RunInfo.State state, Optional<String> step) {
    return new RunInfo(7, "3-abcd", "zcp-to-kopano", false, Instant.EPOCH, state, step, false, 5, 0, 1);
  }

  @Test
  void aRunThatStoppedOnItsWayCanGoEitherWay() {
    OpenWork open = OpenWork.of(run(RunInfo.State.UNFINISHED, Optional.of("first-start")), Optional.empty());
    assertEquals("run 7 unfinished at first-start! type 'resume' to finish it, or 'undo' to take it back", open.words() + " " + open.advice());
    assertEquals("run 7 unfinished!", OpenWork.of(run(RunInfo.State.UNFINISHED, Optional.empty()), Optional.empty()).words());
  }

  @Test
  void aRunThatIsBeingTakenBackOnlyGoesOnBack() {
    OpenWork open = OpenWork.of(run(RunInfo.State.UNDOING, Optional.of("first-start")), Optional.empty());
    assertEquals("run 7 half taken back! type 'undo' or 'resume' to go on taking it back", open.words() + " " + open.advice());
  }
}
