package org.mailtrek.practice;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/**
 * Keeps the LDAP server and the database of a practice estate running, in a process of their own that survives the shell. Started by whoever
 * needs them first, shared by all, ended after ten idle minutes.
 */
public final class PracticeServers {

  private PracticeServers() {}

  /** Returns whether a folder holds a practice estate with servers. */
  public static boolean practice(Path estateFolder) {
    return Files.exists(new Places(estateFolder).ports());
  }

  /**
   * Starts the servers of a practice estate unless they run already; for other estates nothing happens. Several processes may ask at once:
   * one of them starts, the others wait.
   *
   * @throws TrekException of kind {@code UNREACHABLE} when they don't come up
   */
  public static void ensureRunning(Path estateFolder) throws TrekException {
    Places places = new Places(estateFolder);
    if (!practice(estateFolder)) {
      return;
    }
    try {
      if (running(places).isPresent()) {
        Files.setLastModifiedTime(places.lock(), FileTime.from(Instant.now()));
        return;
      }
      try (FileChannel channel = FileChannel.open(places.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = lock(channel)) {
        Files.setLastModifiedTime(places.lock(), FileTime.from(Instant.now()));
        if (lock.isValid() && running(places).isEmpty()) {
          start(places);
        }
      }
    } catch (IOException e) {
      throw failed(places, e.getMessage(), e);
    }
  }

  /**
   * Ends the servers of a practice estate and waits until they are gone.
   *
   * @return false when none were running
   * @throws TrekException when they can't be asked to end
   */
  public static boolean stop(Path estateFolder) throws TrekException {
    Places places = new Places(estateFolder);
    Optional<ProcessHandle> process = published(places).flatMap(found -> process(places, found));
    if (process.isEmpty()) {
      return false;
    }
    process.get().destroy();
    Waiting.end(process.get());
    return true;
  }

  /** Returns what the servers say of themselves, whether they still live or not. */
  static Optional<Published> published(Places places) {
    try {
      JSONObject json = new JSONObject(Files.readString(places.servers(), StandardCharsets.UTF_8));
      JSONObject ldap = json.getFieldAsObject("ldap");
      JSONObject database = json.getFieldAsObject("database");
      return Optional.of(new Published(json.getFieldAsLong("pid"), ldap.getFieldAsInteger("port"), database.getFieldAsString("url")));
    } catch (IOException | JSONException none) {
      return Optional.empty();
    }
  }

  private static Optional<Published> running(Places places) {
    return published(places).filter(found -> process(places, found).isPresent() && Waiting.answers(found.ldapPort()));
  }

  private static Optional<ProcessHandle> process(Places places, Published found) {
    return ProcessHandle.of(found.pid())
        .filter(ProcessHandle::isAlive)
        .filter(each -> CommandLine.of(each).containsAll(List.of(ServerProcess.class.getName(), places.estate().toString())));
  }

  /** Locks for the process; within one process a second thread waits as well. */
  private static FileLock lock(FileChannel channel) throws IOException, TrekException {
    while (true) {
      try {
        return channel.lock();
      } catch (OverlappingFileLockException anotherThread) {
        try {
          Thread.sleep(50);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw TrekException.at("practice servers").kind(TrekException.Kind.INTERRUPTED).found("interrupted while they started").next("try again");
        }
      }
    }
  }

  private static void start(Places places) throws IOException, TrekException {
    List<String> command = new ArrayList<>();
    Path session = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(session)) {
      command.add(session.toString()); // Ctrl-C in the terminal is not for the servers
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // a directory of 20,000 people takes 600 MB, a small one no more than it needs
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m", "-Xshare:auto", "-Dfile.encoding=UTF-8", "-cp", classPath()));
    command.addAll(List.of(ServerProcess.class.getName(), places.estate().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(places.practice().toFile()).redirectInput(new java.io.File("/dev/null"));
    builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME") && !name.equals("LANG") && !name.equals("TMPDIR"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectError(places.log().toFile()).start();
    String answer;
    try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      answer = Optional.ofNullable(out.readLine()).orElse("it ended without a word, see " + places.log());
    }
    if (!answer.equals("ready")) {
      throw failed(places, answer, null);
    }
  }

  /** Returns the classes of this process, by absolute paths. */
  static String classPath() {
    StringBuilder absolute = new StringBuilder();
    for (String each : System.getProperty("java.class.path").split(java.io.File.pathSeparator)) {
      absolute.append(absolute.isEmpty() ? "" : java.io.File.pathSeparator).append(Path.of(each).toAbsolutePath());
    }
    return absolute.toString();
  }

  private static TrekException failed(Places places, String found, Throwable cause) {
    return TrekException.at(places.practice()).kind(TrekException.Kind.UNREACHABLE).found("the practice servers did not start: " + found).because(cause)
        .next("see " + places.log() + "; a port that another program took is free again when that one ends");
  }
}
