package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.FarProxy;
import org.mailtrek.lab.LabSshd;
import org.mailtrek.lab.LabTerminal;
import org.mailtrek.lab.RequiresLab;
import org.mailtrek.lab.RequiresRoot;

/** Work at a terminal, on an estate of a machine without servers. */
@RequiresLab("tmux")
class ShellWorkTest {

  private static final String PROMPT = "SIM acme/here>";

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void anEstate() throws IOException {
    folder = estate("acme");
  }

  private Path estate(String name) throws IOException {
    Path made = Files.createDirectories(temporary.resolve(name));
    Files.createDirectories(made.resolve("machine/etc"));
    Files.writeString(made.resolve("estate.yaml"), "estate: acme\nhosts:\n  here: { simulated: machine }\n");
    return made;
  }

  private LabTerminal shell(String name) throws IOException {
    return shell(name, PROMPT);
  }

  private LabTerminal shell(String name, String prompt, String... before) throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary, "-cp", System.getProperty("java.class.path"),
        "org.mailtrek.Main", "--no-color", "-e", folder.toString()));
    return LabTerminal.start(Files.createDirectories(temporary.resolve(name)), command).stands(prompt);
  }

  private Spoken run(String... words) {
    return Spoken.in(folder, words);
  }

  @Test
  void whatCanNotBeTakenBackWantsItsNameTyped() throws IOException {
    run("snapshot", "create", "old", "--yes").well();
    Spoken piped = run("snapshot", "delete", "old");
    assertEquals(64, piped.exit(), piped::toString);
    assertTrue(piped.talk().contains("--confirm=old"), piped::toString);
    assertEquals(5, run("snapshot", "delete", "old", "--confirm=acme").exit());
    try (LabTerminal terminal = shell("terminal")) {
      for (String answer : List.of("y", "yes", "", "acme")) {
        terminal.press("C-l").type("snapshot delete old").press("Enter").shows("type the snapshot's name (old) to go on:").type(answer).press("Enter").shows("nothing was changed").stands(PROMPT);
        assertTrue(run("--plain", "snapshot", "list").out().contains("old"), answer);
      }
      terminal.press("C-l").type("snapshot delete old").press("Enter").shows("to go on:").type("old").press("Enter").shows("deleted").stands(PROMPT).press("C-d").ends(0);
    }
    assertEquals(64, run("snapshot", "show", "old").exit());
  }

  @Test
  void twoShellsAtOnceLoseNothingOfTheHistory() throws IOException {
    Path history = folder.resolve("logs/history");
    try (LabTerminal one = shell("one"); LabTerminal two = shell("two")) {
      one.type("let a=first").stands(PROMPT + " let a=first").press("Enter").stands(PROMPT);
      two.type("let b=second").stands(PROMPT + " let b=second").press("Enter").stands(PROMPT);
      one.type("let c=third").stands(PROMPT + " let c=third").press("Enter").stands(PROMPT);
      assertEquals(List.of("let a=first", "let b=second", "let c=third"), lines(history), "after each line, not at the end");
      two.press("C-d").ends(0);
      one.press("C-d").ends(0);
    }
    assertEquals(List.of("let a=first", "let b=second", "let c=third"), lines(history));
  }

  private static List<String> lines(Path history) throws IOException {
    return Files.readAllLines(history).stream().map(each -> each.replaceFirst("^\\d+:", "")).toList();
  }

  @Test
  @RequiresLab({"sshd", "ssh-keygen"})
  void aLostConnectionShowsInTheNextPrompt() throws IOException {
    try (LabSshd sshd = LabSshd.start(); FarProxy proxy = new FarProxy(sshd.port(), Duration.ZERO)) {
      Files.writeString(folder.resolve("known_hosts"), sshd.knownAt(proxy.port()));
      Files.writeString(folder.resolve("estate.yaml"), "estate: acme\nhosts:\n  mx2: { ssh: " + System.getProperty("user.name") + "@127.0.0.1, port: " + proxy.port() + ", key: "
          + sshd.folder().resolve("user") + ", known-hosts: known_hosts }\n");
      try (LabTerminal terminal = shell("terminal", "acme/mx2>")) {
        terminal.type("exec mx2 -- df -h /").press("Enter").shows("Mounted on").stands("acme/mx2>").press("C-l");
        proxy.cut();
        terminal.pressUntil("Enter", "acme/mx2 mx2 down>");
        terminal.press("C-l").type("exec mx2 -- df -h /").press("Enter").shows("Mounted on").stands("acme/mx2>").press("C-d").ends(0);
      }
    }
  }

  @Test
  void withoutAHomeTheShellStartsAndSaysWhatIsNotKept() throws IOException {
    try (LabTerminal terminal = shell("terminal", PROMPT, "env", "-u", "HOME", "-u", "XDG_CONFIG_HOME", "-u", "XDG_STATE_HOME")) {
      terminal.shows("! it can't be kept which estate was used: neither XDG_STATE_HOME nor HOME is set");
      terminal.press("C-l").type("set pager off --save user").press("Enter").shows("neither XDG_CONFIG_HOME nor HOME is set").stands(PROMPT);
      terminal.press("C-l").type("note 'it works'").press("Enter").shows("noted in the journal").stands(PROMPT).press("C-d").ends(0);
    }
    assertTrue(Files.readString(folder.resolve("journal/journal.jsonl")).contains("it works"));
  }

  @Test
  @RequiresLab({"unshare", "ip"})
  @RequiresRoot
  void everyProductIsPracticedWithoutANetwork() throws IOException {
    try (LabTerminal terminal = shell("terminal", PROMPT, "unshare", "-n", "sh", "-c", "ip link set lo up; exec \"$@\"", "sh")) {
      for (String each : kinds()) {
        String prompt = "SIM " + each + (each.equals("oracle") ? "/all>" : "/lab1>");
        terminal.press("C-l").type("simulate " + each + " --into " + temporary.resolve("made-" + each) + " --users 10").press("Enter").shows("practice estate in ").stands(prompt);
        terminal.press("C-l").type("estate check").press("Enter").shows("all of it can be opened").stands(prompt).lacks(" from what is there");
        terminal.press("C-l").type("simulate stop").press("Enter").shows("servers ").stands(prompt);
      }
      terminal.press("C-d").ends(0);
    }
  }

  @Test
  void aReplayStepByStepAsksBeforeEach() throws IOException {
    Spoken.in(folder, "-c", "note one; snapshot create two --yes; note three").well();
    run("record", "last", "3", "as", "night").well();
    Path other = estate("other");
    try (LabTerminal terminal = shell("terminal")) {
      terminal.type("replay night --step --on " + other).press("Enter");
      terminal.stands("Enter carries it out, s skips it, q stops:").shows("== 1/3 note one").press("Enter");
      terminal.shows("== 2/3 snapshot create two").stands("Enter carries it out, s skips it, q stops:").type("s").press("Enter");
      terminal.shows("== 3/3 note three").stands("Enter carries it out, s skips it, q stops:").type("q").press("Enter").stands(PROMPT).press("C-d").ends(0);
    }
    String journal = Files.readString(other.resolve("journal/journal.jsonl"));
    assertTrue(journal.contains("\"one\"") && !journal.contains("\"three\""), journal);
    assertEquals(64, Spoken.in(other, "snapshot", "show", "two").exit());
  }

  @Test
  void typedInALineInAFileAndByStandardInputIsTheSame() throws Exception {
    List<String> lines = List.of("let word=night", "note \"what a $word\"", "snapshot create $word --yes", "note done");
    List<List<String>> journals = new ArrayList<>();
    try (LabTerminal terminal = shell("terminal")) {
      for (String each : lines) {
        terminal.press("C-l").stands(PROMPT).type(each).stands(PROMPT + " " + each).press("Enter").stands(PROMPT);
      }
      terminal.press("C-d").ends(0);
    }
    journals.add(journal(folder));
    Path byLine = estate("line");
    Spoken.in(byLine, "-c", String.join("; ", lines)).well();
    journals.add(journal(byLine));
    Path byFile = estate("file");
    Files.writeString(byFile.resolve("s.trek"), String.join("\n", lines) + "\n");
    Spoken.in(byFile, "-f", "s.trek").well();
    journals.add(journal(byFile));
    Path byInput = estate("input");
    Spoken.fed(byInput, String.join("\n", lines) + "\n").well();
    journals.add(journal(byInput));
    assertEquals(2, journals.get(0).stream().filter(each -> each.startsWith("note ")).count(), journals.get(0)::toString);
    journals.forEach(each -> assertEquals(journals.get(0), each));
  }

  /** Returns one of the kinds of practice estates, drawn by a seed that is printed; all with {@code -Dmailtrek.exhaustive=true}. */
  private static List<String> kinds() {
    List<String> all = List.of("zcp-single", "kopano-8.1", "netscape", "oracle");
    if (Boolean.getBoolean("mailtrek.exhaustive")) {
      return all;
    }
    long seed = System.nanoTime();
    System.out.println("ShellWorkTest: seed " + seed);
    return List.of(all.get(new Random(seed).nextInt(all.size())));
  }

  /** Returns what a journal holds, but for when and by whom. */
  private static List<String> journal(Path estate) throws Exception {
    List<String> all = new ArrayList<>();
    for (String each : Files.readAllLines(estate.resolve("journal/journal.jsonl"))) {
      JSONObject line = new JSONObject(each);
      all.add(line.getFieldAsString("phase") + " " + each.replaceAll("\"(time|before|previous|digest|process|from|at)\" *: *\"[^\"]*\",?", "").replaceAll("20\\d\\d-\\d\\d-\\d\\dT[^\"]*Z", "T").replaceAll("[0-9a-f]{64}", "D")
          .replaceAll("process [0-9]+", "process").replace(estate.toString(), "ESTATE").replaceAll("\\d+-[0-9a-f]{4}", "PLAN").replaceAll("[0-9]{10,}", "N"));
    }
    return all;
  }
}
