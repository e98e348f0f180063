package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Programs of this machine, started directly. */
class ChildrenTest extends ProgramsContract {

  @Override
  Programs programs() {
    return Children.of("here");
  }

  /** A signal of the terminal goes to all of a group; a group lies within one session. */
  @Test
  void ctrlCInTheTerminalReachesNoProgram() throws TrekException, IOException {
    String ours = Files.readString(Path.of("/proc/self/stat")).replaceFirst(".*\\) ", "");
    String theirs = programs().run("cat", "/proc/self/stat").text().replaceFirst(".*\\) ", "");
    assertNotEquals(ours.split(" ")[2], theirs.split(" ")[2], "one process group");
    assertNotEquals(ours.split(" ")[3], theirs.split(" ")[3], "one session");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    TrekException refused = assertThrows(TrekException.class, () -> programs().run("no-such-program-here"));
    assertTrue(refused.getMessage().contains("no-such-program-here can't be started"), refused.getMessage());
  }
}
