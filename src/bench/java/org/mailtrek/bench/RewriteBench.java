package org.mailtrek.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mailtrek.directory.LdifReport;
import org.mailtrek.directory.LdifRewrite;
import org.mailtrek.directory.Policy;
import org.mailtrek.directory.SchemaMap;
import org.mailtrek.host.TrekException;

/**
 * Rewrites one LDIF file by {@code ldap rewrite}'s own code, all passes counted and the start of the program not, and by the sed of the documented
 * way, in turn. Prints the rate, medians and the ratio, in wall clock and in processor time. Run by {@code scripts/bench rewrite [USERS [ROUNDS]]}, in a
 * heap of 256 MB.
 */
public final class RewriteBench {

  private static final double BAR = 150;

  private final Path folder;

  private RewriteBench(Path folder) {
    this.folder = folder;
  }

  /**
   * How long one of them took.
   *
   * @param wall by the clock, in seconds
   * @param processor of one core, in seconds
   */
  private record Took(double wall, double processor) {}

  /** Runs the benchmark in the project's folder. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("mailtrek-bench");
    try {
      new RewriteBench(folder).run(args.length > 0 ? Integer.parseInt(args[0]) : 100_000, args.length > 1 ? Integer.parseInt(args[1]) : 5);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Collections.reverseOrder()).forEach(each -> each.toFile().delete());
      }
    }
  }

  private void run(int users, int rounds) throws Exception {
    Path in = folder.resolve("in.ldif");
    OrdinaryDirectory.write(in, users);
    double megabytes = Files.size(in) / 1e6;
    List<Took> ours = new ArrayList<>();
    List<Took> streamed = new ArrayList<>();
    List<Took> theirs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ours.add(ours(in, false));
      streamed.add(ours(in, true));
      theirs.add(sed(in));
    }
    System.out.printf(Locale.ROOT, "%d users, %.0f MB, %d rounds in turn, heap %d MB%n", users, megabytes, rounds, Runtime.getRuntime().maxMemory() >> 20);
    print("ldap rewrite, first", ours.get(0), megabytes);
    Took our = median(ours);
    Took their = median(theirs);
    print("ldap rewrite, median", our, megabytes);
    print("  onto a stream, median", median(streamed), megabytes);
    print("sed, median", their, megabytes);
    double rate = megabytes / our.processor();
    System.out.printf(Locale.ROOT, "ours : sed  %.2f : 1 by the clock, %.2f : 1 in processor time   bars 1 : 1 and %.0f MB/s   %s%n", our.wall() / their.wall(), our.processor() / their.processor(), BAR,
        rate >= BAR && our.processor() <= their.processor() ? "ok" : "MISSED");
  }

  private static void print(String name, Took took, double megabytes) {
    System.out.printf(Locale.ROOT, "%-25s %7.2f s  %6.0f MB/s   %7.2f s of a core  %6.0f MB/s%n", name, took.wall(), megabytes / took.wall(), took.processor(), megabytes / took.processor());
  }

  private static Took median(List<Took> all) {
    return all.stream().sorted((a, b) -> Double.compare(a.processor(), b.processor())).toList().get(all.size() / 2);
  }

  /** Into a file, which takes one pass where no entry is renamed; or onto a stream, which takes two always. */
  private Took ours(Path in, boolean stream) throws TrekException, IOException {
    LdifRewrite rewrite = new LdifRewrite(SchemaMap.standard(), Policy.DEFAULT);
    long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long start = System.nanoTime();
    Path written = folder.resolve("ours.ldif");
    LdifReport report;
    try (OutputStream out = Files.newOutputStream(stream ? Path.of("/dev/null") : Files.write(written, new byte[0]))) {
      report = stream ? rewrite.rewrite(in, "in.ldif", out) : rewrite.rewrite(in, written);
    }
    if (!report.written()) {
      throw new IOException("an ordinary directory has no conflicts");
    }
    return new Took((System.nanoTime() - start) / 1e9, (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor) / 1e9);
  }

  private Took sed(Path in) throws IOException, InterruptedException {
    Path times = folder.resolve("times");
    String command = "sed -e 's#^zarafa#kopano#' -e 's#^objectClass: zarafa#objectClass: kopano#' \"$0\" > \"$1\"; times";
    long start = System.nanoTime();
    int exit = new ProcessBuilder("bash", "-c", command, in.toString(), folder.resolve("theirs.ldif").toString()).redirectOutput(times.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor();
    double wall = (System.nanoTime() - start) / 1e9;
    if (exit != 0) {
      throw new IOException("sed ends with " + exit);
    }
    double processor = 0;
    for (String each : Files.readAllLines(times).get(1).split(" ")) {
      String[] parts = each.replace("s", "").split("m");
      processor += 60 * Double.parseDouble(parts[0]) + Double.parseDouble(parts[1]);
    }
    return new Took(wall, processor);
  }
}
