package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mailtrek.lab.RequiresLab;

/** What was built here is built once more elsewhere: in another folder, time zone and language, with another mask. */
@RequiresLab({"mvn", "git", "tar", "dpkg-deb"})
class ReproducibleIT {

  @Test
  void anotherBuildHasTheSameBytes() throws Exception {
    ProcessBuilder builder = new ProcessBuilder("scripts/reproducible", "--against", System.getProperty("mailtrek.package")).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), text);
    assertEquals(2, text.lines().filter(line -> line.contains("same bytes: ")).count(), text);
  }
}
