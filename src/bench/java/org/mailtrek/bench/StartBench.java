package org.mailtrek.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Times starts of whole processes in turn, in one run: from the start over the first prompt to a line that leaves, the shell against {@code jshell}; {@code mailtrek help} against
 * {@code java -version}. Medians and ratios; the first round is not counted. Run by {@code scripts/bench start}.
 */
public final class StartBench {

  private static final int ROUNDS = 11;

  private StartBench() {}

  /**
   * Runs the benchmark in the project's folder.
   *
   * @throws IOException when a program can't be started
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    String launcher = Path.of("scripts/mailtrek").toAbsolutePath().toString();
    List<Long> prompt = new ArrayList<>();
    List<Long> jshell = new ArrayList<>();
    List<Long> help = new ArrayList<>();
    List<Long> version = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      long ours = untilLeft(launcher, "exit\r");
      long theirs = untilLeft("jshell", "/exit\r");
      long once = untilEnd(launcher, "help");
      long bare = untilEnd("java", "-version");
      if (round > 0) {
        prompt.add(ours);
        jshell.add(theirs);
        help.add(once);
        version.add(bare);
      }
    }
    print("start and leave", prompt, "jshell", jshell, 0.3);
    print("mailtrek help", help, "java -version", version, 6);
  }

  private static void print(String name, List<Long> ours, String other, List<Long> theirs, double bar) {
    double a = median(ours);
    double b = median(theirs);
    System.out.printf(
        Locale.ROOT, "%-15s %6.0f ms   %-14s %6.0f ms   ratio %.2f   bar %.2f   %s%n", name, a / 1e6, other, b / 1e6, a / b, bar, a / b <= bar ? "ok" : "MISSED");
  }

  private static double median(List<Long> nanos) {
    Collections.sort(nanos);
    return nanos.get(nanos.size() / 2);
  }

  /** A terminal is needed for a prompt: {@code script} gives one. The program is left as soon as it reads a line. */
  private static long untilLeft(String program, String leave) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("script", "-qefc", "exec " + program, "/dev/null").redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("TERM", "xterm");
    long start = System.nanoTime();
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(leave.getBytes(StandardCharsets.US_ASCII));
      in.flush();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IOException(program + " was not left within a minute");
      }
      return System.nanoTime() - start;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private static long untilEnd(String... command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    process.waitFor();
    return System.nanoTime() - start;
  }
}
