package org.mailtrek.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabTerminal;
import org.mailtrek.lab.RequiresLab;

/** Drives the real program in a terminal. */
@RequiresLab("tmux")
class ShellTerminalTest {

  private static final String PROMPT = "mailtrek>";

  @TempDir private Path folder;

  private LabTerminal shell(String... options) {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.mailtrek.Main"));
    command.addAll(List.of(options));
    return LabTerminal.start(folder, command).stands(PROMPT);
  }

  @Test
  void promptsCompletesAndLeaves() {
    try (LabTerminal terminal = shell()) {
      terminal.type("hel").press("Tab").stands("mailtrek> help").press("Enter").shows("next: help COMMAND").stands(PROMPT);
      terminal.type("exit").press("Enter").ends(0);
    }
  }

  @Test
  void controlCClearsTheLineAndNeverLeaves() {
    try (LabTerminal terminal = shell()) {
      terminal.press("C-c").shows("Ctrl-D leaves").stands(PROMPT);
      terminal.type("let x=1").press("Enter").stands(PROMPT);
      terminal.type("nonsense").stands("mailtrek> nonsense").press("C-c").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void anOpenQuoteGoesOnWithAnotherPrompt() {
    try (LabTerminal terminal = shell("--no-color")) {
      terminal.type("let a='one").press("Enter").stands("...>");
      terminal.type("two'").press("Enter").stands(PROMPT);
      terminal.type("let").press("Enter").shows("one\\ntwo").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }
}
