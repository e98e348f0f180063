package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.mailtrek.Mailtrek;
import org.mailtrek.shell.Program;
import org.mailtrek.shell.Streams;

/** What the program said and how it ended. */
record Spoken(int exit, String out, String talk) {

  private static final ResultSchemas SCHEMAS = new ResultSchemas();

  /** Runs the program in this process, with pipes for streams. */
  static Spoken in(Path folder, String... arguments) {
    return by(streams -> Mailtrek.in(folder, streams), "", arguments);
  }

  /** Runs the program as {@link #in} does, with a text on its standard input. */
  static Spoken fed(Path folder, String input, String... arguments) {
    return by(streams -> Mailtrek.in(folder, streams), input, arguments);
  }

  /** Runs the program as {@link #in} does, but with nothing loaded for macros yet. */
  static Spoken fresh(Path folder, String... arguments) {
    return by(streams -> Mailtrek.fresh(folder, streams), "", arguments);
  }

  private static Spoken by(Function<Streams, Program> program, String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream talk = new ByteArrayOutputStream();
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream talkStream = new PrintStream(talk, true, StandardCharsets.UTF_8);
    int exit = program.apply(new Streams(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), outStream, talkStream)).run(List.of(arguments));
    outStream.flush();
    talkStream.flush();
    Spoken spoken = new Spoken(exit, out.toString(StandardCharsets.UTF_8), talk.toString(StandardCharsets.UTF_8));
    if (List.of(arguments).contains("--json") && spoken.out.startsWith("{ \"schema\"") && spoken.out.lines().count() == 1) {
      spoken.asPublished();
    }
    return spoken;
  }

  /** Asserts that a result is as the published schema of its command says. */
  private void asPublished() {
    String command = json().getFieldAsString("command");
    try {
      if (Files.exists(ResultSchemas.file(command))) {
        assertEquals(Set.of(), SCHEMAS.faults(command, out), this::toString);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that it ended well. */
  Spoken well() {
    assertEquals(0, exit, this::toString);
    return this;
  }

  /** Runs a command for a program, and asserts that it is refused as it should be: JSON on standard output, what, where and what next beside it. */
  static void refused(int exit, Path folder, List<String> words, String... parts) {
    List<String> all = new ArrayList<>(words);
    all.add(0, "--json");
    Spoken said = in(folder, all.toArray(String[]::new));
    assertEquals(exit, said.exit, said::toString);
    said.plainly();
    for (String part : parts) {
      assertTrue(said.talk.contains(part), () -> "'" + part + "' is not said: " + said);
    }
    List<String> lines = said.talk.lines().toList();
    String last = lines.get(lines.size() - 1);
    assertTrue(last.startsWith("  next: ") && last.length() > 8, () -> "the last line must say what to type: " + said);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("! ")), said::toString);
    assertEquals(1, said.out.lines().count(), () -> "one object and nothing else: " + said);
    JSONObject error = said.json().getFieldAsObject("error");
    for (String key : List.of("kind", "where", "what", "next")) {
      assertFalse(error.getFieldAsString(key).isBlank(), () -> key + " is empty: " + said);
    }
    assertEquals(exit == 5 ? "refused" : "failed", said.json().getFieldAsString("outcome"));
  }

  /** Returns standard output as the one object that it must be. */
  JSONObject json() {
    try {
      return new JSONObject(out);
    } catch (JSONException e) {
      return fail("no JSON object: " + this, e);
    }
  }

  /** Asserts that there are no escape codes and no stack traces. */
  void plainly() {
    assertFalse((out + talk).contains("\u001b"), () -> "escape codes: " + this);
    assertFalse((out + talk).contains("\tat org.mailtrek"), () -> "a stack trace: " + this);
  }
}
