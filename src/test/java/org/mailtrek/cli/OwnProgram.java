package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.mailtrek.Main;

/**
 * The program as a process of its own, which something happens to as soon as its journal says that a step is at work.
 *
 * @param folder the estate's folder
 */
record OwnProgram(Path folder) {

  private static final Pattern INTENT = Pattern.compile("\"step\" *: *\"([^\"]+)\" *, *\"phase\" *: *\"intent\"");

  /** What happens to it, while it runs. */
  interface Harm {
    void befalls(Process program) throws IOException, InterruptedException;
  }

  /**
   * How it ended.
   *
   * @param at the step that was at work when the harm was done; empty when the program came to its end before
   */
  record Ended(Optional<String> at, int exit, String said) {

    /** Asserts that it ended well. */
    Ended well() {
      assertEquals(0, exit, said);
      return this;
    }
  }

  /** Runs it to its end. */
  Ended run(String... words) throws IOException, InterruptedException {
    return harmed(Set.of(), program -> {}, words);
  }

  /**
   * Runs it to its end, and harms it as soon as the journal has a new intent of one of these steps.
   *
   * @param steps their ids; none is awaited when empty
   */
  Ended harmed(Set<String> steps, Harm harm, String... words) throws IOException, InterruptedException {
    Path journal = Files.createDirectories(folder.resolve("journal"));
    long from = written(journal, 0).length();
    Path said = folder.resolveSibling("said.txt");
    try (WatchService changes = journal.getFileSystem().newWatchService()) {
      journal.register(changes, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
      Process program = new ProcessBuilder(command(words)).redirectErrorStream(true).redirectOutput(said.toFile()).redirectInput(new java.io.File("/dev/null")).start();
      Optional<String> at = Optional.empty();
      while (program.isAlive() && at.isEmpty()) {
        at = INTENT.matcher(written(journal, from)).results().map(each -> each.group(1)).filter(steps::contains).findFirst();
        if (at.isPresent()) {
          harm.befalls(program);
        } else {
          WatchKey key = changes.poll(200, TimeUnit.MILLISECONDS);
          if (key != null) {
            key.pollEvents();
            key.reset();
          }
        }
      }
      int exit = program.waitFor();
      return new Ended(at, exit, Files.readString(said, StandardCharsets.UTF_8));
    }
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-cp", System.getProperty("java.class.path"), Main.class.getName(), "-e", folder.toString()));
    command.addAll(List.of(words));
    return command;
  }

  private static String written(Path journal, long from) throws IOException {
    Path file = journal.resolve("journal.jsonl");
    String all = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    return all.substring((int) Math.min(from, all.length()));
  }
}
