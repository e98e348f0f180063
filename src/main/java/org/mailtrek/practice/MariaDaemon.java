package org.mailtrek.practice;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A private MariaDB server: its data in a folder, its socket its own, on loopback only, as the user that Mailtrek runs as. */
final class MariaDaemon implements Closeable {

  /** Relative to the data folder, whose full name may be longer than the kernel allows for a socket. */
  private static final String SOCKET = "server.sock";
  private static final String INSTALLER = "mariadb-install-db";
  private static final int LAST_LINES = 8;

  private final Process process;

  private MariaDaemon(Process process) {
    this.process = process;
  }

  /** Returns the server program of this machine, where one is installed. */
  static Optional<Path> program() {
    return program("mariadbd");
  }

  /** Returns whether a server can be made and started on this machine. */
  static boolean complete() {
    return program().isPresent() && program(INSTALLER).isPresent();
  }

  private static Optional<Path> program(String name) {
    List<String> folders = new ArrayList<>(List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")));
    folders.addAll(List.of("/usr/sbin", "/usr/bin", "/usr/libexec", "/usr/local/sbin", "/usr/local/bin"));
    return folders.stream().filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
  }

  /**
   * Makes the data folder, with an account for the mail server that may do everything from loopback.
   *
   * @throws IOException when the installation fails; what was made stays
   */
  static void install(Path folder, String user, String password, List<String> databases) throws IOException, InterruptedException {
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path installer = program(INSTALLER).orElseThrow(() -> new IOException(INSTALLER + " is not installed"));
    Path log = folder.resolve("install.log");
    // the installer is a script that takes a blank in the folder's name for the end of the name
    List<String> command = new ArrayList<>(List.of(installer.toString(), "--no-defaults", "--datadir=./data"));
    command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"));
    command.addAll(sizes());
    if (root()) {
      command.add("--user=root");
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).redirectInput(devNull());
    builder.environment().put("TMPDIR", folder.toString()); // a server that begins removes all temporary tables there, those of servers at work too
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IOException("mariadb-install-db failed (" + code + "), see " + log + end(log));
    }
    String account = "'" + user + "'@'127.0.0.1'";
    String words =
        databases.stream().map(each -> "CREATE DATABASE " + each + " CHARACTER SET utf8;\n").collect(Collectors.joining()) + "CREATE USER " + account + " IDENTIFIED BY '" + password + "';\nGRANT ALL ON *.* TO " + account
            + " WITH GRANT OPTION;\n";
    Path first = Files.createFile(folder.resolve("first.sql"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(first, words, StandardCharsets.UTF_8);
  }

  /** Returns the errors in a log, or its last lines where it names none, for a message. */
  private static String end(Path log) throws IOException {
    List<String> said = Files.exists(log) ? Files.readAllLines(log, StandardCharsets.ISO_8859_1) : List.of();
    List<String> errors = said.stream().filter(line -> line.contains("ERROR")).limit(LAST_LINES).toList();
    return ": " + String.join(" / ", errors.isEmpty() ? said.subList(Math.max(0, said.size() - LAST_LINES), said.size()) : errors);
  }

  /**
   * Starts the server and returns when it answers.
   *
   * @param account says whether the mail server's account exists; asked at the first start only, when the server still makes it
   * @throws IOException when it doesn't come up; the last lines of its log are in the message
   */
  static MariaDaemon start(Path folder, int port, BooleanSupplier account) throws IOException, InterruptedException {
    Path program = program().orElseThrow(() -> new IOException("mariadbd is not installed"));
    endOrphan(folder);
    Path log = folder.resolve("server.log");
    Path first = folder.resolve("first.sql");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--no-defaults", "--datadir=" + folder.resolve("data")));
    command.addAll(List.of("--bind-address=127.0.0.1", "--port=" + port, "--socket=" + SOCKET, "--pid-file=" + folder.resolve("server.pid")));
    command.addAll(List.of("--skip-name-resolve", "--skip-log-bin", "--performance-schema=OFF", "--max-allowed-packet=64M", "--tmpdir=" + folder));
    command.addAll(List.of("--character-set-server=utf8", "--log-warnings=1"));
    command.addAll(sizes());
    if (Files.exists(first)) {
      command.add("--init-file=" + first);
    }
    if (root()) {
      command.add("--user=root");
    }
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).redirectInput(devNull()).start();
    MariaDaemon daemon = new MariaDaemon(process);
    if (!daemon.answers(() -> Waiting.answers(port) && (!Files.exists(first) || account.getAsBoolean()))) {
      daemon.close();
      throw new IOException("mariadbd did not come up, see " + log + end(log));
    }
    Files.deleteIfExists(first);
    return daemon;
  }

  private static List<String> sizes() {
    return List.of("--innodb-buffer-pool-size=64M", "--innodb-log-file-size=32M", "--key-buffer-size=1M", "--aria-pagecache-buffer-size=8M");
  }

  /** Ends a server on the same data that outlived its parent. */
  private static void endOrphan(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("server.pid");
    if (!Files.exists(file)) {
      return;
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    Optional<ProcessHandle> orphan = text.matches("[0-9]+") ? ProcessHandle.of(Long.parseLong(text)) : Optional.empty();
    if (orphan.isPresent() && CommandLine.of(orphan.get()).contains("--datadir=" + folder.resolve("data"))) {
      orphan.get().destroy();
      Waiting.end(orphan.get());
    }
  }

  private boolean answers(BooleanSupplier ready) throws InterruptedException {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (process.isAlive() && System.nanoTime() < patience) {
      if (ready.getAsBoolean()) {
        return true;
      }
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    return false;
  }

  @Override
  public void close() {
    process.destroy();
    Waiting.end(process.toHandle());
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static java.io.File devNull() {
    return new java.io.File("/dev/null");
  }
}
