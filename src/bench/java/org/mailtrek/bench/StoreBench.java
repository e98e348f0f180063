package org.mailtrek.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.mailtrek.lab.LabMariaDb;

/**
 * Times what walks along a store of many attachments against the host's own tools, in turn: {@code attachments verify} against {@code find | sort}, {@code backup attachments}
 * against {@code cp -al}, and {@code attachments move} to another mount against {@code cp -a} of the same files and {@code sync}. Ours is the whole command, less one that does nothing. Run by {@code scripts/bench store}
 * as root.
 */
public final class StoreBench {

  private static final int ROUNDS = 3;

  private final Path folder;
  private final Path store;
  private final Path estate;
  private final String heap;
  private long start;
  private double startProcessor;

  private StoreBench(Path folder, int heap) {
    this.folder = folder;
    this.store = folder.resolve("attachments");
    this.estate = folder.resolve("estate");
    this.heap = "-Xmx" + heap + "m";
  }

  /**
   * What something took.
   *
   * @param wall by the clock, in nanoseconds
   * @param processor of the program with all its children, in seconds
   */
  private record Took(long wall, double processor) {}

  /**
   * Runs the benchmark in the project's folder.
   *
   * @param args what to time (verify, snapshot, move), how many attachments (1000000, 100000) or, for move, megabytes of them (2000), and the heap in megabytes (64)
   * @throws IOException when a program can't be started
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    String what = args.length > 0 ? args[0] : "verify";
    int many = args.length > 1 ? Integer.parseInt(args[1]) : what.equals("verify") ? 1_000_000 : what.equals("snapshot") ? 100_000 : 2_000;
    int heap = args.length > 2 ? Integer.parseInt(args[2]) : 64;
    Path folder = Files.createTempDirectory("mailtrek-bench");
    try (LabMariaDb server = LabMariaDb.start()) {
      StoreBench bench = new StoreBench(folder, heap);
      int count = what.equals("move") ? bench.mail(many) : bench.small(many, what.equals("verify") ? 1 : 4_000);
      server.createZcp("zarafa");
      server.run("zarafa", "INSERT INTO settings VALUES ('attachment_storage', 'files')",
          "INSERT INTO singleinstances (instanceid, hierarchyid, tag) SELECT seq, seq, 14081 FROM seq_1_to_" + count);
      bench.prepare(server);
      switch (what) {
        case "verify" -> bench.verify();
        case "snapshot" -> bench.snapshot();
        default -> bench.move();
      }
    } finally {
      new ProcessBuilder("umount", folder.resolve("other").toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
      new ProcessBuilder("rm", "-rf", folder.toString()).inheritIO().start().waitFor();
    }
  }

  private int small(int count, int below) throws IOException {
    byte[] content = content(below);
    for (int id = 1; id <= count; id++) {
      write(id, content, id % below);
    }
    return count;
  }

  /** Most attachments are small, and most bytes are in large ones. */
  private int mail(int megabytes) throws IOException {
    byte[] content = content(48_000_000);
    java.util.Random random = new java.util.Random(42);
    long left = megabytes * 1_000_000L;
    int id = 0;
    while (left > 0) {
      int size = (int) Math.min(content.length, 10 + 53_000 * Math.exp(2 * random.nextGaussian()));
      write(++id, content, size);
      left -= size;
    }
    return id;
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new java.util.Random(42).nextBytes(content);
    return content;
  }

  private void write(int id, byte[] content, int size) throws IOException {
    Path parent = store.resolve(Integer.toString(id % 10)).resolve(Integer.toString(id / 10 % 20));
    if (id <= 200) {
      Files.createDirectories(parent);
    }
    try (java.io.OutputStream out = Files.newOutputStream(parent.resolve(Integer.toString(id)))) {
      out.write(content, 0, size);
    }
  }

  private void prepare(LabMariaDb server) throws IOException, InterruptedException {
    Files.createDirectories(estate);
    Path secret = Files.writeString(estate.resolve("secret"), LabMariaDb.PASSWORD + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path config = Files.createDirectories(folder.resolve("etc"));
    Files.writeString(config.resolve("server.cfg"), "attachment_storage = files\nattachment_path = " + store + "\n", StandardCharsets.UTF_8);
    Files.writeString(estate.resolve("estate.yaml"), "estate: bench\nhosts:\n  here: { local: true }\nproducts:\n  - host: here\n    product: zcp\n    version: 7.2.6\n    config: " + config + "\n    attachments: { path: " + store
        + " }\n    database: { url: \"" + server.url("zarafa") + "\", user: zarafa, password: { file: secret } }\n", StandardCharsets.UTF_8);
    List<Took> nothing = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      nothing.add(ours("help"));
    }
    start = median(nothing).wall();
    startProcessor = median(nothing).processor();
  }

  private void verify() throws IOException, InterruptedException {
    compare("attachments verify --names", List.of("attachments", "verify", "--names"), "find | sort", "find \"$1\" -type f | sort");
    compare("attachments verify", List.of("attachments", "verify"), "find -printf '%s %U %p' | sort", "find \"$1\" -type f -printf '%s %U %p\\n' | sort");
  }

  private void compare(String what, List<String> words, String other, String script) throws IOException, InterruptedException {
    List<Took> ours = new ArrayList<>();
    List<Took> theirs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      theirs.add(run(List.of("sh", "-c", script, "sh", store.toString())));
      ours.add(ours(words.toArray(String[]::new)));
    }
    say(what, other, median(ours), median(theirs), 1.5);
  }

  private void snapshot() throws IOException, InterruptedException {
    List<Took> ours = new ArrayList<>();
    List<Took> theirs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      theirs.add(run(List.of("sh", "-c", "cp -al \"$1\" \"$1.copy\" && sync -f \"$1.copy\"", "sh", store.toString())));
      run(List.of("rm", "-rf", store + ".copy"));
      ours.add(ours("backup", "attachments", "--yes"));
      run(List.of("sh", "-c", "rm -rf \"$1\".?* \"$1\"-* \"$2/journal\" \"$2/snapshots\" \"$2/plans\"", "sh", store.toString(), estate.toString()));
    }
    say("backup attachments", "cp -al, sync -f", median(ours), median(theirs), 1.3);
  }

  /** Once to a disk, as a file system of its own in a file of this one, and once to memory, where nothing waits for a disk. */
  private void move() throws IOException, InterruptedException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Path image = folder.resolve("image");
    run(List.of("truncate", "-s", "8G", image.toString()));
    run(List.of("mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", image.toString()));
    move("a disk", other, List.of("mount", "-o", "loop", image.toString(), other.toString()));
    move("memory", other, List.of("mount", "-t", "tmpfs", "-o", "size=5g,nr_inodes=0", "tmpfs", other.toString()));
  }

  private void move(String where, Path other, List<String> mount) throws IOException, InterruptedException {
    List<Took> ours = new ArrayList<>();
    List<Took> theirs = new ArrayList<>();
    String config = Files.readString(folder.resolve("etc/server.cfg"), StandardCharsets.UTF_8);
    run(mount);
    for (int round = 0; round < ROUNDS; round++) {
      theirs.add(run(List.of("sh", "-c", "cp -a \"$1\" \"$2\" && sync -f \"$2\"", "sh", store.toString(), other.resolve("plain").toString())));
      run(List.of("sh", "-c", "rm -rf \"$1\"/plain; sync -f \"$1\"", "sh", other.toString()));
      ours.add(ours("attachments", "move", other.resolve("store").toString(), "--yes"));
      run(List.of("sh", "-c", "rm -rf \"$1\"/store \"$2/journal\" \"$2/snapshots\" \"$2/plans\"; sync -f \"$1\"; mv \"$3\"/.attachments.mailtrek-* \"$3\"/attachments", "sh", other.toString(), estate.toString(), folder.toString()));
      Files.writeString(folder.resolve("etc/server.cfg"), config, StandardCharsets.UTF_8);
    }
    run(List.of("umount", other.toString()));
    say("attachments move to " + where, "cp -a, sync -f", median(ours), median(theirs), 1 / 0.9);
  }

  private Took ours(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env", "MAILTREK_JAVA_OPTIONS=" + heap, Path.of("scripts/mailtrek").toAbsolutePath().toString(), "-e", estate.toString()));
    command.addAll(List.of(words));
    return less(run(command));
  }

  private Took less(Took took) {
    return new Took(Math.max(1, took.wall() - start), Math.max(0.001, took.processor() - startProcessor));
  }

  private static void say(String what, String other, Took ours, Took theirs, double bar) {
    double ratio = ours.wall() / (double) theirs.wall();
    System.out.printf(Locale.ROOT, "%s %.0f ms, processors %.2f s   %s %.0f ms, processors %.2f s   ratio by the clock %.2f, of the processors %.2f   bar %.2f   %s%n", what, ours.wall() / 1e6, ours.processor(), other,
        theirs.wall() / 1e6, theirs.processor(), ratio, ours.processor() / theirs.processor(), bar, ratio <= bar ? "ok" : "MISSED");
  }

  private static Took median(List<Took> all) {
    List<Took> sorted = new ArrayList<>(all);
    Collections.sort(sorted, java.util.Comparator.comparingLong(Took::wall));
    return sorted.get(sorted.size() / 2);
  }

  private Took run(List<String> command) throws IOException, InterruptedException {
    Path times = folder.resolve("times");
    List<String> line = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S'; out=$1; shift; { time \"$@\" >/dev/null 2>\"$out.err\"; } 2>\"$out\"", "bash", times.toString()));
    line.addAll(command);
    long began = System.nanoTime();
    Process process = new ProcessBuilder(line).inheritIO().start();
    if (!process.waitFor(20, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " failed with " + process.exitValue() + ": " + Files.readString(times.resolveSibling("times.err")));
    }
    long wall = System.nanoTime() - began;
    String[] seconds = Files.readString(times).strip().split("\\s+");
    return new Took(wall, Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1]));
  }
}
