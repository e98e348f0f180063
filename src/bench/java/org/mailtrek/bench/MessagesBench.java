package org.mailtrek.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Times {@code mailbox messages} from the published layout of 3.x into maildirs, with five workers and with one, against {@code cp -a} of the same tree and {@code doveadm backup}
 * of the maildirs, in turn. Ours is the whole command, less one that does nothing; all end with {@code sync -f}. Run by {@code scripts/bench messages} as root.
 */
public final class MessagesBench {

  private static final int ROUNDS = 3;
  private static final int PER_FOLDER = 200;
  private static final int FOLDERS = 4;
  private static final int SIZE = 18_000;

  private final Path folder;
  private final Path estate;
  private final int users;

  private MessagesBench(Path folder, int users) {
    this.folder = folder;
    this.estate = folder.resolve("estate");
    this.users = users;
  }

  /**
   * What something took.
   *
   * @param wall by the clock, in seconds
   * @param processor of the program with all its children, in seconds
   */
  private record Took(double wall, double processor) {

    Took less(Took other) {
      return new Took(Math.max(0.001, wall - other.wall), Math.max(0.001, processor - other.processor));
    }
  }

  /**
   * Runs the benchmark in the project's folder.
   *
   * @param args how many messages (40000) of 18 kB, in folders of 200
   * @throws IOException when a program can't be started
   * @throws InterruptedException when interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int messages = args.length > 0 ? Integer.parseInt(args[0]) : 40_000;
    Path folder = Files.createTempDirectory("mailtrek-bench");
    try {
      new MessagesBench(folder, Math.max(1, messages / PER_FOLDER / FOLDERS)).run();
    } finally {
      new ProcessBuilder("rm", "-rf", folder.toString()).inheritIO().start().waitFor();
    }
  }

  private void run() throws IOException, InterruptedException {
    Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    fill();
    int messages = users * FOLDERS * PER_FOLDER;
    Took start = time(List.of("sh", "-c", "scripts/mailtrek -e \"$1\" help", "sh", estate.toString()));
    List<Took> copies = new ArrayList<>();
    List<Took> five = new ArrayList<>();
    List<Took> one = new ArrayList<>();
    List<Took> backups = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      copies.add(time(List.of("sh", "-c", "cp -a \"$1/old\" \"$2\" && sync -f \"$2\"", "sh", folder.toString(), fresh("copy", round).toString())));
      one.add(move("1", fresh("one", round)).less(start));
      Path moved = fresh("five", round);
      five.add(move("5", moved).less(start));
      backups.add(backup(moved, fresh("other", round)));
    }
    say("cp -a", messages, median(copies), median(five));
    say("doveadm backup", messages, median(backups), median(five));
    say("one worker", messages, median(one), median(five));
    System.out.println("bars: cp -a at least 0.6, doveadm backup at least 2, one worker at least 1.6; a heap of 128 MB");
  }

  private void fill() throws IOException {
    byte[] content = new byte[2 * SIZE];
    Random random = new Random(42);
    for (int at = 0; at < content.length; at++) {
      content[at] = (byte) (at % 77 == 76 ? '\n' : 'a' + random.nextInt(26));
    }
    for (int user = 0; user < users; user++) {
      for (int number = 0; number < FOLDERS; number++) {
        Path made = Files.createDirectories(folder.resolve("old/u" + user + "/" + (number == 0 ? "INBOX" : "Folder" + number)));
        StringBuilder index = new StringBuilder("netscape3 1 77 " + (PER_FOLDER + 1) + "\n");
        for (int uid = 1; uid <= PER_FOLDER; uid++) {
          byte[] head = ("Message-ID: <" + uid + "." + number + "@u" + user + ">\nSubject: " + uid + "\n\n").getBytes(StandardCharsets.US_ASCII);
          int size = SIZE / 2 + random.nextInt(SIZE);
          try (OutputStream out = Files.newOutputStream(made.resolve(uid + ".msg"))) {
            out.write(head);
            out.write(content, 0, size);
          }
          index.append(uid).append(' ').append(head.length + size).append(' ').append(852_076_800 + uid).append(uid % 3 == 0 ? " S later\n" : " S\n");
        }
        Files.writeString(made.resolve("folder.idx"), index);
      }
    }
    Files.createDirectories(estate);
    Files.writeString(estate.resolve("estate.yaml"), "estate: bench\nhosts: { here: { local: true } }\ndirectory: { url: \"ldap://127.0.0.1:1\", base: \"o=x\" }\n");
    Files.writeString(folder.resolve("dovecot.conf"), "base_dir = " + folder + "/run\nlog_path = " + folder + "/dovecot.log\nmail_uid = mail\nmail_gid = mail\nfirst_valid_uid = 1\n");
  }

  /** A place of its own: where nothing is deleted, no file system has to look freed files up. */
  private Path fresh(String name, int round) throws IOException, InterruptedException {
    Path made = Files.createDirectory(folder.resolve(name + round));
    time(List.of("sh", "-c", "chown mail:mail \"$1\" && sync -f \"$1\"", "sh", made.toString()));
    return made;
  }

  private Took move(String threads, Path to) throws IOException, InterruptedException {
    return time(List.of("env", "MAILTREK_JAVA_OPTIONS=-Xmx128m", "sh", "-c", "scripts/mailtrek -e \"$1/estate\" mailbox messages --from netscape3:\"$1\"/old --to maildir:\"$3\"/%u/Maildir --threads \"$2\" --yes && sync -f \"$3\"", "sh", folder.toString(), threads, to.toString()));
  }

  private Took backup(Path from, Path to) throws IOException, InterruptedException {
    String script = "for u in $(ls \"$2\"); do mkdir \"$3/$u\"; chown mail:mail \"$3/$u\"; "
        + "USER=$u doveadm -c \"$1/dovecot.conf\" -o mail_home=\"$2/$u\" -o mail_location=maildir:\"$2/$u/Maildir\" backup maildir:\"$3/$u/Maildir\" || exit 1; done; sync -f \"$3\"";
    return time(List.of("sh", "-c", script, "sh", folder.toString(), from.toString(), to.toString()));
  }

  private static void say(String other, int messages, Took theirs, Took ours) {
    System.out.printf(Locale.ROOT, "ours, five workers: %.0f messages/s, processors %.2f s   %s: %.0f messages/s, processors %.2f s   times as fast by the clock %.2f, by the processors %.2f%n", messages / ours.wall(), ours.processor(), other,
        messages / theirs.wall(), theirs.processor(), theirs.wall() / ours.wall(), theirs.processor() / ours.processor());
  }

  private static Took median(List<Took> all) {
    List<Took> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingDouble(Took::wall));
    return sorted.get(sorted.size() / 2);
  }

  private Took time(List<String> command) throws IOException, InterruptedException {
    Path times = folder.resolve("times");
    List<String> line = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%R %U %S'; out=$1; shift; { time \"$@\" >/dev/null 2>\"$out.err\"; } 2>\"$out\"", "bash", times.toString()));
    line.addAll(command);
    Process process = new ProcessBuilder(line).inheritIO().start();
    if (!process.waitFor(20, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " failed with " + process.exitValue() + ": " + Files.readString(times.resolveSibling("times.err")));
    }
    String[] seconds = Files.readString(times).strip().split("\\s+");
    return new Took(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]));
  }
}
