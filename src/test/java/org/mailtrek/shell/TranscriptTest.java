package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sessions write down of themselves, and what comes of it when it is carried out again. */
class TranscriptTest {

  private static final String CANARY = "sesame-4711";

  @TempDir private Path folder;
  private Path transcripts;

  @BeforeEach
  void anEstate() throws IOException {
    Files.writeString(folder.resolve("estate.yaml"), "estate: acme\nhosts:\n  here: { local: true }\n");
    transcripts = folder.resolve("transcripts");
  }

  private Said script(String lines, String... options) {
    return Said.by(folder, lines, options);
  }

  private List<Path> files(String end) throws IOException {
    try (Stream<Path> all = Files.list(transcripts)) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  @Test
  void keepsEveryLineWithWhatCameOfIt() throws Exception {
    script("let a=b\nlet | !cat\nhlep\n", "--keep-going");
    List<String> lines = Files.readAllLines(files(".jsonl").get(0));
    assertEquals(4, lines.size());
    JSONObject first = new JSONObject(lines.get(2));
    assertEquals("let | !cat", first.getFieldAsString("line"));
    assertEquals(0, first.getFieldAsInteger("exit"));
    assertTrue(first.getFieldAsString("output").contains("a\tb"), first::toString);
    JSONObject wrong = new JSONObject(lines.get(3));
    assertEquals(64, wrong.getFieldAsInteger("exit"));
    assertTrue(wrong.getFieldAsString("failure").contains("there is no such command"), wrong::toString);
    List<String> trek = Files.readAllLines(files(".trek").get(0));
    assertEquals(List.of("let a=b", "let | !cat", "# hlep"), trek.subList(1, trek.size()));
  }

  @Test
  void isReadableByItsOwnerOnly() throws Exception {
    script("let a=b\n");
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(transcripts)));
    for (Path each : files("")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)), each::toString);
    }
  }

  @Test
  void singleCommandsOfADayShareOne() throws Exception {
    script("", "let", "a=b");
    script("", "let");
    assertEquals(1, files(".trek").size());
    assertEquals(3, Files.readAllLines(files(".jsonl").get(0)).size());
  }

  @Test
  void holdsNoSecretThatWasTypedByMistake() throws Exception {
    script("let password=" + CANARY + "\nlet x='my secret: " + CANARY + "'\nconfig set mysql_password " + CANARY + "\nhelp --ldap-password=" + CANARY + "\n", "--keep-going");
    for (Path each : files("")) {
      assertFalse(Files.readString(each).contains(CANARY), each + ": " + Files.readString(each));
    }
    assertTrue(Files.readString(files(".trek").get(0)).contains("let password=$secret_1\n"));
  }

  @Test
  void keepsTheLastCommandsUnderAName() throws Exception {
    Said said = script("let a=b\nlet c=d\nhelp let\nrecord last 2 as two\n");
    assertTrue(said.out().contains("kept 2 commands as 'two'"), said::toString);
    assertEquals("let a=b\nlet c=d\n", Files.readString(transcripts.resolve("two.trek")), "help belongs to no record");
  }

  @Test
  void keepsTheLastCommandsFromOutsideToo() throws Exception {
    script("let a=b\nlet c=d\n");
    assertEquals(0, script("", "record", "last", "1", "as", "one").exit());
    assertEquals("let c=d\n", Files.readString(transcripts.resolve("one.trek")));
  }

  @Test
  void recordsFromStartToStop() throws Exception {
    script("let a=b\nrecord start some\nlet c=d\nlet\nrecord stop\nlet e=f\n");
    assertEquals("let c=d\nlet\n", Files.readString(transcripts.resolve("some.trek")));
  }

  @Test
  void aNameIsNeverTakenTwice() {
    Said said = script("let a=b\nrecord last 1 as one\nrecord last 1 as one\n");
    assertEquals(64, said.exit());
    assertTrue(said.talk().contains("is taken"), said::toString);
    assertEquals(64, script("", "record", "start", "../x").exit());
  }

  @Test
  void saysThatAReplayCameToTheSame() {
    script("let a=b\nlet\nrecord last 2 as two\n");
    Said said = script("replay two\n");
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.out().contains("as recorded"), said::toString);
  }

  @Test
  void saysWhereAReplayFirstCameToSomethingElse() throws JSONException {
    script("let a=b\nlet\nlet z=1\nrecord last 3 as three\n");
    Said said = script("let more=than-before\nreplay three\n");
    assertEquals(4, said.exit(), said::toString);
    assertTrue(said.out().contains("the first difference is at 2: let"), said::toString);
    assertTrue(said.talk().contains("line 2 of the output: 'more than-before', recorded ''"), said::toString);
    assertTrue(said.out().contains("1 command was not carried out"), said::toString);
    String json = Said.by(folder, "", "--json", "-c", "let more=than-before; replay three --keep-going").out().lines().skip(1).findFirst().orElseThrow();
    JSONArray commands = (JSONArray) new JSONObject(json).getField("commands");
    assertEquals(3, commands.size(), json);
    assertEquals("2: let", new JSONObject(json).getFieldAsString("first_difference"));
  }

  @Test
  void replaysAScriptThatSomebodyWrote() throws IOException {
    Files.createDirectories(transcripts);
    Files.writeString(transcripts.resolve("mine.trek"), "# by hand\nlet a='two\nlines'\n\nlet | !cat > there\n");
    Said said = script("", "replay", "mine");
    assertEquals(0, said.exit(), said::toString);
    assertTrue(Files.readString(folder.resolve("there")).contains("two"));
  }

  @Test
  void whatWasEditedCountsAndTheRestIsCompared() throws IOException {
    script("let a=b\nlet c=d\nrecord last 2 as two\n");
    Files.writeString(transcripts.resolve("two.trek"), "let a=b\nlet new=line\n");
    Said said = script("replay two\nlet\n");
    assertTrue(said.out().contains("new   line") && !said.out().contains("c     d\n"), said::toString);
  }

  @Test
  void aSecretIsAskedForAndNeverGuessed() throws IOException {
    script("let password=" + CANARY + "\nrecord last 1 as one\n");
    Said said = script("replay one\n");
    assertEquals(64, said.exit(), said::toString);
    assertTrue(said.talk().contains("nobody can be asked for this one"), said::toString);
    assertFalse(Files.readString(transcripts.resolve("one.jsonl")).contains(CANARY));
  }

  @Test
  void aFolderThatCannotBeWrittenStopsNothing() throws IOException {
    Files.writeString(transcripts, "a file in the way");
    Said said = script("let a=b\nlet\n");
    assertEquals(0, said.exit(), said::toString);
    assertEquals(1, said.talk().lines().filter(line -> line.startsWith("! transcript: can't be kept")).count(), said::toString);
    assertEquals("", script("", "let").talk());
  }

  @Test
  void anUnknownNameNamesTheNearest() {
    script("let a=b\nrecord last 1 as sockets\n");
    assertTrue(script("", "replay", "socket").talk().contains("did you mean: sockets?"));
  }

  @Test
  void whatIsCutShortByACrashIsPassedOver() throws IOException {
    script("let a=b\nlet c=d\nrecord last 2 as two\n");
    String whole = Files.readString(transcripts.resolve("two.jsonl"));
    Files.writeString(transcripts.resolve("two.jsonl"), whole.substring(0, whole.length() - 20));
    assertEquals(0, script("replay two\n").exit());
    Files.writeString(transcripts.resolve("two.jsonl"), "{nonsense\n" + whole);
    Said said = script("", "replay", "two");
    assertEquals(1, said.exit(), said::toString);
    assertTrue(said.talk().contains("two.jsonl:1"), said::toString);
  }
}
