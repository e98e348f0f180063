package org.mailtrek.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailtrek.host.TrekException;

/** Programs of this machine, each reading what the one before gives. */
final class Programs implements AutoCloseable {

  private final List<Process> processes;
  private final Optional<Thread> pump;

  private Programs(List<Process> processes, Optional<Thread> pump) {
    this.processes = processes;
    this.pump = pump;
  }

  /**
   * Starts them. Nothing in their environment that looks like a secret.
   *
   * @param to where the last one's output goes
   * @param terminal whether it goes to the terminal itself instead, as a pager needs
   * @throws TrekException of kind {@code USAGE} when one can't be started; then none runs
   */
  static Programs start(List<List<String>> commands, OutputStream to, boolean terminal) throws TrekException {
    List<ProcessBuilder> builders = new ArrayList<>();
    for (List<String> command : commands) {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().keySet().removeIf(name -> name.toUpperCase(Locale.ROOT).matches(".*(PASS|SECRET|TOKEN|CREDENTIAL).*"));
      builders.add(builder);
    }
    if (terminal) {
      builders.get(builders.size() - 1).redirectOutput(ProcessBuilder.Redirect.INHERIT);
    }
    try {
      List<Process> processes = ProcessBuilder.startPipeline(builders);
      return new Programs(processes, terminal ? Optional.empty() : Optional.of(pump(processes.get(processes.size() - 1).getInputStream(), to)));
    } catch (IOException e) {
      throw TrekException.at(commands.get(0).get(0)).kind(TrekException.Kind.USAGE).found("can't be started: " + e.getMessage()).because(e).next("name a program of this machine after | !");
    }
  }

  private static Thread pump(InputStream from, OutputStream to) {
    Thread thread =
        new Thread(
            () -> {
              try {
                from.transferTo(to);
                to.flush();
              } catch (IOException e) {
                // the file's own end says so, or the terminal is gone
                Thread.currentThread().interrupt();
              }
            },
            "pipe");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Returns where the first one reads. A program that has read all it wants, as head does, lets the rest go nowhere. */
  OutputStream input() {
    return new BufferedOutputStream(processes.get(0).getOutputStream());
  }

  /**
   * Waits for their end, once their input is closed.
   *
   * @throws TrekException of kind {@code INTERRUPTED} when that is interrupted; then they are ended
   */
  void await() throws TrekException {
    try {
      for (Process each : processes) {
        each.waitFor();
      }
      if (pump.isPresent()) {
        pump.get().join();
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw TrekException.at("| !").kind(TrekException.Kind.INTERRUPTED).found("interrupted").because(e).next("what the command did before stays done: status");
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
  }
}
