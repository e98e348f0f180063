package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.command.Globals;
import org.mailtrek.command.Settings;
import org.mailtrek.host.TrekException;

class ProgramTest {

  @TempDir private Path folder;

  private Said run(String... arguments) {
    return Said.by(folder, "", arguments);
  }

  @Test
  void helpListsTheCommandsAndSucceeds() {
    Said said = run("help");
    assertEquals(0, said.exit());
    assertTrue(said.out().contains("how to use a command"));
    assertEquals("", said.talk());
  }

  @Test
  void saysItsVersionWithoutAnEstate() {
    Said said = run("--version");
    assertEquals(0, said.exit());
    assertTrue(said.out().startsWith("mailtrek "), said.out());
  }

  @Test
  void nothingSendsEscapeCodesWithoutATerminal() {
    assertFalse((run("help").out() + run("hlep").talk() + run("help", "let").out()).contains("\u001b"));
  }

  /** Counts something, and says a line that looks like a table. */
  private Said counted(boolean output, boolean talk, Map<String, String> environment, String... arguments) {
    Surface surface = new Surface(true, output, talk, environment.getOrDefault("TERM", "dumb").equals("dumb"));
    return Said.on(surface, environment, (folder, session) -> {
      session.talk().progress("Looking", "files", 1, 2);
      throw TrekException.at("here").kind(TrekException.Kind.ESTATE).found("not here").next("nothing");
    }, folder, "", arguments);
  }

  @Test
  void eachStreamIsJudgedByItself() throws IOException {
    Files.writeString(folder.resolve("estate.yaml"), "estate: acme\n");
    for (boolean output : new boolean[] {true, false}) {
      for (boolean talk : new boolean[] {true, false}) {
        for (String term : List.of("xterm-256color", "dumb")) {
          Said said = counted(output, talk, Map.of("TERM", term, "LC_ALL", "C.UTF-8"), "-c", "help let; status");
          String shown = output + " " + talk + " " + term + ": " + said;
          assertEquals(talk && term.startsWith("xterm"), said.talk().contains("\r"), shown);
          assertFalse(said.out().contains("\r") || said.out().contains("\u001b"), shown);
          assertEquals(run("help", "let").out(), said.out(), shown);
        }
        assertFalse(counted(output, talk, Map.of("TERM", "xterm", "LC_ALL", "C.UTF-8"), "--plain", "status").talk().contains("\r"));
      }
    }
  }

  @Test
  void nothingIsColouredWhereSomebodyWantsNone() {
    assertTrue(coloured(Globals.NONE, Map.of("TERM", "xterm")));
    assertTrue(coloured(Globals.NONE, Map.of("TERM", "xterm", "NO_COLOR", "")), "set and empty is not set");
    assertFalse(coloured(Globals.NONE, Map.of("TERM", "xterm", "NO_COLOR", "1")));
    assertFalse(coloured(Globals.NONE, Map.of("TERM", "dumb")));
    assertFalse(coloured(Globals.NONE, Map.of()));
    assertFalse(coloured(Globals.NONE.with("--no-color", ""), Map.of("TERM", "xterm")));
    assertFalse(coloured(Globals.NONE.with("--plain", ""), Map.of("TERM", "xterm")));
    assertFalse(coloured(Globals.NONE, Map.of("TERM", "xterm", "MAILTREK_COLOR", "off")));
  }

  private static boolean coloured(Globals globals, Map<String, String> environment) {
    return Surface.colours(globals, new Settings(environment, Optional::empty), environment);
  }

  @Test
  void whatIsLeftOutIsNamedWithWhatItIs() {
    Said said = run("apply");
    assertEquals(64, said.exit());
    assertEquals("! apply: lacks ID, the plan\n  nothing was changed\n  next: apply and TAB shows what there is; help apply\n", said.talk());
  }

  @Test
  void aTypoNamesTheNearestAndRunsNothing() {
    Said said = run("hlep");
    assertEquals(64, said.exit());
    assertTrue(said.talk().contains("did you mean: help?"), said.talk());
  }

  @Test
  void everyTopicCanBeRead() {
    List<String> topics = run("--plain", "help", "topics").out().lines().map(line -> line.split("\t")[0]).filter(name -> name.matches("[a-z-]+")).toList();
    assertTrue(topics.containsAll(List.of("language", "secrets", "shell", "undo", "zcp-to-kopano")), topics.toString());
    for (String topic : topics) {
      Said said = run("help", topic);
      assertEquals(0, said.exit(), topic);
      assertTrue(said.out().lines().count() > 5, topic + ": " + said.out());
    }
  }

  @Test
  void noCommandIsTakenByItsBeginning() {
    assertEquals(64, run("stat").exit());
    assertEquals(64, run("run", "li").exit());
    assertEquals(64, run("let", "--qui").exit());
  }

  @Test
  void eachLineIsShownBeforeItRunsWhereThatIsWanted() {
    Said said = run("--echo", "-c", "let a=b");
    assertEquals(0, said.exit());
    assertTrue(said.talk().contains("let a=b"), said.talk());
    assertFalse(run("-c", "let a=b").talk().contains("let a=b"));
  }

  @Test
  void theSameInputGivesTheSameBytesInAnyLocale() {
    Locale before = Locale.getDefault();
    String[] line = {"--keep-going", "-c", "help config takeover; diff-config zcp-7.2.6 kc-8.7.25 --unified; config explain imap_listen; help | count"};
    try {
      Locale.setDefault(Locale.ROOT);
      Said said = run(line);
      for (String tag : List.of("tr-TR", "ar-EG", "de-DE")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(said, run(line), tag);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void linesThatWereTypedAreFoundAndForgotten() throws IOException {
    Files.writeString(folder.resolve("estate.yaml"), "estate: acme\n");
    Path history = Files.createDirectory(folder.resolve("logs")).resolve("history");
    Files.writeString(history, "1000:ldap Survey\n2000:let word=hunter2\n3000:ldap survey --json\n");
    assertEquals(2, run("--plain", "history", "find", "survey").out().lines().count());
    assertEquals(1, run("--plain", "history", "find", "Survey").out().lines().count());
    assertTrue(run("history", "delete", "hunter2").out().contains("1 line forgotten"));
    assertEquals("1000:ldap Survey\n3000:ldap survey --json\n", Files.readString(history));
    assertTrue(run("history", "delete", "hunter2").out().contains("no line holds that"));
    assertEquals(64, run("history", "forget", "x").exit());
    assertEquals(64, run("history", "find").exit());
    assertTrue(run("history", "clear").out().contains("a copy is"));
    assertEquals("", Files.readString(history));
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    assertEquals(64, run("let", "--colour").exit());
  }

  @Test
  void helpOfACommandAgreesWhicheverWayItIsAsked() {
    assertEquals(run("help", "let").out(), run("let", "--help").out());
  }

  @Test
  void aLineStopsAtTheFirstCommandThatFails() {
    Said said = run("-c", "nix; let a=b; let");
    assertEquals(64, said.exit());
    assertEquals("", said.out());
  }

  @Test
  void keepGoingGoesOnAndStillFails() {
    Said said = run("--keep-going", "-c", "nix; let a=b; let");
    assertEquals(64, said.exit());
    assertTrue(said.out().contains("a     b"), said.out());
  }

  @Test
  void aScriptSaysFileAndLineOfWhatFailed() throws IOException {
    Files.writeString(folder.resolve("s.trek"), "# first\nlet a='two\nlines'\n\nnix\nhelp\n");
    Said said = run("-f", "s.trek");
    assertEquals(64, said.exit());
    assertTrue(said.talk().contains("s.trek:5: failed with 64: nix"), said.talk());
    assertEquals("", said.out());
  }

  @Test
  void standardInputIsAScript() {
    Said said = Said.by(folder, "let a=b\nlet\n", "--plain");
    assertEquals(0, said.exit());
    assertEquals("a\tb\n", said.out());
  }

  @Test
  void variablesCountFromTheNextStatementOn() {
    assertEquals("a\tx\nb\tx,y\n", run("--plain", "-c", "let a=x; let b=$a,y; let").out());
  }

  @Test
  void jsonIsOneObjectOnStandardOutput() throws JSONException {
    JSONObject result = new JSONObject(run("--json", "help").out());
    assertEquals(1, result.getFieldAsInteger("schema"));
    assertEquals("help", result.getFieldAsString("command"));
    assertEquals("done", result.getFieldAsString("outcome"));
  }

  @Test
  void aFailureIsJsonToo() throws JSONException {
    Said said = run("--json", "nix");
    assertEquals(64, said.exit());
    assertEquals("failed", new JSONObject(said.out()).getFieldAsString("outcome"));
  }

  @Test
  void outputGoesIntoAPrivateFile() throws IOException {
    assertEquals(0, run("--plain", "-c", "let a=b; let > 'my file'; let >> 'my file'").exit());
    assertEquals("a\tb\na\tb\n", Files.readString(folder.resolve("my file")));
    assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("my file"))));
  }

  @Test
  void outputGoesThroughPrograms() {
    assertEquals("B\n", run("--plain", "-c", "let a=b; let | !cut -f2 | !tr b B").out());
  }

  @Test
  void anOpenQuoteIsWrongUsage() {
    assertEquals(64, run("-c", "let a='b").exit());
  }
}
