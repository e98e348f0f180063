package org.mailtrek.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Times {@code permissions fix} of a tree against {@code chown -R} on the same tree, in turn, and once against {@code find -exec chown}. Ours is the whole
 * command (check, plan, preflight, journal, changes, verification) as users run it, less the same command on a tree of a few files, which is the start of the
 * program and of the tools.
 * Run by {@code scripts/bench permissions}, as root.
 */
public final class PermissionsBench {

  private static final int ROUNDS = 5;
  private static final int OURS = 12345;

  /** So many are given to the tools at once, as many are. */
  private static final int FEW = 400;

  private PermissionsBench() {}

  /**
   * Runs the benchmark in the project's folder.
   *
   * @param args how many files (100000), and for how many of them {@code find -exec} is timed (2000), since it is slow
   * @throws IOException when a program can't be started
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int files = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int sample = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
    Path folder = Files.createTempDirectory("mailtrek-bench");
    try {
      compare(folder, files, sample);
    } finally {
      run("rm", "-rf", folder.toString());
    }
  }

  private static void compare(Path folder, int files, int sample) throws IOException, InterruptedException {
    Path tree = tree(folder.resolve("attachments"), files);
    Path few = tree(Files.createDirectory(folder.resolve("few")).resolve("attachments"), FEW);
    Path estate = estate(folder, tree);
    Path small = estate(folder.resolve("few"), few);
    String launcher = Path.of("scripts/mailtrek").toAbsolutePath().toString();
    List<Long> ours = new ArrayList<>();
    List<Long> theirs = new ArrayList<>();
    List<Long> durable = new ArrayList<>();
    List<Long> start = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      run("chown", "-R", "1:1", tree.toString());
      long fixed = run(launcher, "-e", estate.toString(), "permissions", "fix", "--yes");
      run("chown", "-R", "1:1", few.toString());
      long nothing = run(launcher, "-e", small.toString(), "permissions", "fix", "--yes");
      run("chown", "-R", "1:1", tree.toString());
      long chown = run("chown", "-R", OURS + ":" + OURS, tree.toString());
      long synced = run("sync", "-f", tree.toString());
      if (round > 0) {
        ours.add(fixed - nothing);
        start.add(nothing);
        theirs.add(chown);
        durable.add(chown + synced);
      }
    }
    Path some = tree(folder.resolve("some"), sample);
    double each = run("find", some.toString(), "-exec", "chown", OURS + ":" + OURS, "{}", ";") / (double) sample;
    double a = median(ours);
    double b = median(theirs);
    System.out.printf(Locale.ROOT, "%d files: permissions fix %.0f ms (the same command on %d files, %.0f ms, taken off)%n", files, a / 1e6, FEW, median(start) / 1e6);
    System.out.printf(Locale.ROOT, "chown -R %.0f ms   ratio %.2f   bar 1.50   %s%n", b / 1e6, a / b, a / b <= 1.5 ? "ok" : "MISSED");
    System.out.printf(Locale.ROOT, "chown -R and sync -f, as durable as ours, %.0f ms   ratio %.2f%n", median(durable) / 1e6, a / median(durable));
    System.out.printf(Locale.ROOT, "find -exec chown, of %d files: %.2f ms each, so %.0f ms   ratio 1 : %.0f   bar 1 : 50   %s%n", sample, each / 1e6, each * files / 1e6, each * files / a, each * files / a >= 50 ? "ok" : "MISSED");
  }

  private static Path tree(Path top, int files) throws IOException {
    for (int i = 0; i < files; i++) {
      Path parent = top.resolve(Integer.toString(i % 10)).resolve(Integer.toString(i / 10 % 20));
      if (i < 200) {
        Files.createDirectories(parent);
      }
      Files.createFile(parent.resolve(i + ".gz"));
    }
    return top;
  }

  /** Declares this machine with a server whose configuration is right already. */
  private static Path estate(Path folder, Path tree) throws IOException, InterruptedException {
    Path config = Files.createDirectories(folder.resolve("etc"));
    Files.writeString(config.resolve("server.cfg"), "run_as_user = " + OURS + "\nrun_as_group = " + OURS + "\nattachment_path = " + tree + "\n", StandardCharsets.UTF_8);
    run("chown", "-R", "0:" + OURS, config.toString());
    run("chmod", "750", config.toString());
    run("chmod", "640", config.resolve("server.cfg").toString());
    Path estate = Files.createDirectories(folder.resolve("estate"));
    String text = "estate: bench\nhosts:\n  here: { local: true }\nproducts:\n  - { host: here, product: kc, version: 8.7.25, config: " + config + " }\n";
    Files.writeString(estate.resolve("estate.yaml"), text, StandardCharsets.UTF_8);
    return estate;
  }

  private static double median(List<Long> nanos) {
    Collections.sort(nanos);
    return nanos.get(nanos.size() / 2);
  }

  private static long run(String... command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    if (!process.waitFor(30, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", Stream.of(command).limit(6).toList()) + " failed with " + process.exitValue());
    }
    return System.nanoTime() - start;
  }
}
