package org.mailtrek.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.mailtrek.lab.LabMariaDb;

/**
 * Times {@code attachments extract} against {@code mariadb --quick -N --raw}, which only reads the same rows to /dev/null, in turn, on a private server. Ours is the
 * whole command (census of the rows, plan, journal, files under scratch names, syncs, renames, and the comparison of every file with its rows by digest), less
 * one that finds nothing to do, which is the start of the program. Processor time is that of both sides: client with all its children, and server. What was
 * extracted stays until the end, which takes four times the room, and eight times with the maker's converter ({@code db-convert-attachments-to-files}, which
 * needs Perl's DBD::mysql, and is run as it is). Run by {@code scripts/bench extract}.
 */
public final class ExtractBench {

  private static final int ROUNDS = 3;
  private static final int ROW = 393_216;
  private static final long TICK = 10_000_000L;

  private ExtractBench() {}

  /**
   * What something took, in nanoseconds.
   *
   * @param wall by the clock
   * @param processor of client and server
   */
  private record Took(long wall, long processor) {

    Took less(Took other) {
      return new Took(Math.max(1, wall - other.wall), Math.max(1, processor - other.processor));
    }
  }

  /**
   * What is extracted.
   *
   * @param heap in megabytes
   */
  private record Size(long count, int megabytes, int heap) {}

  /**
   * Runs the benchmark in the project's folder.
   *
   * @param args how many megabytes of attachments (300), the heap of the program in megabytes (64), and where the maker's converter lies (nowhere)
   * @throws IOException when a program can't be started
   * @throws InterruptedException when interrupted
   * @throws SQLException when the server refuses
   */
  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 300;
    int heap = args.length > 1 ? Integer.parseInt(args[1]) : 64;
    List<String> converter = args.length > 2 ? List.of(Path.of(args[2]).toAbsolutePath().toString()) : List.of();
    Path folder = Files.createTempDirectory("mailtrek-bench");
    try (LabMariaDb server = LabMariaDb.start()) {
      server.createZcp("zarafa");
      long count = fill(server, megabytes);
      Path estate = estate(server, folder);
      compare(server, folder, estate, new Size(count, megabytes, heap), converter);
    } finally {
      run(List.of("rm", "-rf", folder.toString()), folder, 0);
    }
  }

  /** Fills a database with mail as it is: mostly small attachments, most bytes in large ones. */
  private static long fill(LabMariaDb server, int megabytes) throws SQLException {
    Random random = new Random(42);
    byte[] content = new byte[ROW];
    random.nextBytes(content);
    long bytes = 0;
    long id = 0;
    try (Connection connection = server.connect("zarafa");
        PreparedStatement named = connection.prepareStatement("INSERT INTO singleinstances (instanceid, hierarchyid, tag) VALUES (?, ?, 14081)");
        PreparedStatement row = connection.prepareStatement("INSERT INTO lob (instanceid, chunkid, tag, val_binary) VALUES (?, ?, 14081, ?)")) {
      connection.setAutoCommit(false);
      for (; bytes < megabytes * 1_000_000L; id++) {
        named.setLong(1, id + 1);
        named.setLong(2, id + 1);
        named.executeUpdate();
        int size = (int) Math.min(20_000_000, 20_000 * Math.exp(random.nextGaussian() * 2));
        for (int chunk = 0; chunk * (long) ROW < size; chunk++) {
          row.setLong(1, id + 1);
          row.setInt(2, chunk);
          row.setBytes(3, java.util.Arrays.copyOf(content, Math.min(ROW, size - chunk * ROW)));
          row.executeUpdate();
        }
        bytes += size;
      }
      connection.commit();
    }
    return id;
  }

  private static Path estate(LabMariaDb server, Path folder) throws IOException {
    Path estate = Files.createDirectories(folder.resolve("estate"));
    Path secret = estate.resolve("secret");
    Files.writeString(secret, LabMariaDb.PASSWORD + "\n", StandardCharsets.UTF_8);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path config = Files.createDirectories(folder.resolve("etc"));
    Files.writeString(config.resolve("server.cfg"), "attachment_storage = database\nattachment_path = " + folder.resolve("attachments") + "\n", StandardCharsets.UTF_8);
    String text = "estate: bench\nhosts:\n  here: { local: true }\nproducts:\n  - host: here\n    product: zcp\n    version: 7.2.6\n    config: " + config + "\n    database: { url: \"" + server.url("zarafa")
        + "\", user: zarafa, password: { file: secret } }\n";
    Files.writeString(estate.resolve("estate.yaml"), text, StandardCharsets.UTF_8);
    Path options = folder.resolve("client.cnf");
    Files.writeString(options, "[client]\nuser=root\npassword=\"" + LabMariaDb.PASSWORD + "\"\nsocket=" + server.socket() + "\n", StandardCharsets.UTF_8);
    return estate;
  }

  private static void compare(LabMariaDb server, Path folder, Path estate, Size size, List<String> converter) throws IOException, InterruptedException {
    String launcher = Path.of("scripts/mailtrek").toAbsolutePath().toString();
    long daemon = Long.parseLong(Files.readString(server.socket().resolveSibling("pid")).strip());
    List<Took> ours = new ArrayList<>();
    List<Took> theirs = new ArrayList<>();
    List<Took> makers = new ArrayList<>();
    for (int round = 0; round <= ROUNDS; round++) {
      Took read = run(List.of("mariadb", "--defaults-file=" + folder.resolve("client.cnf"), "--quick", "-N", "--raw", "-e", "SELECT val_binary FROM lob ORDER BY instanceid, tag, chunkid", "zarafa"), folder, daemon);
      Took extracted = run(List.of("env", "MAILTREK_JAVA_OPTIONS=-Xmx" + size.heap() + "m", launcher, "-e", estate.toString(), "attachments", "extract", "--files-only", "--yes"), folder, daemon);
      Took nothing = run(List.of(launcher, "-e", estate.toString(), "help"), folder, daemon);
      // Not deleted before the end: for minutes, ext4 passes every inode over that was freed, at several times the price of a new file.
      run(List.of("mv", folder.resolve("attachments").toString(), folder.resolve("attachments-" + round).toString()), folder, 0);
      run(List.of("rm", "-rf", estate.resolve("journal").toString(), estate.resolve("plans").toString(), estate.resolve("snapshots").toString()), folder, 0);
      for (String each : converter) {
        Path target = Files.createDirectory(folder.resolve("converted-" + round));
        Took converted = run(List.of("env", "MYSQL_UNIX_PORT=" + server.socket(), "perl", each, "root", LabMariaDb.PASSWORD, "zarafa", target.toString()), folder, daemon);
        if (round > 0) {
          makers.add(converted);
        }
      }
      if (round > 0) {
        ours.add(extracted.less(nothing));
        theirs.add(read);
      }
    }
    say("by the clock", size, median(ours, Took::wall), median(theirs, Took::wall), median(makers, Took::wall));
    say("of the processors", size, median(ours, Took::processor), median(theirs, Took::processor), median(makers, Took::processor));
  }

  private static void say(String what, Size size, double ours, double theirs, double makers) {
    System.out.printf(Locale.ROOT, "%d attachments, %d MB, time %s: attachments extract %.0f ms   mariadb --quick, only reading, %.0f ms   rate %.2f of it   bar 1.60   %s%n",
        size.count(), size.megabytes(), what, ours / 1e6, theirs / 1e6, theirs / ours, theirs / ours >= 1.6 ? "ok" : "MISSED");
    if (makers > 0) {
      System.out.printf(Locale.ROOT, "  the maker's converter %.0f ms   rate %.2f of it%n", makers / 1e6, makers / ours);
    }
  }

  private static double median(List<Took> took, ToLongFunction<Took> of) {
    long[] sorted = took.stream().mapToLong(of).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  /** Runs a program below a shell that tells its processor time, and adds that of the server. */
  private static Took run(List<String> command, Path folder, long daemon) throws IOException, InterruptedException {
    Path times = folder.resolveSibling(folder.getFileName() + ".times");
    List<String> line = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S'; out=$1; shift; { time \"$@\" >/dev/null 2>&1; } 2>\"$out\"", "bash", times.toString()));
    line.addAll(command);
    long before = daemon > 0 ? ticks(daemon) : 0;
    long start = System.nanoTime();
    Process process = new ProcessBuilder(line).inheritIO().start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command.subList(0, Math.min(6, command.size()))) + " failed with " + process.exitValue());
    }
    long wall = System.nanoTime() - start;
    String[] seconds = Files.readString(times).strip().split("\\s+");
    Files.delete(times);
    long processor = (long) ((Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1])) * 1e9);
    return new Took(wall, processor + (daemon > 0 ? (ticks(daemon) - before) * TICK : 0));
  }

  private static long ticks(long process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(words[11]) + Long.parseLong(words[12]);
  }
}
