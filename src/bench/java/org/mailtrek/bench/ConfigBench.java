package org.mailtrek.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ConfigTree;
import org.mailtrek.config.Release;
import org.mailtrek.config.StockFile;
import org.mailtrek.config.Takeover;
import org.mailtrek.config.TakeoverOptions;
import org.mailtrek.config.TakeoverResult;
import org.mailtrek.host.HostPath;

/**
 * Measures processor time, that of compiler and collector threads included: of opening the catalogue, and of taking a folder over, each once in a
 * new process as users have it; and of the whole command less that of {@code help}. Medians. Run by {@code scripts/bench config}.
 */
public final class ConfigBench {

  private static final int ROUNDS = 11;
  private static final String FROM = "zcp-7.2.6";
  private static final String TO = "kc-8.7.25";

  private ConfigBench() {}

  /**
   * Runs the benchmark in the project's folder.
   *
   * @param args none; in the processes that it starts, {@code once} and a folder
   * @throws IOException when a program can't be started, or files can't be read
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length > 0) {
      once(Path.of(args[1]));
      return;
    }
    Path folder = Files.createTempDirectory("mailtrek-bench");
    try {
      int files = folders(folder);
      List<Double> catalogue = new ArrayList<>();
      List<Double> takeover = new ArrayList<>();
      List<Double> command = new ArrayList<>();
      for (int round = 0; round <= ROUNDS; round++) {
        String[] figures = alone(folder).split(" ");
        double whole = processor(folder, "config", "takeover", "--source", "old", "--target", "new", "--from", FROM, "--to", TO, "--strategy", "merge", "--plan");
        double start = processor(folder, "help");
        if (round > 0) {
          catalogue.add(Double.parseDouble(figures[0]));
          takeover.add(Double.parseDouble(figures[1]));
          command.add(whole - start);
        }
      }
      print("open the catalogue", catalogue, 30);
      print("take " + files + " files over", takeover, 150);
      print("the whole command, less help", command, 150);
    } finally {
      remove(folder);
    }
  }

  private static void print(String name, List<Double> figures, double bar) {
    Collections.sort(figures);
    double median = figures.get(figures.size() / 2);
    System.out.printf(Locale.ROOT, "%-28s %6.1f ms of processor time (%.1f to %.1f)   bar %.0f   %s%n", name, median, figures.get(0), figures.get(figures.size() - 1), bar, median <= bar ? "ok" : "MISSED");
  }

  /** Makes both folders, from real files where they are at hand; returns how many files the old one has. */
  private static int folders(Path folder) throws IOException {
    Catalogue catalogue = Catalogue.open();
    int count = 0;
    for (String each : List.of(FROM, TO)) {
      Path to = Files.createDirectory(folder.resolve(each.equals(FROM) ? "old" : "new"));
      Release release = Release.of(each);
      Path real = Path.of(System.getProperty("mailtrek.shared", "../shared"), "data", "config", each);
      if (Files.isDirectory(real)) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(real)) {
          for (Path file : all) {
            Files.copy(file, to.resolve(file.getFileName()));
          }
        }
      } else {
        for (String name : catalogue.files(release)) {
          Files.write(to.resolve(name), StockFile.write(catalogue.file(release, name)));
        }
      }
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.resolve("old"))) {
      for (Path file : all) {
        count++;
        if (file.getFileName().toString().equals("server.cfg")) {
          Files.writeString(file, Files.readString(file, StandardCharsets.ISO_8859_1) + "\nthreads = 23\ncache_cell_size = 1G\n", StandardCharsets.ISO_8859_1);
        }
      }
    }
    return count;
  }

  /** What a new process does once. */
  private static void once(Path folder) throws IOException {
    TakeoverOptions options = TakeoverOptions.of(Release.of(FROM), Release.of(TO));
    ConfigTree source = tree(folder.resolve("old"), options.source());
    ConfigTree target = tree(folder.resolve("new"), options.target());
    long first = processor();
    Catalogue catalogue = Catalogue.open();
    long second = processor();
    TakeoverResult result = new Takeover(catalogue, options).run(source, target);
    long third = processor();
    if (result.files().files().isEmpty()) {
      throw new IllegalStateException("nothing was taken over");
    }
    System.out.printf(Locale.ROOT, "%.2f %.2f%n", (second - first) / 1e6, (third - second) / 1e6);
  }

  private static long processor() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
  }

  private static ConfigTree tree(Path folder, HostPath as) throws IOException {
    SortedMap<HostPath, byte[]> files = new TreeMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path file : all) {
        files.put(as.resolve(file.getFileName().toString()), Files.readAllBytes(file));
      }
    }
    return new ConfigTree(files);
  }

  /** Takes over once in a new process that starts as the launcher starts the program, with the class archive. */
  private static String alone(Path folder) throws IOException, InterruptedException {
    Path home = Path.of("target", "mailtrek").toAbsolutePath();
    List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-Xss1m", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=2"));
    inside(home.resolve("archive"), ".jsa").forEach(file -> line.add("-XX:SharedArchiveFile=" + file));
    List<String> path = new ArrayList<>(inside(home.resolve("lib"), ".jar"));
    String program = home.resolve("lib").resolve("mailtrek.jar").toString();
    path.remove(program);
    path.add(0, program);
    path.add(System.getProperty("java.class.path")); // an archive fits what begins with its own class path
    line.addAll(List.of("-cp", String.join(":", path), ConfigBench.class.getName(), "once", folder.toString()));
    Process process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the measured process failed");
    }
    return said;
  }

  private static List<String> inside(Path folder, String ending) throws IOException {
    try (java.util.stream.Stream<Path> all = Files.list(folder)) {
      return all.map(Path::toString).filter(name -> name.endsWith(ending)).sorted().toList();
    }
  }

  /** Returns the processor time of one command of the program, in milliseconds; its result does not matter. */
  private static double processor(Path folder, String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S'; time \"$@\" >/dev/null 2>&1", "bash", Path.of("scripts/mailtrek").toAbsolutePath().toString()));
    line.addAll(List.of(words));
    Process process = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true).start();
    String[] said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip().split(" ");
    int code = process.waitFor();
    if (code != 0 && code != 2 || said.length != 2) {
      throw new IOException(words[0] + " ended with " + code);
    }
    return (Double.parseDouble(said[0]) + Double.parseDouble(said[1])) * 1000;
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (java.util.stream.Stream<Path> found = Files.walk(folder)) {
      found.forEach(all::add);
    }
    Collections.reverse(all);
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
