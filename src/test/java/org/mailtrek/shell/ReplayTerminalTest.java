package org.mailtrek.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabTerminal;
import org.mailtrek.lab.RequiresLab;

/** A record carried out again at a terminal, command by command. */
@RequiresLab("tmux")
class ReplayTerminalTest {

  private static final String PROMPT = "acme/all>";
  private static final String QUESTION = "Enter carries it out, s skips it, q stops:";

  @TempDir private Path folder;

  @Test
  void isPreviewedIsLeftAtAQuestionAndEndsAtTheFirstDifference() throws IOException {
    Path other = estate(Files.createDirectory(folder.resolve("other")), "acme");
    for (String each : List.of("one", "two", "three")) {
      Files.writeString(folder.resolve(each), "was " + each + "\n");
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> program = List.of(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.mailtrek.Main", "--no-color");
    try (LabTerminal terminal = LabTerminal.start(estate(folder, "acme"), program).resize(100, 50).stands(PROMPT)) {
      for (String each : List.of("one", "two", "three")) {
        terminal.type("exec here cat " + folder.resolve(each)).press("Enter").shows("was " + each).stands(PROMPT);
      }
      terminal.type("record last 3 as night").press("Enter").shows("night").stands(PROMPT).press("C-l").stands(PROMPT);
      terminal.type("replay night --plan").press("Enter").shows("previewed").stands(PROMPT).press("C-l").stands(PROMPT);

      terminal.type("replay night --step").press("Enter").shows("== 1/3").stands(QUESTION).press("C-c").shows("3 commands were not carried out").stands(PROMPT).press("C-l").stands(PROMPT);

      terminal.type("replay night --step --on " + other).press("Enter").stands(QUESTION).press("Enter").shows("== 2/3").stands(QUESTION);
      Files.writeString(folder.resolve("two"), "is something else\n");
      terminal.press("Enter").shows("! 2: ").shows("the first difference is at 2: exec here cat").shows("1 command was not carried out");
      terminal.type("exit").press("Enter").shows("ended with");
    }
  }

  private static Path estate(Path folder, String name) throws IOException {
    Files.writeString(folder.resolve("estate.yaml"), "estate: " + name + "\nhosts: { here: { local: true } }\n");
    return folder;
  }
}
