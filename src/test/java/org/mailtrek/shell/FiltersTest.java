package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailtrek.command.Block;
import org.mailtrek.command.Result;
import org.mailtrek.command.Rows;
import org.mailtrek.host.TrekException;

class FiltersTest {

  private static final String THREE = "let apple=ten; let pear=One; let plum=nine; ";

  @TempDir private Path folder;

  private Said run(String... arguments) {
    return Said.by(folder, "", arguments);
  }

  private String plain(String line) {
    Said said = run("--plain", "-c", THREE + line);
    assertEquals(0, said.exit(), said.talk());
    return said.out();
  }

  @Test
  void grepKeepsTheRowsInWhichAPatternIsFound() {
    assertEquals("pear\tOne\nplum\tnine\n", plain("let | grep ^p"));
    assertEquals("apple\tten\n", plain("let | grep -v ^p"));
    assertEquals("pear\tOne\n", plain("let | grep -i ONE"));
    assertEquals("", plain("let | grep nowhere"));
  }

  @Test
  void aTableKeepsItsHeadWhereAnyRowIsLeft() {
    assertEquals(List.of("Name  Value", "pear  One"), run("-c", THREE + "let | grep pear").out().lines().toList());
  }

  @Test
  void headSortAndCountFollowEachOther() {
    assertEquals("plum\tnine\n", plain("let | sort value | head 2 | sort -r | head 1"));
    assertEquals("pear\tOne\nplum\tnine\napple\tten\n", plain("let | sort Value"));
    assertEquals("2\n", plain("let | grep e$ | count"));
  }

  @Test
  void numbersAreSortedByTheirValue() throws TrekException {
    assertEquals(List.of("3", "9", "20", "1000", "100000"), sizes("sort", "bytes"));
    assertEquals(List.of("100000", "1000", "20", "9", "3"), sizes("sort", "-r", "Bytes"));
  }

  private static List<String> sizes(String... filter) throws TrekException {
    Rows rows = Rows.of("files").text("File").bytes("Bytes");
    for (long size : new long[] {1_000, 9, 20, 100_000, 3}) {
      rows.row("f" + size, size);
    }
    Result left = Filters.of(List.of(List.of(filter))).end(Result.done().table(rows));
    return ((Block.Table) left.blocks().get(0)).rows().stream().map(row -> row.get(1).toString()).toList();
  }

  @Test
  void jsonIsTheFilteredResult() throws Exception {
    JSONObject object = new JSONObject(plain("let | grep ^p | json"));
    assertEquals(2, object.getFieldAsArray("variables").size());
    assertEquals(2, new JSONObject(plain("let | grep ^p | count | json")).getFieldAsInteger("count"));
    assertFalse(object.getFields().containsKey("next"));
  }

  @Test
  void dataPassAsTheyComeByteForByte() throws Exception {
    byte[] odd = "dn: cn=a\ncn: a\nuserPassword: \u00e4\n\ndn: cn=b\ncn: b\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("in.ldif"), odd);
    assertEquals(0, run("-c", "ldap rewrite in.ldif - > all.ldif; ldap rewrite in.ldif - | grep -v ^dn > some.ldif").exit());
    byte[] all = Files.readAllBytes(folder.resolve("all.ldif"));
    byte[] some = Files.readAllBytes(folder.resolve("some.ldif"));
    String expected = String.join("", Stream.of(latin(all).split("(?<=\n)")).filter(line -> !line.startsWith("dn")).toList());
    assertTrue(latin(some).contains("\u00e4"), latin(some));
    assertTrue(latin(some).startsWith(expected), latin(some));
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void aProgramOfTheMachineStandsAfterAnExclamationMark() {
    assertEquals("PEAR\tONE\n", plain("let | grep pear | !tr a-z A-Z"));
    assertEquals("ENO\tRAEP\n", plain("let | grep pear | ! tr a-z A-Z | !rev"));
  }

  @Test
  void aProgramThatReadsNoMoreStopsNothing() throws IOException {
    write("many.ldif", "dn: cn=a\ncn: a\n\n".repeat(50_000));
    Said said = run("-c", "ldap rewrite many.ldif - | !head -n 1");
    assertEquals(0, said.exit(), said.talk());
    assertEquals("dn: cn=a\n", said.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "let | gerp x; grep, head, sort, count, json; or a program of this machine: | !gerp",
        "let | grep; needs a pattern",
        "let | grep a b; one word too many",
        "let | grep '('; is no pattern",
        "let | head many; is no number",
        "let | sort colour; there is no column 'colour'",
        "let | json | count; can't stand after json",
        "let | !cat | count; can't stand after a program",
        "let | !; needs a program",
        "let | !no-such-program-here; can't be started",
        "let > no/such/folder; there is no such folder"
      })
  void whatIsWrongIsSaidBeforeAnythingRuns(String line, String said) {
    Said answer = run("-c", THREE + line);
    assertEquals(64, answer.exit(), answer.talk());
    assertTrue(answer.talk().contains(said), answer.talk());
    assertEquals("", answer.out());
  }

  @Test
  void aFileThatCantBeWrittenStopsTheCommandBeforeItChangesAnything() {
    assertEquals(64, run("-c", "let a=b > no/such/folder").exit());
    assertEquals("no variables\n", run("-c", "let").out());
    assertFalse(Files.exists(folder.resolve("estate")));
    assertEquals(64, run("-c", "simulate zcp-single --into estate > no/such/folder").exit());
    assertFalse(Files.exists(folder.resolve("estate")));
  }

  @Test
  void aFullFileSystemIsSaid() throws IOException {
    write("many.ldif", "dn: cn=a\ncn: a\n\n".repeat(1_000));
    Said said = run("-c", "ldap rewrite many.ldif - > /dev/full");
    assertEquals(64, said.exit());
    assertTrue(said.talk().contains("can't be written"), said.talk());
  }

  @Test
  void twoArrowsAddToTheEndOfAFile() throws Exception {
    assertEquals(0, run("--plain", "-c", THREE + "let | head 1 > f; let | grep pear >> f; let | grep plum | !cat >> f").exit());
    assertEquals("apple\tten\npear\tOne\nplum\tnine\n", Files.readString(folder.resolve("f")));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of("f"), left.map(path -> path.getFileName().toString()).toList());
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
