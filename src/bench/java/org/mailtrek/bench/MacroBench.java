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
 * What macros cost in a session on a practice estate, processor time and elapsed time: the first of a session whose compiled form is kept, the first one ever, and each later
 * one; each as the difference of two processes in turn. Medians. Run by {@code scripts/bench macros}.
 */
public final class MacroBench {

  private static final int ROUNDS = 7;
  private static final int LATER = 10;
  private static final String PLAIN = "ldap search (uid=nobody)";

  private MacroBench() {}

  /**
   * Runs the benchmark in the project's folder.
   *
   * @param args the launcher; {@code scripts/mailtrek} without it
   * @throws IOException when a program can't be started
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    String launcher = Path.of(args.length > 0 ? args[0] : "scripts/mailtrek").toAbsolutePath().toString();
    Path folder = Files.createTempDirectory("mailtrek-bench");
    Path estate = folder.resolve("acme");
    run(folder, launcher, "simulate zcp-single --into acme --users 10 --seed 5");
    try {
      Files.createDirectories(estate.resolve("macros"));
      Files.copy(Path.of("examples/macros/quota-report.groovy"), estate.resolve("macros/quota-report.groovy"));
      measure(estate, launcher);
    } finally {
      run(estate, launcher, "simulate stop");
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static void measure(Path estate, String launcher) throws IOException, InterruptedException {
    List<double[]> first = new ArrayList<>();
    List<double[]> ever = new ArrayList<>();
    List<double[]> later = new ArrayList<>();
    Path compiled = estate.resolve("macros/.compiled");
    for (int round = 0; round <= ROUNDS; round++) {
      if (Files.isDirectory(compiled)) {
        try (Stream<Path> kept = Files.list(compiled)) {
          for (Path each : kept.toList()) {
            Files.delete(each);
          }
        }
      }
      double[] none = run(estate, launcher, PLAIN);
      double[] fresh = run(estate, launcher, PLAIN + "; quota-report");
      double[] one = run(estate, launcher, PLAIN + "; quota-report");
      double[] many = run(estate, launcher, PLAIN + "; quota-report".repeat(1 + LATER));
      if (round > 0) {
        ever.add(new double[] {fresh[0] - none[0], fresh[1] - none[1]});
        first.add(new double[] {one[0] - none[0], one[1] - none[1]});
        later.add(new double[] {(many[0] - one[0]) / LATER, (many[1] - one[1]) / LATER});
      }
    }
    print("first of a session", first, 1200);
    print("first one ever", ever, 0);
    print("each later one", later, 100);
  }

  private static void print(String name, List<double[]> all, double bar) {
    double processor = median(all.stream().map(each -> each[0]).toList());
    double elapsed = median(all.stream().map(each -> each[1]).toList());
    String judged = bar == 0 ? "" : String.format(Locale.ROOT, "   bar %5.0f ms   %s", bar, processor <= bar ? "ok" : "MISSED");
    System.out.printf(Locale.ROOT, "%-20s %6.0f ms of processor time   %6.0f ms elapsed%s%n", name, processor, elapsed, judged);
  }

  private static double median(List<Double> all) {
    List<Double> sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  /** Carries a line out; returns the processor time of it with all its children, and the time elapsed, in milliseconds. */
  private static double[] run(Path folder, String launcher, String line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", "TIMEFORMAT='%U %S %R'; time \"$0\" -c \"$1\" >/dev/null 2>&1", launcher, line).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(line + " failed: " + said);
    }
    String[] figures = said.split(" ");
    return new double[] {1000 * (Double.parseDouble(figures[0]) + Double.parseDouble(figures[1])), 1000 * Double.parseDouble(figures[2])};
  }
}
