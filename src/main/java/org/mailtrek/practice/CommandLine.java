package org.mailtrek.practice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The words with which a process was started, so that a number that the kernel gave to another process is not taken for ours. */
final class CommandLine {

  private CommandLine() {}

  /** Returns the words; none when the process is gone or another's. */
  static List<String> of(ProcessHandle process) {
    try {
      byte[] raw = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return List.of(new String(raw, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException gone) {
      return process.info().arguments().map(List::of).orElse(List.of());
    }
  }
}
