package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives the real program through a pseudo-terminal; skipped where there is no {@code expect}. */
class ShellTerminalTest {

  private static final String HEAD =
      """
      trap SIG_DFL {SIGINT SIGQUIT SIGHUP}
      set timeout 25
      proc want {text} { expect { -exact $text {} timeout { puts "\\nMISSING: $text"; exit 1 } eof { puts "\\nENDED BEFORE: $text"; exit 1 } } }
      spawn -noecho sh -c {stty rows 24 cols 100; exec "$JAVA" -Xshare:auto -XX:TieredStopAtLevel=1 -cp "$CP" org.mailtrek.Main $MORE}
      """;

  @TempDir private Path folder;

  @BeforeAll
  static void needsExpect() throws IOException, InterruptedException {
    assumeTrue(new ProcessBuilder("sh", "-c", "command -v expect").start().waitFor() == 0, "expect is not installed");
  }

  private String drive(String script, String more) throws IOException, InterruptedException {
    Path file = folder.resolve("drive.exp");
    Files.writeString(file, HEAD + script);
    ProcessBuilder builder = new ProcessBuilder("expect", file.toString()).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.environment().put("CP", System.getProperty("java.class.path"));
    builder.environment().put("MORE", more);
    builder.environment().put("TERM", "xterm");
    File said = folder.resolve("said").toFile();
    Process process = builder.redirectInput(new File("/dev/null")).redirectOutput(said).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("expect hangs: " + Files.readString(said.toPath(), StandardCharsets.UTF_8));
    }
    String output = Files.readString(said.toPath(), StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), output);
    return output;
  }

  @Test
  void promptsCompletesAndLeaves() throws IOException, InterruptedException {
    drive(
        """
        want "mailtrek> "
        send "hel\\t"
        want "help "
        send "\\r"
        want "what a run did"
        want "mailtrek> "
        send "exit\\r"
        expect eof
        """,
        "");
  }

  @Test
  void controlCClearsTheLineAndNeverLeaves() throws IOException, InterruptedException {
    drive(
        """
        want "mailtrek> "
        send "\\003"
        want "Ctrl-D leaves"
        want "mailtrek> "
        send "let x=1\\r"
        want "mailtrek> "
        send "nonsense"
        want "nonsense"
        send "\\003"
        want "mailtrek> "
        send "\\004"
        expect eof
        """,
        "");
  }

  @Test
  void anOpenQuoteGoesOnWithAnotherPrompt() throws IOException, InterruptedException {
    drive(
        """
        want "mailtrek> "
        send "let a='one\\r"
        want "...> "
        send "two'\\r"
        want "mailtrek> "
        send "let\\r"
        want "one\\\\ntwo"
        send "\\004"
        expect eof
        """,
        "--no-color");
  }
}
