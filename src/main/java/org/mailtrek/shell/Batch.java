package org.mailtrek.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.util.Optional;
import org.mailtrek.command.ScriptLines;
import org.mailtrek.command.SecretWords;

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
    ScriptLines lines = new ScriptLines(script);
    int first = 0;
    for (Optional<ScriptLines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
      String text = next.get().text();
      if (echo) {
        talk.println("> " + SecretWords.masked(text));
      }
      int exit = interpreter.line(text);
      if (interpreter.left()) {
        return first == 0 ? exit : first;
      }
      if (exit != 0) {
        first = first == 0 ? exit : first;
        talk.println(name + ":" + next.get().number() + ": failed with " + exit + ": " + SecretWords.masked(text.strip()));
        if (!keepGoing) {
          return first;
        }
      }
    }
    return first;
  }
}
