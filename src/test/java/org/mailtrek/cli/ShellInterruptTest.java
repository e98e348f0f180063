package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.LabTerminal;
import org.mailtrek.lab.RequiresLab;

/** Ctrl-C, SIGTERM and a lost terminal in the real shell. What hangs does so because the servers of the practice estate are stopped with SIGSTOP. */
@RequiresLab("tmux")
class ShellInterruptTest {

  private static final String PROMPT = "SIM zcp-single/lab1>";

  /** A hundred with {@code -Dmailtrek.exhaustive=true}. */
  private static final int TIMES = Boolean.getBoolean("mailtrek.exhaustive") ? 100 : 10;

  @TempDir private static Path temporary;
  private static PracticeRun estate;

  @TempDir private Path terminalFolder;

  @BeforeAll
  static void make() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
  }

  @AfterEach
  void goOn() throws Exception {
    servers("CONT");
    forget(estate.folder().resolve("logs/jobs"));
    // a plan that was not agreed to would stand in the prompt
    for (String each : Optional.ofNullable(estate.folder().resolve("plans").toFile().list()).orElse(new String[0])) {
      if (each.endsWith(".json")) {
        Files.delete(estate.folder().resolve("plans").resolve(each));
      }
    }
  }

  private static void forget(Path jobs) throws Exception {
    if (Files.exists(jobs)) {
      try (Stream<Path> all = Files.walk(jobs)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  @AfterAll
  static void stop() throws Exception {
    estate.close();
  }

  private static void servers(String signal) throws Exception {
    signal(signal, estate.published().getFieldAsLong("pid"));
  }

  private static void signal(String name, long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor());
  }

  private LabTerminal shell() {
    return started().stands(PROMPT);
  }

  private LabTerminal started() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String start = "trap : INT; cd \"$1\"; shift; sh -c 'echo $$ >\"$0/pid\"; exec \"$@\"' \"$0\" \"$@\"; c=$?; echo; stty -a | grep -w -e isig -e '-isig'; exit $c";
    return LabTerminal.start(terminalFolder, List.of("sh", "-c", start, terminalFolder.toString(), estate.folder().toString(), java, "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + terminalFolder, "-cp",
        System.getProperty("java.class.path"), "org.mailtrek.Main", "--no-color"));
  }

  private long pid() throws Exception {
    return Long.parseLong(Files.readString(terminalFolder.resolve("pid")).strip());
  }

  @Test
  void aJobWorksBehindThePromptAndReportsAboveTheLine() throws Exception {
    try (LabTerminal terminal = shell()) {
      servers("STOP");
      terminal.type("ldap survey --plain &").press("Enter").shows("job 1: ldap survey --plain").stands(PROMPT);
      terminal.type("jobs").press("Enter").shows("1    runs   ldap survey --plain").stands(PROMPT);
      terminal.type("let half").stands(PROMPT + " let half");
      servers("CONT");
      terminal.shows("job 1 done: ldap survey --plain ('attach 1' shows what it said)").stands(PROMPT + " let half");
      terminal.press("C-u").stands(PROMPT).type("attach").press("Enter").shows("more: --json lists them").shows("job 1: done").stands(PROMPT);
      servers("STOP");
      terminal.press("C-l").type("ldap survey &").press("Enter").shows("job 2: ldap survey").stands(PROMPT);
      terminal.type("cancel 2").press("Enter").shows("job 2 ended with").stands(PROMPT);
      terminal.press("C-l").type("ldap survey &").press("Enter").shows("job 3: ldap survey").stands(PROMPT);
      terminal.press("C-d").shows("job 3 still runs").stands("wait (w), let it go on (g), stop it (s), or stay (Enter)?").press("Enter").stands(PROMPT);
      terminal.type("exit").press("Enter").shows("job 3 still runs: ldap survey").stands("wait (w), let it go on (g), stop it (s), or stay (Enter)?").press("C-d").shows("job 3 ended with").ends(0);
    }
  }

  @Test
  void aJobGoesOnWithoutTheShellAndIsFoundByTheNext() throws Exception {
    try (LabTerminal terminal = shell()) {
      servers("STOP");
      terminal.type("let part=ldap").press("Enter").stands(PROMPT);
      terminal.type("$part survey --plain &").press("Enter").shows(": $part survey --plain").stands(PROMPT);
      terminal.press("C-d").stands("wait (w), let it go on (g), stop it (s), or stay (Enter)?").type("g").press("Enter").shows("goes on; 'jobs' and 'attach ").ends(0);
    }
    try (LabTerminal terminal = started()) {
      terminal.shows("still runs: $part survey --plain ('attach ").stands(PROMPT);
      signal("KILL", pid());
      terminal.shows("ended with 137");
    }
    try (LabTerminal terminal = started()) {
      terminal.shows("still runs: $part survey --plain ('attach ").stands(PROMPT);
      servers("CONT");
      terminal.shows("done: $part survey --plain ('attach ").type("attach").press("Enter").shows("more: --json lists them").shows(": done").stands(PROMPT).press("C-d").ends(0);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsWaitedForAsLongAsWasChosen() throws Exception {
    Path settings = estate.folder().resolve("settings");
    Files.writeString(settings, "wait = 1\n");
    servers("STOP");
    Spoken said = estate.run("ldap", "survey");
    Files.delete(settings);
    assertEquals(12, said.exit(), said::toString);
    assertTrue(said.talk().contains("within 1 s"), said::toString);
  }

  @Test
  void leavesWhatOnlyReadsAtOnceTimeAndAgain() throws Exception {
    try (LabTerminal terminal = shell()) {
      servers("STOP");
      terminal.type("ldap survey").press("Enter").shows("ldap survey  ").press("C-c").shows("^C stopped; nothing was changed").stands(PROMPT);
      for (int i = 0; i < TIMES; i++) {
        terminal.type("let n=" + i + "; let; ldap survey").press("Enter").shows("n     " + i).press("C-c").shows("^C stopped; nothing was changed").stands(PROMPT);
        terminal.press("C-l").stands(PROMPT);
      }
      servers("CONT");
      terminal.type("let").press("Enter").shows("n     " + (TIMES - 1)).stands(PROMPT);
      terminal.type("ldap survey").press("Enter").stands("the result: q leaves").press("q").shows("next: ldap transplant --plan").stands(PROMPT);
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void finishesAWriteUnlessItIsPressedThrice() throws Exception {
    SortedMap<String, String> before = estate.scan();
    try (LabTerminal terminal = shell()) {
      terminal.type("ldap sockets --socket /run/other.sock").press("Enter").shows("apply this plan? [y/N]");
      servers("STOP");
      terminal.type("y").press("Enter");
      awaitIntent();
      terminal.press("C-c").shows("stopping: the step at hand is being finished, no other is begun");
      terminal.press("C-c").shows("Ctrl-C once more leaves without waiting");
      terminal.press("C-c").shows("^C left without waiting").shows("unfinished at rewrite-sockets!]>");
      servers("CONT");
      terminal.press("C-d").ends(0);
    }
    Spoken status = estate.run("--json", "status").well();
    if (status.json().getFieldAsInteger("unfinished") != null) {
      estate.run("undo", "--yes").well();
    }
    sameButForTheJournal(before);
  }

  @Test
  void theFirstPromptAfterAKillSaysWhatIsUnfinishedAndBothWaysOn() throws Exception {
    SortedMap<String, String> before = estate.scan();
    try (LabTerminal terminal = shell()) {
      terminal.type("ldap sockets --socket /run/other.sock").press("Enter").shows("apply this plan? [y/N]");
      servers("STOP");
      terminal.type("y").press("Enter");
      awaitIntent();
      signal("KILL", pid());
      terminal.shows("ended with 137");
    }
    servers("CONT");
    try (LabTerminal terminal = started()) {
      terminal.shows("unfinished at rewrite-sockets! type 'resume' to finish it, or 'undo' to take it back").shows("unfinished at rewrite-sockets!]>");
      terminal.type("undo --yes").press("Enter").shows("taken back").stands(PROMPT).press("C-d").ends(0);
    }
    sameButForTheJournal(before);
  }

  private static void sameButForTheJournal(SortedMap<String, String> before) throws Exception {
    SortedMap<String, String> after = estate.scan();
    before.remove("journal.jsonl");
    after.remove("journal.jsonl");
    assertEquals(before, after);
  }

  @Test
  void leavesAQuestionAndWithItTheCommand() throws Exception {
    SortedMap<String, String> before = estate.scan();
    try (LabTerminal terminal = shell()) {
      terminal.type("ldap sockets --socket /run/other.sock").press("Enter").shows("apply this plan? [y/N]").press("C-c");
      terminal.shows("question: not answered").shows("nothing is half-done").shows("[plan ").press("C-d").ends(0);
    }
    assertEquals(before, estate.scan());
  }

  @Test
  void aSignalOrALostTerminalCountsAsAPress() throws Exception {
    for (String name : List.of("TERM", "HUP")) {
      try (LabTerminal terminal = shell()) {
        terminal.type("ldap sockets --socket /run/other.sock").press("Enter").shows("apply this plan? [y/N]");
        servers("STOP");
        terminal.type("y").press("Enter");
        awaitIntent();
        signal(name, pid());
        terminal.shows("stopping: the step at hand is being finished, no other is begun");
        servers("CONT");
        terminal.shows(": done, 1 object changed").stands(PROMPT).press("C-l").press("C-d").ends(0);
      }
      estate.run("undo", "--yes").well();
    }
  }

  /** Waits until a change is being made: its intent is in the journal, and its end is not. */
  private static void awaitIntent() throws Exception {
    Path journal = estate.folder().resolve("journal/journal.jsonl");
    String last = "";
    for (int i = 0; i < 1_000 && !last.contains("\"intent\""); i++) {
      List<String> lines = Files.exists(journal) ? Files.readAllLines(journal) : List.of();
      last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertTrue(last.contains("\"intent\""), last);
  }

  @Test
  void leavesTheTerminalAsItWas() throws Exception {
    try (LabTerminal terminal = shell()) {
      signal("TERM", pid());
      terminal.shows("ended with 143").shows("isig icanon").shows(" echo ");
    }
  }
}
