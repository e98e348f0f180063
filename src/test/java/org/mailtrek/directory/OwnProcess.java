package org.mailtrek.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.mailtrek.lab.LabLock;
import org.mailtrek.lab.LabSlapd;

/**
 * The program as a process of its own, on an estate whose directory is a private slapd.
 *
 * @param folder of the estate
 */
record OwnProcess(Path folder) {

  /** Makes the estate anew: what runs before left in its folder is gone. */
  static OwnProcess on(LabSlapd slapd, Path folder) throws IOException {
    for (String each : List.of("journal", "snapshots", "plans", "logs", "transcripts")) {
      remove(folder.resolve(each));
    }
    Path password = Files.writeString(folder.resolve("password"), LabSlapd.PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(folder.resolve("estate.yaml"), "estate: lab\ndirectory:\n  url: " + slapd.address().url() + "\n  base: " + LabSlapd.BASE + "\n  bind-dn: "
        + LabSlapd.ROOT + "\n  password: { file: password }\n  config: { dn: cn=config, bind-dn: \"cn=admin,cn=config\", password: { file: password } }\n");
    return new OwnProcess(folder);
  }

  private static void remove(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Starts it and returns when it runs: lab machines on which Zarafa runs end first, which no limit of a test counts. */
  Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(LabLock.whereNoZarafaRuns());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), "org.mailtrek.Main"));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
    while (process.isAlive() && process.info().command().filter(each -> each.endsWith("/java")).isEmpty()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return process;
  }

  /** Returns our class path as it is seen from another folder. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)).map(each -> Path.of(each).toAbsolutePath().toString())
        .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
  }

  /** Runs it to its end and returns the exit code. */
  int run(String... words) throws IOException, InterruptedException {
    Process process = start(words);
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("does not end: " + said());
    }
    return process.exitValue();
  }

  /** Returns what a process shows to everybody on its machine while it runs: its words, its environment, and those of its children. */
  static String shown(Process process) {
    StringBuilder all = new StringBuilder();
    Stream.concat(Stream.of(process.toHandle()), process.descendants()).forEach(each -> {
      for (String file : List.of("cmdline", "environ")) {
        try {
          all.append(Files.readString(Path.of("/proc", Long.toString(each.pid()), file), StandardCharsets.ISO_8859_1)).append('\n');
        } catch (IOException e) {
          all.append('\n'); // it has ended
        }
      }
    });
    return all.toString();
  }

  String said() {
    try {
      return Files.readString(folder.resolve("out"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
