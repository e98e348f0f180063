package org.mailtrek.practice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.Host;
import org.mailtrek.host.LocalHost;
import org.mailtrek.host.Program;
import org.mailtrek.host.TrekException;

/**
 * What a stand-in does at its start, as a program of a real machine: it reads that machine's files, its database and its directory, and says
 * on standard error what the real program would write to its log. It ends when the start is over; what stays is the launcher's affair.
 */
public final class StandInDaemon {

  private static final int REFUSED = 255;

  private final Map<String, Program> programs;

  private StandInDaemon(Map<String, Program> programs) {
    this.programs = programs;
  }

  /**
   * Starts a daemon.
   *
   * @param words its name, such as {@code kopano-server}; what follows is not looked at
   */
  public static void main(String[] words) {
    StandInDaemon daemon = new StandInDaemon(StandIns.all(Engine.MARIADB));
    if (words.length == 0 || !daemon.programs.containsKey(words[0])) {
      System.err.println("usage: one of " + daemon.programs.keySet());
      System.exit(64);
    }
    System.exit(daemon.start(words[0]));
  }

  private int start(String name) {
    Path lock = Path.of("/tmp", name.substring(0, name.indexOf('-')) + "-upgrade-lock");
    Optional<Path> held = name.endsWith("-server") ? Optional.of(lock) : Optional.empty();
    try (Host machine = new LocalHost("localhost", List.of(), Path.of("/nonexistent"))) {
      if (held.isPresent() && !Files.exists(lock)) {
        Files.createFile(lock);
      }
      Program.Started started = programs.get(name).start(machine);
      started.log().forEach(System.err::println);
      return started.up() ? 0 : REFUSED;
    } catch (TrekException | IOException e) {
      System.err.println(e.getMessage());
      return REFUSED;
    } finally {
      held.ifPresent(StandInDaemon::delete);
    }
  }

  private static void delete(Path lock) {
    try {
      Files.deleteIfExists(lock);
    } catch (IOException e) {
      System.err.println("the lock stays: " + e.getMessage());
    }
  }
}
