package org.mailtrek.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of a page, as it stands in a {@code console} block behind {@code $}, with what it should write.
 *
 * @param page where it stands
 * @param number the line there
 * @param command what is typed
 * @param exit the exit code; other than 0 where the command ends in {@code # exit N}
 * @param output the lines that should appear; {@code ...} stands for any
 */
record Sample(Path page, int number, String command, int exit, List<String> output) {

  private static final Pattern EXIT = Pattern.compile("(.*\\S)\\s+# exit (\\d+)");

  /** Returns the commands of a page in order. */
  static List<Sample> of(Path page) throws IOException {
    List<Sample> all = new ArrayList<>();
    boolean inside = false;
    int number = 0;
    for (String line : Files.readAllLines(page)) {
      number++;
      if (line.startsWith("```")) {
        inside = line.equals("```console");
      } else if (inside && line.startsWith("$ ")) {
        all.add(typed(page, number, line.substring(2)));
      } else if (inside && !all.isEmpty()) {
        all.get(all.size() - 1).output.add(line.stripTrailing());
      } else if (inside) {
        throw new IllegalStateException(page + ":" + number + ": a block begins with a command: $ COMMAND");
      }
    }
    return all;
  }

  private static Sample typed(Path page, int number, String text) {
    Matcher exit = EXIT.matcher(text);
    return exit.matches()
        ? new Sample(page, number, exit.group(1), Integer.parseInt(exit.group(2)), new ArrayList<>())
        : new Sample(page, number, text, 0, new ArrayList<>());
  }

  /** Returns whether these lines are what should appear; what differs by time and place counts as equal. */
  boolean shows(List<String> lines) {
    return shows(output.stream().map(Sample::settled).toList(), 0, lines.stream().map(Sample::settled).toList(), 0);
  }

  private static boolean shows(List<String> wanted, int at, List<String> found, int from) {
    if (at == wanted.size()) {
      return from == found.size();
    }
    if (wanted.get(at).equals("...")) {
      for (int next = from; next <= found.size(); next++) {
        if (shows(wanted, at + 1, found, next)) {
          return true;
        }
      }
      return false;
    }
    return from < found.size() && wanted.get(at).equals(found.get(from)) && shows(wanted, at + 1, found, from + 1);
  }

  /** Times, durations, ports and the digests in plan ids differ from run to run; nothing else does. */
  private static String settled(String line) {
    return line.stripTrailing()
        .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d[\\d:.]*(Z| UTC)?", "TIME")
        .replaceAll("\\b\\d+(\\.\\d+)? (ms|s|min)\\b", "TIME")
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
        .replaceAll("\\b(\\d+)-[0-9a-f]{4}\\b", "$1-ID");
  }

  @Override
  public String toString() {
    return page + ":" + number + ": " + command;
  }
}
