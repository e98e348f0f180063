package org.mailtrek.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs in a session of their own, setsid(1). Ctrl-C in the terminal is for Mailtrek, which ends what it has begun: a package manager or a
 * server's tool that got the signal as well would stop in its middle.
 */
final class OwnSession {

  private static final Path TOOL = Path.of("/usr/bin/setsid");

  /** The shell that leads the session becomes the program; what it starts has its mark, and is in its session unless it is a daemon. */
  private static final String MARKED = "unset PWD OLDPWD SHLVL; " + Orphans.MARK + "=$0:$$; export " + Orphans.MARK + "; exec \"$@\"";

  private OwnSession() {}

  /**
   * Returns the words that start a program so, marked as ours ({@link Orphans}); the program's own where the machine has no setsid.
   *
   * @param path folders that are searched for the program, separated by colons
   * @throws IOException when there is no such program
   */
  static List<String> of(List<String> command, String path) throws IOException {
    if (!Files.isExecutable(TOOL)) {
      return command;
    }
    if (!found(command.get(0), path)) {
      throw new NoSuchFileException(command.get(0));
    }
    List<String> words = new ArrayList<>(List.of(TOOL.toString(), "/bin/sh", "-c", MARKED, Long.toString(ProcessHandle.current().pid())));
    words.addAll(command);
    return words;
  }

  /** Returns the words that start a program so, without a mark: one that outlives us harms nobody. The program is named by its path. */
  static List<String> unmarked(String... command) {
    List<String> words = new ArrayList<>(Files.isExecutable(TOOL) ? List.of(TOOL.toString()) : List.of());
    words.addAll(List.of(command));
    return words;
  }

  private static boolean found(String program, String path) {
    if (program.indexOf('/') >= 0) {
      return Files.isExecutable(Path.of(program));
    }
    for (String folder : path.split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
