package org.mailtrek.shell;

import java.io.IOException;
import java.nio.file.Files;
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
    return LabTerminal.start(folder, program(List.of(), options)).stands(PROMPT);
  }

  private static List<String> program(List<String> before, String... options) {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.mailtrek.Main"));
    command.addAll(List.of(options));
    return command;
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
      terminal.shows("first time here? 'tour' takes five minutes").press("C-d").ends(0);
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
      terminal.press("C-l").type("let fi --nonsense").press("Enter").shows("--nonsense").stands(PROMPT);
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
  void editsWithTheKeysOfEmacs() {
    try (LabTerminal terminal = shell("--no-color")) {
      terminal.type("b=c").press("C-a").type("let ").press("C-e").type(" zzz").press("C-w").press("BSpace").stands("mailtrek> let b=c");
      terminal.press("Home").press("C-k").stands(PROMPT).press("C-y").stands("mailtrek> let b=c");
      terminal.press("M-b").press("M-b").press("M-f").type("s").press("End").type("d").stands("mailtrek> let sb=cd");
      terminal.press("Left").press("Left").press("BSpace").press("Right").press("BSpace").stands("mailtrek> let sbd").press("C-_").stands("mailtrek> let sbcd");
      terminal.press("C-u").stands(PROMPT).type("let k=v \\").press("Enter").stands("...>").press("C-c").stands(PROMPT).type("let").press("Enter").shows("no variables").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void theCursorIsRightBehindWideAndCombiningCharacters() {
    try (LabTerminal terminal = shell("--no-color")) {
      terminal.type("let a=\u6f22\u5b57x").stands("mailtrek> let a=\u6f22\u5b57x").cursorIn(PROMPT.length() + 1 + 6 + 4 + 1);
      terminal.press("Left").press("Left").press("BSpace").type("o").stands("mailtrek> let a=o\u5b57x").cursorIn(PROMPT.length() + 1 + 6 + 1);
      terminal.press("C-u").type("let a=e\u0301t").cursorIn(PROMPT.length() + 1 + 6 + 2).press("BSpace").type("z").press("Enter").stands(PROMPT);
      terminal.press("C-l").type("let").press("Enter").shows("a     e\u0301z").stands(PROMPT).press("C-d").ends(0);
    }
  }

  @Test
  void everyWidthFromTwentyColumnsOnCanBeWorkedIn() {
    try (LabTerminal terminal = shell("--no-color")) {
      terminal.type("let somewhat=long").resize(20, 24).shows("let somew").resize(100, 24).press("C-l").stands("mailtrek> let somewhat=long").press("Enter").stands(PROMPT);
      for (int columns : new int[] {20, 40, 132, 200}) {
        terminal.resize(columns, 40).press("C-l").type("let").press("Enter").shows("long").stands(PROMPT).lacks("Exception");
        terminal.press("C-l").type("set").press("Enter").shows("wait").stands(PROMPT).lacks("fault");
      }
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void aLocaleWithoutUtf8GetsAsciiOnlyAndPlainOutputSaysFaultsInWords() throws IOException {
    Files.writeString(folder.resolve("estate.yaml"), "estate: M\u00fcller \u6f22\nhosts: { here: { local: true } }\n");
    try (LabTerminal terminal = LabTerminal.start(folder, program(List.of("env", "LC_ALL=C"), "--plain")).stands("Muller ??/all>")) {
      terminal.type("bakcup all").shows("! there is no command bakcup").press("C-u").stands("Muller ??/all>").lacks("! there is");
      terminal.type("plan export 3 --format hmtl").shows("! does not know 'hmtl': one of md, html, json, ansible").press("C-u").stands("Muller ??/all>");
      terminal.type("config get --fiel x").shows("! there is no option --fiel").press("C-u").stands("Muller ??/all>");
      terminal.type("help transplant | head 3; nix").press("Enter").shows("next: help").stands("Muller ??/all>");
      org.junit.jupiter.api.Assertions.assertTrue(terminal.screen().chars().allMatch(c -> c < 128), terminal.screen());
      terminal.press("C-d").ends(0);
    }
    try (LabTerminal terminal = LabTerminal.start(folder, program(List.of(), "--no-color")).stands("M\u00fcller \u6f22/all>")) {
      terminal.type("bakcup").shows("! there is no command bakcup").press("C-u").stands("M\u00fcller \u6f22/all>").press("C-d").ends(0);
    }
  }

  @Test
  void everyKindOfTerminalWill() {
    List<String> kinds = Boolean.getBoolean("mailtrek.exhaustive") ? List.of("vt100", "dumb", "linux", "xterm-256color", "screen", "ansi") : List.of("vt100", "dumb");
    for (String kind : kinds) {
      try (LabTerminal terminal = LabTerminal.start(folder, program(List.of("env", "TERM=" + kind))).stands(PROMPT)) {
        terminal.type("let first=one").press("Enter").stands(PROMPT).type("let").press("Enter").shows("first  one").stands(PROMPT).type("exit").press("Enter").ends(0);
      }
    }
    String quoted = String.join(" ", program(List.of())).replace("'", "");
    try (LabTerminal terminal = LabTerminal.start(folder, List.of("script", "-q", "-e", "-c", quoted, folder.resolve("typescript").toString())).stands(PROMPT)) {
      terminal.type("let first=one").press("Enter").stands(PROMPT).type("exit").press("Enter").ends(0);
    }
  }

  @Test
  void aQuestionShowsWhatWasTypedSignForSign() throws IOException {
    Files.writeString(folder.resolve("estate.yaml"), "estate: old\nhosts: { here: { local: true } }\n");
    Files.createDirectories(folder.resolve("v"));
    Files.writeString(Files.createDirectories(folder.resolve("s")).resolve("joe"), "");
    try (LabTerminal terminal = LabTerminal.start(folder, program(List.of(), "--no-color")).stands("old/all>")) {
      terminal.type("mailbox messages --from mbox:" + folder + "/s --to maildir:" + folder + "/v/%u").press("Enter").shows("/v/%u on here? [y/N]");
      terminal.type("n").press("Enter").stands("old/all>").press("C-d").ends(0);
    }
  }

  @Test
  void controlRFindsWhatWasTypedBefore() {
    try (LabTerminal terminal = shell("--no-color")) {
      terminal.type("let first=One").press("Enter").stands(PROMPT);
      terminal.type("let second=two").press("Enter").stands(PROMPT);
      terminal.press("C-l").press("C-r").type("ONE").shows("failing").press("C-g").stands(PROMPT);
      terminal.press("C-l").press("C-r").type("one").shows("let first=One").shows("bck-i-search: one").press("C-e").press("C-u").stands(PROMPT);
      terminal.type("let").press("Enter").shows("second  two").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }
}
