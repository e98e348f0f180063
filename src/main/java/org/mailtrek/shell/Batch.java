package org.mailtrek.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import org.mailtrek.command.Tokenizer;

/** Reads lines from a script and carries them out; no line editor, no prompt. */
final class Batch {

  private final Interpreter interpreter;
  private final PrintStream talk;
  private final boolean keepGoing;
  private final boolean echo;

  Batch(Interpreter interpreter, PrintStream talk, boolean keepGoing, boolean echo) {
    this.interpreter = interpreter;
    this.talk = talk;
    this.keepGoing = keepGoing;
    this.echo = echo;
  }

  /**
   * Runs a script.
   *
   * @param name how messages call it
   * @return 0, or the exit code of the first command that failed
   */
  int run(String name, Reader script) throws IOException {
    BufferedReader lines = new BufferedReader(script);
    int first = 0;
    int number = 0;
    String read;
    while ((read = lines.readLine()) != null) {
      number++;
      int begins = number;
      StringBuilder line = new StringBuilder(read);
      while (waits(line.toString()) && (read = lines.readLine()) != null) {
        number++;
        line.append('\n').append(read);
      }
      String text = line.toString();
      if (text.isBlank() || text.strip().startsWith("#")) {
        continue;
      }
      if (echo) {
        talk.println("> " + text);
      }
      int exit = interpreter.line(text);
      if (interpreter.left()) {
        return first == 0 ? exit : first;
      }
      if (exit != 0) {
        first = first == 0 ? exit : first;
        talk.println(name + ":" + begins + ": failed with " + exit + ": " + text.strip());
        if (!keepGoing) {
          return first;
        }
      }
    }
    return first;
  }

  private static boolean waits(String line) {
    return Tokenizer.plain().split(line).open() != Tokenizer.Open.NOTHING;
  }
}
