package org.mailtrek.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server process that dies with us: a shell holds it by a pipe, so that it ends even when this virtual machine is killed. */
final class LabProcess {

  private static final String HOLD = """
      exec 3<&0
      log=$1; shift
      "$@" >>"$log" 2>&1 </dev/null 3<&- &
      p=$!
      echo $p
      ( read -r _ <&3; kill $p ) >/dev/null 2>&1 &
      r=$!
      exec 3<&-
      wait $p; c=$?
      kill $r 2>/dev/null
      exit $c
      """;

  private final Process shell;
  private final long pid;
  private final Path log;

  private LabProcess(Process shell, long pid, Path log) {
    this.shell = shell;
    this.pid = pid;
    this.log = log;
  }

  static LabProcess start(Path log, List<String> command) {
    List<String> held = new ArrayList<>(List.of("/bin/sh", "-c", HOLD, "lab", log.toString()));
    held.addAll(command);
    try {
      Process shell = new ProcessBuilder(held).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      BufferedReader said = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
      return new LabProcess(shell, Long.parseLong(said.readLine()), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a program to its end. */
  static void run(Path log, Path folder, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
      process.getOutputStream().close();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  long pid() {
    return pid;
  }

  /** Waits until the port answers; fails with the server's log when the server ends instead. */
  void awaitPort(int port) {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        if (ended(10) || Instant.now().isAfter(end)) {
          throw new IllegalStateException("the server did not start: " + text(log), e);
        }
      }
    }
  }

  private static String text(Path log) {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Returns whether the server has ended, waiting for that some milliseconds. */
  boolean ended(long millis) {
    try {
      return shell.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void signal(String name) {
    run(log, Path.of("/"), List.of("/bin/sh", "-c", "kill -" + name + " " + pid));
  }

  /** Waits until all threads stand still: a signal takes a moment to reach each. */
  void awaitStopped() {
    String states = "for each in /proc/" + pid + "/task/*/stat; do sed 's/.*) //' \"$each\"; done | grep -v '^T'";
    run(log, Path.of("/"), List.of("/bin/sh", "-c", "n=0; while [ $n -lt 500 ] && " + states + " >/dev/null; do n=$((n + 1)); sleep 0.01; done"));
  }

  /** Ends the server in order. */
  void stop() {
    try {
      shell.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!ended(20_000)) {
      kill();
    }
  }

  /** Ends the server as a loss of power would end its process. */
  void kill() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    if (!ended(20_000)) {
      throw new IllegalStateException("process " + pid + " does not end");
    }
  }
}
