package org.mailtrek.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mailtrek.lab.LabSlapd;

/**
 * Moves the same stopped directory by {@code mailtrek ldap transplant --offline}, start of the program and journal included, and beside it lets slapcat
 * write it and {@code slapadd -q} load that again, as an administrator would, unchanged; in one run, in turn. Prints medians of elapsed time and of
 * processor time (user and system, of all processes), and the ratios. Run by {@code scripts/bench offline [USERS [ROUNDS]]}.
 */
public final class OfflineBench {

  private static final double BAR = 1.15;

  private final Path folder;
  private final LabSlapd slapd;
  private final Path program;

  private OfflineBench(Path folder, LabSlapd slapd) {
    this.folder = folder;
    this.slapd = slapd;
    this.program = Path.of("scripts/mailtrek").toAbsolutePath();
  }

  /**
   * One measurement, in seconds.
   *
   * @param elapsed from start to end
   * @param processor what all processes took
   */
  private record Measured(double elapsed, double processor) {}

  /** Runs the benchmark in the project's folder. */
  public static void main(String[] args) throws Exception {
    int users = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Files.createTempDirectory("mailtrek-bench");
    try (LabSlapd slapd = LabSlapd.start()) {
      Path ldif = folder.resolve("directory.ldif");
      OrdinaryDirectory.write(ldif, users);
      slapd.load(ldif);
      slapd.stop();
      new OfflineBench(folder, slapd).run(users, rounds);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Collections.reverseOrder()).forEach(each -> each.toFile().delete());
      }
    }
  }

  private void run(int users, int rounds) throws Exception {
    List<Measured> ours = new ArrayList<>();
    List<Measured> theirs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      theirs.add(theirs(round));
      ours.add(ours(round));
    }
    print("slapcat, slapadd -q", theirs);
    print("ldap transplant --offline", ours);
    double ratio = elapsed(ours) / elapsed(theirs);
    System.out.printf(Locale.ROOT, "%d users: elapsed %.2f   processor %.2f   bar %.2f   %s%n", users, ratio, processor(ours) / processor(theirs), BAR, ratio <= BAR ? "ok" : "MISSED");
  }

  private static double elapsed(List<Measured> all) {
    return all.stream().mapToDouble(Measured::elapsed).sorted().toArray()[all.size() / 2];
  }

  private static double processor(List<Measured> all) {
    return all.stream().mapToDouble(Measured::processor).sorted().toArray()[all.size() / 2];
  }

  private static void print(String name, List<Measured> all) {
    System.out.printf(Locale.ROOT, "%-28s elapsed %7.2f s   processor %7.2f s   median of %d%n", name, elapsed(all), processor(all), all.size());
  }

  private Measured theirs(int round) throws IOException, InterruptedException {
    Path data = Files.createDirectory(folder.resolve("loaded" + round));
    Path conf = folder.resolve("loaded.conf");
    String same = Files.readString(slapd.folder().resolve("slapd.conf"));
    Files.writeString(conf, same.replace("directory " + slapd.folder().resolve("data"), "directory " + data));
    Measured measured = measure("slapcat -f " + slapd.folder().resolve("slapd.conf") + " -b " + LabSlapd.BASE + " -l " + folder.resolve("all.ldif") + " && slapadd -q -f " + conf + " -b "
        + LabSlapd.BASE + " -l " + folder.resolve("all.ldif"));
    measure("rm -r " + data);
    return measured;
  }

  private Measured ours(int round) throws IOException, InterruptedException {
    Path estate = Files.createDirectory(folder.resolve("estate" + round));
    Files.writeString(estate.resolve("estate.yaml"), "estate: bench\nhosts:\n  here: { local: true }\ndirectory:\n  url: " + slapd.address().url() + "\n  base: " + LabSlapd.BASE
        + "\n  host: here\n  config: { folder: " + slapd.folder().resolve("slapd.d") + " }\n");
    Measured measured = measure(program + " --estate " + estate + " ldap transplant --offline --yes --override server-off --because 'it is a benchmark'");
    measure(program + " --estate " + estate + " undo --yes");
    return measured;
  }

  /** Runs a line of a shell, which says how much time its children took. */
  private Measured measure(String line) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", "TIMEFORMAT='took %R %U %S'; export PATH=$PATH:/usr/sbin; time { " + line + "; }").redirectErrorStream(true).redirectOutput(log.toFile());
    int exit = builder.start().waitFor();
    String said = Files.readString(log).strip();
    if (exit != 0) {
      throw new IOException("ends with " + exit + ": " + said);
    }
    String[] times = said.substring(said.lastIndexOf("took ")).split(" ");
    return new Measured(Double.parseDouble(times[1]), Double.parseDouble(times[2]) + Double.parseDouble(times[3]));
  }
}
