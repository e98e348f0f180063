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
  private static final String PAGER = "the result: q leaves";

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
      terminal.type("hel").press("Tab").stands("mailtrek> help").press("Enter").stands(PAGER).press("q").shows("next: help COMMAND").stands(PROMPT);
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

  @Test
  void longResultsComeAPageAtATimeUntilQOrControlC() {
    try (LabTerminal terminal = shell("--no-color")) {
      terminal.type("diff-config zcp-7.2.6 kc-8.7.25").press("Enter").shows("Verdict").stands(PAGER);
      terminal.press("q").shows("directives differ between zcp-7.2.6 and kc-8.7.25").stands(PROMPT);
      for (int i = 0; i < 5; i++) {
        terminal.press("C-l").type("let; diff-config zcp-7.2.6 kc-8.7.25 --full").press("Enter").stands(PAGER);
        terminal.press("C-c").shows("directives differ between zcp-7.2.6 and kc-8.7.25").stands(PROMPT);
      }
      terminal.press("C-l").type("let a=b; let").press("Enter").shows("a     b").stands(PROMPT);
      terminal.type("diff-config zcp-7.2.6 kc-8.7.25 --no-pager").press("Enter").shows("directives differ").stands(PROMPT);
      terminal.type("set pager off").press("Enter").shows("pager is off (chosen by this session)").stands(PROMPT);
      terminal.type("diff-config zcp-7.2.6 kc-8.7.25").press("Enter").shows("directives differ").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void theFirstStartOffersATourAndNoOtherDoes() {
    try (LabTerminal terminal = shell()) {
      terminal.shows("first time here? 'demo' is a tour").press("C-d").ends(0);
    }
    try (LabTerminal terminal = shell()) {
      terminal.lacks("first time here").press("C-d").ends(0);
    }
  }

  @Test
  void whatTheHistorySuggestsIsTakenByTheArrowAndNeverByEnter() {
    try (LabTerminal terminal = shell()) {
      terminal.type("let first=one").press("Enter").stands(PROMPT);
      terminal.press("C-l").stands(PROMPT).type("let f").stands("mailtrek> let first=one").press("Enter").stands(PROMPT).lacks("first=one");
      terminal.press("C-l").type("let fi").stands("mailtrek> let first=one").press("Right").type("x").press("Enter").stands(PROMPT);
      terminal.press("C-l").type("let").press("Enter").shows("first  onex").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void pastedLinesWaitForEnterAndAreCarriedOutInTurn() {
    try (LabTerminal terminal = shell("--no-color")) {
      terminal.paste("let a=1\nlet b=2\n").shows("let b=2").press("C-c").stands(PROMPT);
      terminal.press("C-l").type("let").press("Enter").stands(PROMPT).lacks("a     1");
      terminal.press("C-l").paste("let a=1\nlet b=2").shows("let b=2").press("Enter").stands(PROMPT);
      terminal.press("C-l").type("let").press("Enter").shows("a     1").shows("b     2").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void fOneExplainsWhatIsUnderTheCursor() {
    try (LabTerminal terminal = shell("--no-color")) {
      terminal.type("plan export --for").press("F1").shows("--format").stands("mailtrek> plan export --for").press("C-u").stands(PROMPT);
      terminal.type("config get --file ").press("F1").shows("--file F:").stands("mailtrek> config get --file");
      terminal.press("C-u").stands(PROMPT).press("C-d").ends(0);
    }
  }

  @Test
  void theKeysOfViCanBeChosen() {
    try (LabTerminal terminal = shell("--no-color")) {
      terminal.type("set keys vi").press("Enter").shows("keys is vi").stands(PROMPT);
      terminal.type("xlet").press("Escape").press("0").press("x").press("A").type(" a=c; let").press("Enter").shows("a     c").stands(PROMPT);
      terminal.type("set keys emacs").press("Enter").shows("keys is emacs").stands(PROMPT);
      terminal.type("xlet").press("C-a").press("C-d").stands("mailtrek> let").press("Enter").shows("a     c").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void controlRFindsWhatWasTypedBefore() {
    try (LabTerminal terminal = shell("--no-color")) {
      terminal.type("let first=one").press("Enter").stands(PROMPT);
      terminal.type("let second=two").press("Enter").stands(PROMPT);
      terminal.press("C-r").type("first").shows("let first=one").press("C-e").press("C-u").stands(PROMPT);
      terminal.type("let").press("Enter").shows("second  two").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }
}
