package org.mailtrek.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.mailtrek.command.Catalogue;

/** What is marked and explained while a line is typed. */
class TypedFaultsTest {

  private final CommandHighlighter highlighter = new CommandHighlighter(new Catalogue());

  /** Returns what of a line is underlined, and asserts that nothing but the style was added. */
  private String marked(String line) throws Exception {
    try (DumbTerminal terminal = new DumbTerminal(java.io.InputStream.nullInputStream(), java.io.OutputStream.nullOutputStream())) {
      AttributedString shown = highlighter.highlight(LineReaderBuilder.builder().terminal(terminal).build(), line);
      assertEquals(line, shown.toString());
      StringBuilder text = new StringBuilder();
      IntStream.range(0, line.length()).filter(at -> shown.styleAt(at).equals(AttributedStyle.DEFAULT.underline())).forEach(at -> text.append(line.charAt(at)));
      return text.toString();
    }
  }

  @Test
  void aCommandThatThereIsNotIsMarked() throws Exception {
    assertEquals("bakcup", marked("bakcup all"));
    assertEquals("", marked("bac"));
    assertEquals("", marked("config get x"));
  }

  @Test
  void anOptionThatTheCommandHasNotIsMarkedOnceItCanBecomeNone() throws Exception {
    assertEquals("--fiel", marked("config get --fiel x"));
    assertEquals("", marked("config get --fi"));
    assertEquals("", marked("config get --file x --json"));
    assertEquals("", marked("exec lab1 -- ls --whatever"));
  }

  @Test
  void aValueThatCanBeNoneIsMarked() throws Exception {
    assertEquals("hmtl", marked("plan export 3 --format hmtl"));
    assertEquals("--format=hmtl", marked("plan export 3 --format=hmtl -o x"));
    assertEquals("", marked("plan export 3 --format ht"));
    assertEquals("ht", marked("plan export 3 --format ht -o x"));
    assertEquals("many", marked("apply 3 --max-changes many"));
    assertEquals("", marked("apply 3 --max-changes $many --yes"));
    assertEquals("", marked("apply 3 --max-changes "));
    assertEquals("forget", marked("history forget x"));
  }

  @Test
  void theFirstFaultIsSaidInWords() {
    TypedFaults faults = new TypedFaults(new Catalogue());
    assertEquals("there is no command bakcup", faults.first("bakcup all"));
    assertEquals("there is no option --fiel", faults.first("config get --fiel x"));
    assertEquals("does not know 'hmtl': one of md, html, json, ansible", faults.first("plan export 3 --format hmtl"));
    assertEquals("'many' is no whole number: a number such as 100", faults.first("apply 3 --max-changes many"));
    assertEquals("", faults.first("plan export 3 --format html"));
  }

  @Test
  void helpKnowsThePlaceOfTheCursor() {
    HelpKey help = new HelpKey(new Catalogue());
    assertTrue(help.lines("config get --file ", 18).get(1).startsWith("--file F: "));
    assertTrue(help.lines("config set log_level ", 21).get(1).startsWith("VALUE: "));
    assertTrue(help.lines("config set log_le", 17).get(1).startsWith("DIRECTIVE: "));
    assertTrue(help.lines("status; config", 14).stream().anyMatch(line -> line.startsWith("config get: ")));
    assertEquals(List.of("a command stands here: help lists all"), help.lines("", 0));
  }
}
