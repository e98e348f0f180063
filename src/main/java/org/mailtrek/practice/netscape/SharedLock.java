package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The instance's {@code lock/__lock.share}: a line for each process that upgrades, {@code PID alone} or {@code PID shared}. One that was halted leaves its
 * line, and the next refuses until the file is removed.
 */
final class SharedLock implements AutoCloseable {

  private static final String ALONE = " alone";

  private final Path file;

  private SharedLock(Path file) {
    this.file = file;
  }

  /** Takes it: for this process only, or beside others. */
  static SharedLock take(Installation installed, boolean alone) throws IOException, Failure {
    Path file = installed.at(Installation.INSTANCE + "/lock/__lock.share");
    Files.createDirectories(file.getParent());
    SharedLock lock = new SharedLock(file);
    try (FileChannel channel = FileChannel.open(lock.guard(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock guard = channel.lock()) {
      List<String> lines = new ArrayList<>(guard.isValid() && Files.exists(file) ? Files.readAllLines(file) : List.of());
      if (lines.stream().anyMatch(each -> !alive(each))) {
        throw new Failure(1, "an earlier upgrade was halted: recover first");
      }
      if (!lines.isEmpty() && (alone || lines.get(0).endsWith(ALONE))) {
        throw new Failure(1, "another upgrade is running");
      }
      lines.add(ProcessHandle.current().pid() + (alone ? ALONE : " shared"));
      Files.write(file, lines, StandardCharsets.US_ASCII);
    }
    return lock;
  }

  private Path guard() {
    return file.resolveSibling("__lock.guard");
  }

  private static boolean alive(String line) {
    return ProcessHandle.of(Long.parseLong(line.split(" ")[0])).filter(ProcessHandle::isAlive).isPresent();
  }

  @Override
  public void close() throws IOException {
    String own = ProcessHandle.current().pid() + " ";
    try (FileChannel channel = FileChannel.open(guard(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      List<String> others = held.isValid() ? Files.readAllLines(file).stream().filter(each -> !each.startsWith(own)).toList() : List.of();
      if (others.isEmpty()) {
        Files.delete(file);
      } else {
        Files.write(file, others, StandardCharsets.US_ASCII);
      }
    }
  }
}
