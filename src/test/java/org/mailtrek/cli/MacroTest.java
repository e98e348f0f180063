package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Macros as commands: what they declare, read, change and refuse. */
class MacroTest {

  @TempDir private static Path temporary;
  private static PracticeRun estate;

  @BeforeAll
  static void make() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
    Files.createDirectories(estate.folder().resolve("macros"));
  }

  @AfterAll
  static void stop() throws Exception {
    estate.close();
  }

  private static Path macro(String name, String text) throws Exception {
    return Files.writeString(estate.folder().resolve("macros").resolve(name + ".groovy"), text);
  }

  private static String read(String path) throws Exception {
    return Files.readString(estate.machine(path), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aNewMacroIsACommandWithHelpAndJson() throws Exception {
    Spoken made = estate.run("--json", "macro", "new", "give-addresses").well();
    assertTrue(Files.isRegularFile(Path.of(made.json().getFieldAsString("file"))));
    String help = estate.run("-c", "macro check give-addresses; help give-addresses").well().out();
    assertTrue(help.contains("give-addresses  well") && help.contains("--domain DOMAIN") && help.contains("(default: example.com)") && help.contains("give-addresses --fix --plan"), help);
    assertTrue(estate.run("help").well().out().contains("give-addresses"));
    assertEquals("give-addresses", estate.run("--json", "give-addresses").well().json().getFieldAsString("command"));
    Path elsewhere = estate.folder().getParent();
    assertEquals("give-addresses", Spoken.in(elsewhere, "--json", "give-addresses", "-e", estate.folder().toString()).well().json().getFieldAsString("command"));
    assertEquals(64, estate.run("macro", "new", "status").exit());
    assertEquals(64, estate.run("give-addresses", "--no-such-option").exit());
    assertEquals(5, estate.run("macro", "new", "give-addresses").exit());
  }

  @Test
  void whatABlockAsksForIsOnePlanThatUndoTakesBack() throws Exception {
    macro("both", """
        // Writes two files.
        change('make a list') {
          folder 'lab1:/srv/list', mode: 0750
          write '/srv/list/hosts', hosts*.name.join('\\n') + '\\n', owner: 'root:root', mode: 0640
        }
        say "then: ${files.read('/srv/list/hosts').trim()}"
        change('say so') {
          replace '/srv/list/hosts', 'lab1', 'lab one'
          link '/srv/latest', '/srv/list/hosts'
        }
        """);
    SortedMap<String, String> before = estate.scan();
    Spoken plan = estate.run("both", "--plan");
    assertEquals(2, plan.exit(), plan::toString);
    assertEquals(before, estate.scan());
    Spoken nobody = estate.run("both");
    assertEquals(64, nobody.exit(), nobody::toString);
    Spoken done = estate.run("--json", "both", "--yes").well();
    assertEquals("done", done.json().getFieldAsString("outcome"));
    assertEquals("lab one\n", read("/srv/list/hosts"));
    assertEquals(Path.of("/srv/list/hosts"), Files.readSymbolicLink(estate.machine("/srv/latest")));
    Spoken run = estate.run("run", "show", done.json().getFieldAsLong("run").toString());
    assertTrue(run.out().contains("change-2"), run::toString);
    estate.run("undo", "--yes").well();
    assertFalse(Files.exists(estate.machine("/srv/list")));
    assertFalse(Files.exists(estate.machine("/srv/latest"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void readingIsFreeAndWritingStandsInABlock() throws Exception {
    macro("sneaky", "// Keeps an entry for later.\ndef kept\nchange('x') { kept = entry(directory.search('(uid=*)')[0]) }\nkept.set('sn', 'Y')\n");
    Spoken said = estate.run("sneaky", "--yes");
    assertEquals(64, said.exit(), said::toString);
    assertTrue(said.talk().contains("sneaky.groovy, line 4") && said.talk().contains("outside of a change block"), said::toString);
    macro("outside", "// Writes without a block.\nwrite '/srv/x', 'y'\n");
    Spoken outside = estate.run("outside", "--yes");
    assertTrue(outside.talk().contains("outside.groovy, line 2") && outside.talk().contains("there is no 'write"), outside::toString);
    Spoken reads = estate.run("groovy", "change('x') { remove '/etc/passwd' }");
    assertEquals(5, reads.exit(), reads::toString);
    List<String> around = List.of("new File('/x').text = 'y'", "'ls'.execute()", "java.nio.file.Files.delete(null)", "System.exit(3)");
    for (int n = 0; n < around.size(); n++) {
      macro("around-" + n, "// Goes around.\n\n" + around.get(n) + "\n");
    }
    assertEquals(64, estate.run("around-0").exit());
    Spoken refused = estate.run("--keep-going", "-c", "around-0; around-1; around-2; around-3");
    for (int n = 0; n < around.size(); n++) {
      assertTrue(refused.talk().contains("around-" + n + ".groovy, line 3, "), refused::toString);
    }
    assertEquals(4, refused.talk().split("not around it", -1).length - 1, refused::toString);
  }

  @Test
  void aFaultNamesMacroAndLineAndNothingWasChanged() throws Exception {
    SortedMap<String, String> before = estate.scan();
    macro("wrong", "// Goes wrong behind its block.\nchange('x') { write '/srv/x', 'y' }\n\ndef x = [1, 2]\nx.collect { it / 0 }\n");
    Spoken said = estate.run("wrong", "--yes");
    assertEquals(1, said.exit(), said::toString);
    assertTrue(said.talk().contains("wrong.groovy, line 5: ArithmeticException"), said::toString);
    said.plainly();
    String log = Files.readString(estate.folder().resolve("logs/mailtrek.log"));
    assertTrue(log.contains("java.lang.ArithmeticException") && log.contains("\tat "), log);
    assertTrue(said.talk().contains("logs/mailtrek.log"), said::toString);
    assertTrue(estate.run("--debug", "wrong", "--yes").talk().contains("\tat "));
    macro("typo", "// Does not compile.\ndef x = (\n");
    Spoken typo = estate.run("typo");
    assertEquals(64, typo.exit(), typo::toString);
    assertTrue(typo.talk().contains("typo.groovy, line "), typo::toString);
    macro("deep", "// Calls itself.\ndef f(n) { f(n + 1) }\nf(0)\n");
    macro("far", "// Asks for what is not there.\nhosts['nowhere'].services\n");
    Spoken far = estate.run("--keep-going", "-c", "deep; far; journal verify");
    assertTrue(far.talk().contains("calls itself without an end"), far::toString);
    assertTrue(far.talk().contains("far.groovy, line 2: nowhere: there is no such host"), far::toString);
    assertEquals(before, estate.scan());
    assertTrue(far.out().contains("well"), far::toString);
  }

  @Test
  void aPlanWhoseGroundHasMovedIsNotApplied() throws Exception {
    Path input = temporary.resolve("acme/practice/lab1/srv-input");
    Files.writeString(input, "one\n");
    macro("copy", "// Copies a file.\nchange('copy') { write '/srv-output', files.read('/srv-input') }\n");
    estate.run("copy");
    String plan = estate.run("--json", "plan", "list").well().json().getFieldAsArray("plans").stream().map(each -> ((com.unboundid.util.json.JSONObject) each).getFieldAsString("plan")).reduce((a, b) -> b).orElseThrow();
    Files.writeString(input, "two\n");
    Spoken refused = estate.run("apply", plan, "--yes");
    assertEquals(5, refused.exit(), refused::toString);
    Files.writeString(input, "one\n");
    estate.run("apply", plan, "--yes").well();
    assertEquals("one\n", read("/srv-output"));
    estate.run("undo", "--yes").well();
  }

  @Test
  void answersAreGivenAheadWhereNobodyCanBeAsked() throws Exception {
    macro("asks", "// Asks.\nreads_ = questions.choose('Way?', ['a', 'b'])\nif (questions.yes('Go on?')) change('x') { write '/srv-x', reads_ }\n");
    Spoken nobody = estate.run("asks", "--yes");
    assertEquals(64, nobody.exit(), nobody::toString);
    assertTrue(nobody.talk().contains("--answer 'Way?=...'"), nobody::toString);
    assertEquals(64, estate.run("asks", "--answer", "Way?=c", "--answer", "Go on?=y", "--yes").exit());
    estate.run("asks", "--answer", "Way?=b", "--answer", "Go on?=y", "--yes").well();
    assertEquals("b", read("/srv-x"));
    estate.run("undo", "--yes").well();
  }

  private static List<Path> compiled(String name) throws Exception {
    try (Stream<Path> files = Files.list(estate.folder().resolve("macros/.compiled"))) {
      return files.filter(each -> each.getFileName().toString().startsWith(name + "-")).toList();
    }
  }

  @Test
  void whatWasCompiledIsKeptOnDiskAndNotBelievedWhenSpoilt() throws Exception {
    macro("kept", "// Says one.\nsay 'one'\n");
    macro("spoilt", "// Says three.\nsay 'three'\n");
    estate.run("-c", "kept; spoilt").well();
    FileTime written = FileTime.fromMillis(0);
    Files.setLastModifiedTime(compiled("kept").get(0), written);
    byte[] good = Files.readAllBytes(compiled("spoilt").get(0));
    byte[] bad = good.clone();
    bad[bad.length - 9] ^= 1;
    Files.write(compiled("spoilt").get(0), bad);
    // as another process would: with nothing in memory
    Spoken fresh = Spoken.fresh(estate.folder(), "-c", "kept; spoilt").well();
    assertEquals("one\nthree\n", fresh.out());
    assertEquals(written, Files.getLastModifiedTime(compiled("kept").get(0)));
    assertArrayEquals(good, Files.readAllBytes(compiled("spoilt").get(0)));
    macro("kept", "// Says two.\nsay 'two'\n");
    assertTrue(estate.run("kept").well().out().contains("two"));
    assertEquals(1, compiled("kept").size());
  }

  @Test
  void aMacroIsAStepOfARunbook() throws Exception {
    macro("stamp", "// Stamp the machine.\n// step zcp-to-kopano after check-people\nchange('stamp') { write '/etc/mailtrek-stamp', 'moved\\n' }\n");
    Spoken shown = estate.run("plan", "zcp-to-kopano");
    Files.delete(estate.folder().resolve("macros/stamp.groovy"));
    assertTrue(shown.out().contains("macro-stamp: Stamp the machine: 1 object"), shown::toString);
  }

  @Test
  void groovyLooksAround() {
    assertTrue(estate.run("groovy", "hosts*.name").well().out().contains("lab1"));
    Spoken count = estate.run("--json", "groovy", "directory.search(\"(objectClass=zarafa-user)\").size()").well();
    assertTrue(count.json().getFieldAsInteger("value") >= 9, count::toString);
    assertTrue(estate.run("groovy", "configuration.value('server.cfg', 'mysql_password')").well().out().contains("\u2022"));
    assertTrue(estate.run("groovy", "hosts.lab1.services").well().out().contains("postfix"));
    assertEquals(64, estate.run("groovy", "1 +").exit());
  }
}
