package org.mailtrek.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps tests apart that run at the same time and would meet on this machine: the processes of a lab machine are seen from outside, where its Zarafa
 * looks like one that runs here. A lock of the kernel's, so that it ends with whoever holds it.
 */
public final class LabLock implements AutoCloseable {

  /** The locks of this process: several of its machines may run side by side, and share one lock of the kernel's. */
  private static final List<LabLock> HELD = new ArrayList<>();

  private final Process holder;

  private LabLock(Process holder) {
    this.holder = holder;
  }

  /** Waits until nobody relies on there being no Zarafa, and holds that until it is closed. */
  static LabLock zarafaRuns() {
    synchronized (HELD) {
      LabLock lock = HELD.isEmpty() ? locked() : new LabLock(HELD.get(0).holder);
      HELD.add(lock);
      return lock;
    }
  }

  private static LabLock locked() {
    try {
      Process holder = new ProcessBuilder("flock", "--exclusive", file(), "sh", "-c", "echo held; exec cat >&2").redirectError(ProcessBuilder.Redirect.DISCARD).start();
      if (new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.US_ASCII)).readLine() == null) {
        throw new IllegalStateException("flock does not work on " + file());
      }
      return new LabLock(holder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what to put before the words of a program that looks for servers on this machine and must not find those of a lab machine. */
  public static List<String> whereNoZarafaRuns() {
    return List.of("flock", "--shared", "--no-fork", file());
  }

  private static String file() {
    try {
      Path folder = Files.createDirectories(LabMachine.folder());
      return folder.resolve("zarafa.lock").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    synchronized (HELD) {
      if (!HELD.remove(this) || !HELD.isEmpty()) {
        return; // another machine still needs it
      }
    }
    try {
      holder.getOutputStream().close();
      holder.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
