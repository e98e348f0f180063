package org.mailtrek.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is started in a session of its own does not get the signals of this one's terminal. */
class OwnSessionTest {

  private static String session(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
  }

  private static String of(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return session(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void neitherAMarkedProgramNorAnotherIsInOurs() throws IOException {
    String ours = session(Files.readString(Path.of("/proc/self/stat")));
    assertEquals(ours, of(List.of("/bin/cat", "/proc/self/stat")));
    assertNotEquals(ours, of(OwnSession.of(List.of("/bin/cat", "/proc/self/stat"), "")));
    assertNotEquals(ours, of(OwnSession.unmarked("/bin/cat", "/proc/self/stat")));
  }
}
