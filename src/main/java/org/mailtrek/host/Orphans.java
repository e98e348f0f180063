package org.mailtrek.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs that a Mailtrek has started on this machine and that outlive it: killing it does not end them, and what they write then would come
 * between the writes of the next one. They are known by a mark in their environment. Daemons that they leave are none of them: those have a session
 * of their own (setsid(2)).
 */
public final class Orphans {

  /** The variable that marks a child: the number of the process that started it, and of its own session. */
  static final String MARK = "MAILTREK_PROCESS";

  private static final Path PROCESSES = Path.of("/proc");
  private static final int SESSION = 3;

  /** What this process gave up waiting for. */
  private static final Set<ProcessHandle> GIVEN_UP = ConcurrentHashMap.newKeySet();

  private Orphans() {}

  /** Notes processes of ours that were told to end, and did not in the time that they were given. */
  static void giveUp(Collection<ProcessHandle> processes) {
    GIVEN_UP.addAll(processes);
  }

  /** Returns the mark of this process's children. */
  static String mark() {
    return ProcessHandle.current().pid() + ":" + session(PROCESSES.resolve("self"));
  }

  /** Returns what this process has told to end in vain and is still at work, each {@code NAME (process NUMBER)}. */
  public static List<String> ours() {
    GIVEN_UP.removeIf(each -> !each.isAlive());
    long us = ProcessHandle.current().pid();
    return GIVEN_UP.stream().map(each -> PROCESSES.resolve(Long.toString(each.pid()))).filter(each -> marked(each, us)).map(Orphans::named).sorted().toList();
  }

  private static boolean marked(Path process, long by) {
    return environment(process).contains("\0" + MARK + "=" + by + ":" + session(process) + "\0");
  }

  private static String named(Path process) {
    return read(process.resolve("comm")).strip() + " (process " + process.getFileName() + ")";
  }

  /** Returns what a process that has ended still has at work, each {@code NAME (process NUMBER)}. */
  public static List<String> of(long ended) {
    List<String> found = new ArrayList<>();
    if (ended == ProcessHandle.current().pid()) {
      return ours(); // we live, and so may our children
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path each : all) {
        if (marked(each, ended)) {
          found.add(named(each));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return found;
  }

  private static String environment(Path process) {
    return "\0" + read(process.resolve("environ"));
  }

  /** Returns the number of a process's session: the fourth word behind its name, which may hold blanks and parentheses. */
  private static String session(Path process) {
    String stat = read(process.resolve("stat"));
    String[] words = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return words.length > SESSION ? words[SESSION] : "";
  }

  /** Returns nothing where a process has ended meanwhile, or is another's: we have started none of these. */
  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
