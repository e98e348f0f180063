package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.command.Globals;
import org.mailtrek.host.TrekException;

/**
 * What the program was started with.
 *
 * @param globals the global options
 * @param line the line of {@code -c}
 * @param script the file of {@code -f}, or {@code -}
 * @param keepGoing whether a script goes on after a failure
 * @param echo whether a script shows each line before it runs
 * @param words one command
 */
record Arguments(Globals globals, Optional<String> line, Optional<String> script, boolean keepGoing, boolean echo, List<String> words) {

  static Arguments parse(List<String> given) throws TrekException {
    Globals globals = Globals.NONE;
    Optional<String> line = Optional.empty();
    Optional<String> script = Optional.empty();
    boolean keepGoing = false;
    boolean echo = false;
    List<String> rest = new ArrayList<>(given);
    while (true) {
      Globals.Leading leading = globals.leading(rest);
      globals = leading.globals();
      rest = leading.rest();
      String word = rest.isEmpty() ? "" : rest.get(0);
      if (word.equals("--keep-going")) {
        keepGoing = true;
      } else if (word.equals("--echo")) {
        echo = true;
      } else if (word.equals("-c") || word.equals("-f")) {
        if (rest.size() < 2) {
          throw TrekException.at(word).kind(TrekException.Kind.USAGE).found("needs a value").next(word.equals("-c") ? "mailtrek -c 'status; check'" : "mailtrek -f FILE.trek");
        }
        rest.remove(0);
        if (word.equals("-c")) {
          line = Optional.of(rest.get(0));
        } else {
          script = Optional.of(rest.get(0));
        }
      } else if (word.equals("-")) {
        script = Optional.of("-");
      } else if (word.equals("-h") || word.equals("--help")) {
        rest.set(0, "help");
        return new Arguments(globals, line, script, keepGoing, echo, rest);
      } else {
        return checked(new Arguments(globals, line, script, keepGoing, echo, rest));
      }
      rest.remove(0);
    }
  }

  /** Returns these with text in ASCII. */
  Arguments ascii() {
    return new Arguments(globals.with("--ascii", ""), line, script, keepGoing, echo, words);
  }

  private static Arguments checked(Arguments all) throws TrekException {
    int ways = (all.line.isPresent() ? 1 : 0) + (all.script.isPresent() ? 1 : 0) + (all.words.isEmpty() ? 0 : 1);
    if (ways > 1) {
      throw TrekException.at("mailtrek").kind(TrekException.Kind.USAGE).found("a command, -c and -f exclude each other").next("give one of them");
    }
    if (!all.words.isEmpty() && all.words.get(0).startsWith("-")) {
      throw TrekException.at(all.words.get(0)).kind(TrekException.Kind.USAGE).found("there is no such option").next("mailtrek help");
    }
    return all;
  }
}
